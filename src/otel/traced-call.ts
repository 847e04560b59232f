/** Makes a call inside a span, which ends with the call, its promise or its generator. */
import { types } from "node:util";
import type { Attributes, Context, Span, SpanStatusCode } from "@opentelemetry/api";
import { sanitizeErrorName } from "../privacy/errors/error-message.js";
import {
  type ActiveTracing,
  type AttributeOrigin,
  rememberSpanName,
  setSpanAttributes,
} from "./active-tracing.js";

/** The name, attributes and time with which a span starts. */
interface SpanStart {
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

interface SpanFailure {
  readonly error: unknown;
}

/** Called before a span ends. It can add attributes, and returns the status. */
export type BeforeSpanEnd = (span: Span, hasFailed: boolean) => SpanStatusCode;

/** A call to make inside a span. */
export interface TracedCall {
  readonly call: (span?: Span) => unknown;
  /** True for an async function. Its promise is new, so it can be replaced. */
  readonly isAsync: boolean;
  readonly onBeforeEnd?: BeforeSpanEnd;
}

/** Makes a call in a new span, and returns its result. */
export function callInSpan(
  tracing: ActiveTracing,
  spanStart: SpanStart,
  { call, isAsync, onBeforeEnd }: TracedCall,
): unknown {
  const started = startSpan(tracing, spanStart);
  if (started === undefined) return call();
  const { span, context } = started;
  const onEnd = (failure?: SpanFailure) =>
    void tryOrUndefined(() => endSpan(tracing, span, failure, onBeforeEnd));
  let result: unknown;
  try {
    result = tracing.api.context.with(context, call, undefined, span);
  } catch (error) {
    onEnd({ error });
    throw error;
  }
  if (types.isPromise(result)) return isAsync ? chainPromise(result, onEnd) : observePromise(result, onEnd);
  // `then` of any other object is not called, because a query builder would run its query.
  if (types.isGeneratorObject(result))
    // The cast is safe, because node:util has checked the object.
    tryOrUndefined(() => observeGenerator(tracing, result as AnyGenerator, context, onEnd));
  else onEnd();
  return result;
}

type OnSpanEnd = (failure?: SpanFailure) => void;

/** Returns a new promise with the same outcome. Node.js then still reports an unhandled rejection. */
function chainPromise(promise: Promise<unknown>, onEnd: OnSpanEnd): Promise<unknown> {
  return Promise.prototype.then.call(
    promise,
    (value) => {
      onEnd();
      return value;
    },
    (error) => {
      onEnd({ error });
      throw error;
    },
  );
}

/**
 * Returns the same promise, because the caller may compare it, cancel it or handle its rejection elsewhere. Node.js then
 * does not report its unhandled rejection, because the observer handles it.
 */
function observePromise(promise: Promise<unknown>, onEnd: OnSpanEnd): Promise<unknown> {
  tryOrUndefined(() =>
    Promise.prototype.then.call(
      promise,
      () => onEnd(),
      (error) => onEnd({ error }),
    ),
  );
  return promise;
}

function endSpan(
  { api }: ActiveTracing,
  span: Span,
  failure?: SpanFailure,
  onBeforeEnd?: BeforeSpanEnd,
): void {
  const { OK, ERROR } = api.SpanStatusCode;
  if (failure !== undefined) setSpanAttributes(span, { "error.type": getErrorName(failure.error) });
  const code = onBeforeEnd?.(span, failure !== undefined) ?? (failure === undefined ? OK : ERROR);
  span.setStatus({ code });
  span.end();
}

type AnyGenerator = Generator | AsyncGenerator;

/** Runs each step of a generator in the context of its span, which ends with the last step. */
function observeGenerator(
  { api }: ActiveTracing,
  generator: AnyGenerator,
  context: Context,
  onEnd: OnSpanEnd,
): void {
  const endWhenDone = <R>(result: R): R => {
    if (Reflect.get(Object(result), "done") === true) onEnd();
    return result;
  };
  const endWithError = (error: unknown): never => {
    onEnd({ error });
    throw error;
  };
  for (const method of ["next", "return", "throw"] as const) {
    const original = generator[method];
    const runStep = (...args: unknown[]) => {
      try {
        const result: unknown = api.context.with(context, () => Reflect.apply(original, generator, args));
        return types.isPromise(result) ? result.then(endWhenDone, endWithError) : endWhenDone(result);
      } catch (error) {
        return endWithError(error);
      }
    };
    Object.defineProperty(generator, method, { value: runStep, configurable: true, writable: true });
  }
}

function getErrorName(error: unknown): string {
  // The getter `name` of an error may throw.
  return (
    tryOrUndefined(() => sanitizeErrorName(error instanceof Error ? error.name : typeof error)) ?? "Error"
  );
}

/** Returns undefined when the action throws, because a fault of tracing must not break the host. */
export function tryOrUndefined<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
