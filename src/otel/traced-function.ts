/** Wraps functions, async functions and generators in spans. When nothing is traced, the function is only called. */
import { types } from "node:util";
import type { Attributes, Context, Span, SpanStatusCode } from "@opentelemetry/api";
import { sealedName } from "../privacy/errors/error-message.js";
import {
  type ActiveTracing,
  getActiveTracing,
  rememberSpanName,
  setSpanAttributes,
} from "./active-tracing.js";

// biome-ignore lint/suspicious/noExplicitAny: with `never` or `unknown`, some functions would not be assignable
type Traceable = (this: any, ...args: any[]) => any;

/**
 * Returns a function that behaves like `fn` and records each call as a span. The span ends with the call, or with the promise
 * or generator that the call returns. An error is recorded by its type, without its message. Nothing is recorded when a class
 * is constructed.
 *
 * @param name The name of the spans. It is sent, so it must not contain user data.
 * @param attributes Attributes of each span: numbers, booleans and single words are sent.
 * @example
 * const search = traced("search", async (query: string) => query.split(" "), { index: "main" });
 */
export function traced<F extends Traceable>(name: string, fn: F, attributes?: Attributes): F {
  return new Proxy(fn, {
    apply(target, self, args) {
      const tracing = getActiveTracing();
      if (tracing === undefined) return Reflect.apply(target, self, args);
      const call = () => Reflect.apply(target, self, args);
      return callInSpan(tracing, { name, attributes }, { call, isAsync: types.isAsyncFunction(target) });
    },
  });
}

interface MethodDecorator {
  (target: object, member: string | symbol, descriptor: PropertyDescriptor): void;
  <F extends Traceable>(method: F, context: ClassMethodDecoratorContext): F;
}

/**
 * Decorates a method like `traced`. It works as a standard decorator and with TypeScript's `experimentalDecorators`.
 *
 * @default name the name of the method
 * @example
 * class Index {
 *   @Traced("search")
 *   async search(query: string) {
 *     return query.split(" ");
 *   }
 * }
 */
export function Traced(name?: string, attributes?: Attributes): MethodDecorator {
  // A standard decorator receives the method and its context, TypeScript's own the target, the name and the descriptor.
  return ((first: object, second: unknown, descriptor?: PropertyDescriptor) => {
    if (typeof first === "function" && descriptor === undefined) {
      // The casts are safe, because only a standard decorator has no descriptor.
      const { name: methodName } = second as ClassMethodDecoratorContext;
      return traced(name ?? String(methodName), first as Traceable, attributes);
    }
    if (typeof descriptor?.value !== "function") return;
    descriptor.value = traced(name ?? String(second), descriptor.value, attributes);
  }) as MethodDecorator;
}

/**
 * Adds attributes to the active span, if there is one. Numbers, booleans and single words are sent. Never throws.
 *
 * @example
 * addSpanAttributes({ "cache.hit": true, results: 12 });
 */
export function addSpanAttributes(attributes: Attributes): void {
  const { api } = getActiveTracing() ?? {};
  const span = api?.trace.getActiveSpan();
  if (span !== undefined) tryOrUndefined(() => setSpanAttributes(span, attributes));
}

/** The name, attributes and time with which a span starts. */
interface SpanStart {
  readonly name: string;
  readonly attributes?: Attributes | undefined;
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
  { name, attributes, startTime }: SpanStart,
): StartedSpan | undefined {
  return tryOrUndefined(() => {
    const parent = api.context.active();
    const span = tracer.startSpan(String(name), startTime === undefined ? {} : { startTime }, parent);
    if (span.isRecording()) {
      rememberSpanName(span, String(name));
      setSpanAttributes(span, attributes);
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
  /** Whether an async function is called, whose promise only its caller holds. */
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
  // Other objects with `then` are left alone, because a query builder runs its query whenever it is awaited.
  // The cast is safe, because node:util has checked the object.
  if (types.isGeneratorObject(result))
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
 * Returns the same promise, because the caller may compare or cancel it, or other code may handle its rejection. Node.js
 * does not report an unhandled rejection of it, because observing a promise counts as handling.
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
  return tryOrUndefined(() => sealedName(error instanceof Error ? error.name : typeof error)) ?? "Error";
}

/** Returns undefined when the action throws, because a fault of tracing must not break the host. */
export function tryOrUndefined<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
