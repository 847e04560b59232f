/** Starts spans. */
import type { Attributes, Context, Span } from "@opentelemetry/api";
import { copyOptions } from "../client/caller-options.js";
import { type ActiveTracing, rememberStart, type TextOrigin } from "./active-tracing.js";

/** The name, attributes and time with which a span starts. */
export interface SpanStart {
  readonly name: string;
  readonly attributes?: Attributes | undefined;
  /**
   * The origin of the name and the attributes.
   *
   * @default "caller"
   */
  readonly origin?: TextOrigin;
  /**
   * Milliseconds since the epoch.
   *
   * @default now
   */
  readonly startTime?: number;
}

export interface StartedSpan {
  readonly span: Span;
  /** The context in which the span is active. */
  readonly context: Context;
}

/** Starts a child of the active span. Returns undefined when that fails. */
export function startSpan(
  { api, tracer }: ActiveTracing,
  { name, attributes: given, origin = "caller", startTime }: SpanStart,
): StartedSpan | undefined {
  return tryOrUndefined(() => {
    const parent = api.context.active();
    const text = String(name);
    const attributes = copyOptions(given);
    const options = startTime === undefined ? { attributes } : { attributes, startTime };
    const span = tracer.startSpan(text, options, parent);
    if (span.isRecording()) rememberStart(span, { name: text, attributes, origin });
    return { span, context: api.trace.setSpan(parent, span) };
  });
}

/** Returns undefined when the action throws, because a fault of tracing must not break the host. */
export function tryOrUndefined<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
