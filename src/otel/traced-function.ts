/** Spans around functions: plain ones, async ones and generators. Where nothing is traced the function is called, and that is all. */
import { types } from "node:util";
import type { Attributes, Context, Span, SpanStatusCode } from "@opentelemetry/api";
import { sealedName } from "../privacy/errors/error-message.js";
import {
  type ActiveTracing,
  type AttributeOrigin,
  getActiveTracing,
  rememberSpanName,
  setSpanAttributes,
} from "./active-tracing.js";

// biome-ignore lint/suspicious/noExplicitAny: of a function that is only handed through, `never` and `unknown` would refuse some
type Traceable = (this: any, ...input: any[]) => any;

/**
 * The same function, with a span for each call: it ends when the call does, or the promise or the generator that it gave,
 * which are handed on as they are. An error is told by its type, without its message. A class is constructed untraced.
 */
export function traced<F extends Traceable>(name: string, fn: F, attributes?: Attributes): F {
  return new Proxy(fn, {
    apply(target, self, input) {
      const tracing = getActiveTracing();
      if (tracing === undefined) return Reflect.apply(target, self, input);
      const call = () => Reflect.apply(target, self, input);
      return callInSpan(tracing, { name, attributes }, { call, isAsync: types.isAsyncFunction(target) });
    },
  });
}

interface MethodDecorator {
  (target: object, member: string | symbol, descriptor: PropertyDescriptor): void;
  <F extends Traceable>(method: F, context: ClassMethodDecoratorContext): F;
}

/** `@Traced()` above a method, in both dialects of decorators. By default the span is called as the method is. */
export function Traced(name?: string, attributes?: Attributes): MethodDecorator {
  // One function for both: the standard dialect gives a function and its context, TypeScript's a target and a descriptor.
  return ((first: object, second: unknown, descriptor?: PropertyDescriptor) => {
    if (typeof first === "function" && descriptor === undefined) {
      const { name: method } = second as ClassMethodDecoratorContext; // the standard dialect
      return traced(name ?? String(method), first as Traceable, attributes);
    }
    if (typeof descriptor?.value !== "function") return;
    descriptor.value = traced(name ?? String(second), descriptor.value, attributes);
  }) as MethodDecorator;
}

/** Puts attributes on the span that is at work, if there is one. Numbers, booleans and words are sent; other text is removed unless it is declared. */
export function addSpanAttributes(attributes: Attributes): void {
  const { api } = getActiveTracing() ?? {};
  const span = api?.trace.getActiveSpan();
  if (span !== undefined) tryOrUndefined(() => setSpanAttributes(span, attributes));
}

/** What a span is begun with. */
interface SpanStart {
  readonly name: string;
  readonly attributes?: Attributes | undefined;
  /** @default "caller" */
  readonly origin?: AttributeOrigin;
  /** Milliseconds since the epoch; by default now. */
  readonly startTime?: number;
}

export interface StartedSpan {
  readonly span: Span;
  /** For what is done in it. */
  readonly context: Context;
}

/** As a child of the one that is at work. Undefined where it cannot be begun. */
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

/** Has the last word on a span, before it ends: how it went. */
export type BeforeSpanEnd = (span: Span, hasFailed: boolean) => SpanStatusCode;

/** What is done in a span. */
export interface TracedCall {
  readonly call: (span?: Span) => unknown;
  /** An async function's promise is nobody's but the caller's. */
  readonly isAsync: boolean;
  readonly onBeforeEnd?: BeforeSpanEnd;
}

/** Calls in a span, and gives what that gives. */
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
  // What is like a promise may be a query that runs when it is awaited, so it is not.
  if (types.isGeneratorObject(result))
    tryOrUndefined(() => observeGenerator(tracing, result as AnyGenerator, context, onEnd)); // node:util says so
  else onEnd();
  return result;
}

type OnSpanEnd = (failure?: SpanFailure) => void;

/** The same outcome in a promise that follows it: one whose rejection nobody catches is still reported. */
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
 * As it is: whoever called may cancel it, compare it, or leave its rejection to another who holds it. Where nobody does,
 * its rejection is not reported, for looking at a promise counts as catching it.
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

/** An error is told by its type. */
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

/** Every step of it is inside the span, which ends with the last. */
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
    const step = (...input: unknown[]) => {
      try {
        const result: unknown = api.context.with(context, () => Reflect.apply(original, generator, input));
        return types.isPromise(result) ? result.then(endWhenDone, endWithError) : endWhenDone(result);
      } catch (error) {
        return endWithError(error);
      }
    };
    Object.defineProperty(generator, method, { value: step, configurable: true, writable: true });
  }
}

function getErrorName(error: unknown): string {
  return tryOrUndefined(() => sealedName(error instanceof Error ? error.name : typeof error)) ?? "Error"; // its getters may throw
}

/** Undefined where it throws: tracing is no reason for the host to fail. */
export function tryOrUndefined<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
