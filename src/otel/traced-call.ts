/** Makes a call inside a span, which ends with the call, its promise or its generator. */
import { types } from "node:util";
import type { Context, Span, SpanStatusCode } from "@opentelemetry/api";
import { sanitizeErrorName } from "../privacy/errors/error-message.js";
import { type ActiveTracing, setSpanAttributes } from "./active-tracing.js";
import { type SpanStart, startSpan, tryOrUndefined } from "./start-span.js";

/** Adds the attributes that are known when the call is over, and returns the status of the span, which then ends. */
export type CompleteSpan = (span: Span, hasFailed: boolean) => SpanStatusCode;

/** A call to make inside a span. */
export interface TracedCall<T> {
  readonly call: (span?: Span) => T;
  /** True if `call` runs an async function. Nobody else holds its promise, so a derived one may be returned. */
  readonly isAsync: boolean;
  /** @default sets the status to OK, or to ERROR if the call failed */
  readonly completeSpan?: CompleteSpan;
}

/** Makes a call in a new span, and returns its result. */
export function callInSpan<T>(
  tracing: ActiveTracing,
  spanStart: SpanStart,
  { call, isAsync, completeSpan }: TracedCall<T>,
): T {
  const started = startSpan(tracing, spanStart);
  if (started === undefined) return call();
  const { span, context } = started;
  const endSpan = createSpanEnder(tracing, span, completeSpan);
  let result: T;
  try {
    result = tracing.api.context.with(context, call, undefined, span);
  } catch (error) {
    endSpan({ error });
    throw error;
  }
  // The cast is safe, because the promise of an async function has no other methods than the one that replaces it.
  if (types.isPromise(result) && isAsync) return chainPromise(result, endSpan) as T;
  try {
    if (types.isPromise(result)) observePromise(result, endSpan);
    // The cast is safe, because node:util has checked the object.
    else if (types.isGeneratorObject(result))
      observeGenerator(tracing, result as AnyGenerator, context, endSpan);
    // `then` of any other object is not called, because a query builder would run its query.
    else endSpan();
  } catch {
    endSpan(); // The end cannot be observed, such as that of a frozen generator.
  }
  return result;
}

interface SpanFailure {
  readonly error: unknown;
}

/** Ends a span. Only the first call has an effect. Never throws. */
type EndSpan = (failure?: SpanFailure) => void;

function createSpanEnder(
  { api }: ActiveTracing,
  span: Span,
  completeSpan: CompleteSpan = (_, hasFailed) =>
    hasFailed ? api.SpanStatusCode.ERROR : api.SpanStatusCode.OK,
): EndSpan {
  let hasEnded = false;
  return (failure) => {
    if (hasEnded) return; // A finished generator may be asked for further steps.
    hasEnded = true;
    tryOrUndefined(() => {
      if (failure !== undefined) setSpanAttributes(span, { "error.type": getErrorName(failure.error) });
      span.setStatus({ code: completeSpan(span, failure !== undefined) });
      span.end();
    });
  };
}

/** Returns a new promise with the same outcome. Node.js then still reports an unhandled rejection. */
function chainPromise(promise: Promise<unknown>, endSpan: EndSpan): Promise<unknown> {
  return Promise.prototype.then.call(
    promise,
    (value) => {
      endSpan();
      return value;
    },
    (error) => {
      endSpan({ error });
      throw error;
    },
  );
}

/**
 * Observes a promise that the caller receives itself, because they may compare it, cancel it or handle its rejection
 * elsewhere. Node.js then does not report its unhandled rejection, because the observer handles it.
 */
function observePromise(promise: Promise<unknown>, endSpan: EndSpan): void {
  Promise.prototype.then.call(
    promise,
    () => endSpan(),
    (error) => endSpan({ error }),
  );
}

type AnyGenerator = Generator | AsyncGenerator;

/** Runs each step of a generator in the context of its span, which ends with the last step. */
function observeGenerator(
  { api }: ActiveTracing,
  generator: AnyGenerator,
  context: Context,
  endSpan: EndSpan,
): void {
  const endWhenDone = <R>(result: R): R => {
    if (Reflect.get(Object(result), "done") === true) endSpan();
    return result;
  };
  const endWithError = (error: unknown): never => {
    endSpan({ error });
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
