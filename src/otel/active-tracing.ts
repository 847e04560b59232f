/** The tracing that is at work in this process; while there is none, everything here does nothing. */
import type { Attributes, Span, Tracer } from "@opentelemetry/api";
import { copyOptions } from "../client/plain-options.js";
import type { OtelPackages } from "./otel-packages.js";

export interface ActiveTracing {
  readonly api: OtelPackages["api"];
  readonly tracer: Tracer;
  /** False from the moment that a person says no. */
  readonly isEnabled: () => boolean;
  /** The author's own tools: their names leave as they are. */
  readonly tools: ReadonlySet<string>;
  /** For what leaves as a digest and is put together here. */
  readonly digest: (text: string) => string;
}

let current: ActiveTracing | undefined;

export function getActiveTracing(): ActiveTracing | undefined {
  return current?.isEnabled() === true ? current : undefined;
}

/** The first stays; false where there is one. */
export function activateTracing(tracing: ActiveTracing): boolean {
  if (current !== undefined) return false;
  current = tracing;
  return true;
}

export function deactivateTracing(tracing: ActiveTracing): void {
  if (current === tracing) current = undefined;
}

/** The names that spans were begun with here: a caller of this library wrote them, where others' quote queries and prompts. */
const originalNames = new WeakMap<object, string>();

/** Whether the name that a span has now is the one that it was given here: what others give it later is theirs. */
export function hasOriginalName(span: { readonly name: string }): boolean {
  return originalNames.get(span) === span.name;
}

export function rememberSpanName(span: Span, name: string): void {
  originalNames.set(span, name);
}

/** Keys that this library's callers have put on a span. They may be undeclared, where all others have to be declared. */
const ownKeysBySpan = new WeakMap<object, Set<string>>();

export function getOwnAttributeKeys(span: object): ReadonlySet<string> | undefined {
  return ownKeysBySpan.get(span);
}

/** Puts attributes on a span. What cannot be read of them is not put there. */
export function setSpanAttributes(span: Span, attributes: Attributes | undefined): void {
  const keys = ownKeysBySpan.get(span) ?? new Set();
  ownKeysBySpan.set(span, keys);
  const given = copyOptions(attributes);
  for (const key of Object.keys(given)) keys.add(key);
  span.setAttributes(given);
}
