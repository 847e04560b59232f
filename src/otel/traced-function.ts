/** Wraps functions, async functions and generators in spans. */
import { types } from "node:util";
import type { Attributes } from "@opentelemetry/api";
import { getActiveTracing, setSpanAttributes } from "./active-tracing.js";
import { tryOrUndefined } from "./start-span.js";
import { callInSpan } from "./traced-call.js";

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
  if (typeof fn !== "function") return fn; // callers in plain JavaScript
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
  }) as MethodDecorator; // TypeScript cannot check one function against two forms
}

/**
 * Adds attributes to the active span, if there is one. Numbers, booleans and single words are sent. Other text is
 * removed unless it is declared. Never throws.
 *
 * @example
 * addSpanAttributes({ "cache.hit": true, results: 12 });
 */
export function addSpanAttributes(attributes: Attributes): void {
  const { api } = getActiveTracing() ?? {};
  const span = api?.trace.getActiveSpan();
  if (span !== undefined) tryOrUndefined(() => setSpanAttributes(span, attributes));
}
