/** Starts spans. */
import type { Attributes, Context, Span } from "@opentelemetry/api";
import {
  type ActiveTracing,
  type AttributeOrigin,
  rememberSpanName,
  setSpanAttributes,
} from "./active-tracing.js";

/** The name, attributes and time with which a span starts. */
export interface SpanStart {
  readonly name: string;
  readonly attributes?: Attributes | undefined;
  /** @default "caller" */
  readonly origin?: AttributeOrigin;
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
  { name, attributes, origin, startTime }: SpanStart,
): StartedSpan | undefined {
  return tryOrUndefined(() => {
    const parent = api.context.active();
    const span = tracer.startSpan(String(name), startTime === undefined ? {} : { startTime }, parent);
    if (span.isRecording()) {
      rememberSpanName(span, String(name));
      setSpanAttributes(span, attributes, origin);
    }
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
