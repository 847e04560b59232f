/** Spans around functions: plain ones, async ones and generators. Where nothing is traced the function is called, and that is all. */
import type { Attributes, Context, Span, SpanStatusCode } from "@opentelemetry/api";
import { sealedName } from "../privacy/error-message.js";
import { type ActiveTracing, activeTracing, setAttributes } from "./active.js";

// biome-ignore lint/suspicious/noExplicitAny: of a function that is only handed through, `never` and `unknown` would refuse some
type Traceable = (this: any, ...input: any[]) => any;

/**
 * The same function, with a span for each call: it ends when the call does, or what it has promised, or the generator it
 * gave. An error is told by its type, without its message, and thrown on. `attributes` pass the guard.
 */
export function traced<F extends Traceable>(name: string, fn: F, attributes?: Attributes): F {
  const wrapped = function (this: unknown, ...input: unknown[]): unknown {
    const tracing = activeTracing();
    if (tracing === undefined) return fn.apply(this, input);
    return called(tracing, name, attributes, () => fn.apply(this, input));
  };
  Object.defineProperties(wrapped, {
    name: { value: fn.name, configurable: true },
    length: { value: fn.length, configurable: true },
  });
  return wrapped as F; // it takes what `fn` takes, and returns what that returns
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

/** Puts attributes on the span that is at work, if there is one. They pass the guard. */
export function addSpanAttributes(attributes: Attributes): void {
  const { api } = activeTracing() ?? {};
  const span = api?.trace.getActiveSpan();
  if (span !== undefined) setAttributes(span, attributes);
}

/** Begins a span, as a child of the one that is at work. */
export function begin(tracing: ActiveTracing, name: string, attributes: Attributes = {}, startTime?: number) {
  const { api, tracer } = tracing;
  const parent = api.context.active();
  const span = tracer.startSpan(name, startTime === undefined ? {} : { startTime }, parent);
  setAttributes(span, attributes);
  return { span, inside: api.trace.setSpan(parent, span) };
}

interface Failure {
  readonly error: unknown;
}

/** Has the last word on a span, before it ends: how it went. */
export type Closing = (span: Span, hasFailed: boolean) => SpanStatusCode;

/** An error is told by its type. */
function end({ api }: ActiveTracing, span: Span, failure?: Failure, closing?: Closing): void {
  const { OK, ERROR } = api.SpanStatusCode;
  if (failure !== undefined) setAttributes(span, { "error.type": typeOf(failure.error) });
  const code = closing?.(span, failure !== undefined) ?? (failure === undefined ? OK : ERROR);
  span.setStatus({ code });
  span.end();
}

export function called(
  tracing: ActiveTracing,
  name: string,
  attributes: Attributes | undefined,
  call: () => unknown,
  closing?: Closing,
): unknown {
  const { span, inside } = begin(tracing, name, attributes);
  const over = (failure?: Failure) => end(tracing, span, failure, closing);
  let result: unknown;
  try {
    result = tracing.api.context.with(inside, call);
  } catch (error) {
    over({ error });
    throw error;
  }
  if (isGenerator(result)) return observed(tracing, result, inside, over);
  if (!isThenable(result)) {
    over();
    return result;
  }
  return Promise.resolve(result).then(
    (value) => {
      over();
      return value;
    },
    (error) => {
      over({ error });
      throw error;
    },
  );
}

type AnyGenerator = Generator | AsyncGenerator;

/** The same generator, each step of it inside the span, which ends with the last. */
function observed(
  { api }: ActiveTracing,
  generator: AnyGenerator,
  inside: Context,
  onEnd: (failure?: Failure) => void,
): AnyGenerator {
  let isOver = false;
  const over = (failure?: Failure) => {
    if (!isOver) onEnd(failure);
    isOver = true;
  };
  const note = <R extends IteratorResult<unknown>>(result: R): R => {
    if (result.done === true) over();
    return result;
  };
  const failed = (error: unknown): never => {
    over({ error });
    throw error;
  };
  const step =
    (method: "next" | "return" | "throw") =>
    (...input: unknown[]) => {
      try {
        const result: unknown = api.context.with(inside, () =>
          Reflect.apply(generator[method], generator, input),
        );
        return isThenable(result)
          ? result.then((settled) => note(settled as IteratorResult<unknown>), failed)
          : note(result as IteratorResult<unknown>); // a generator's methods give these
      } catch (error) {
        return failed(error);
      }
    };
  const steps = { next: step("next"), return: step("return"), throw: step("throw") };
  // Made of the generator, so that it is an instance of what it was, and iterates itself.
  return Object.assign(Object.create(Object.getPrototypeOf(generator)), steps);
}

function isGenerator(value: unknown): value is AnyGenerator {
  const kind = Object.prototype.toString.call(value);
  return kind === "[object Generator]" || kind === "[object AsyncGenerator]";
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, "then") === "function";
}

function typeOf(error: unknown): string {
  try {
    return error instanceof Error ? sealedName(error.name) : sealedName(typeof error);
  } catch {
    return "Error"; // its getters throw
  }
}
