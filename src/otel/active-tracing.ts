/** The tracing that is at work in this process; while there is none, everything here does nothing. */
import type { Attributes, Span, Tracer } from "@opentelemetry/api";
import { copied } from "../client/plain-options.js";
import type { Packages } from "./sdk-packages.js";

export interface ActiveTracing {
  readonly api: Packages["api"];
  readonly tracer: Tracer;
  /** False from the moment that a person says no. */
  readonly isOn: () => boolean;
  /** The author's own tools: their names leave as they are. */
  readonly tools: ReadonlySet<string>;
  /** For what leaves as a digest and is put together here. */
  readonly digest: (text: string) => string;
}

let active: ActiveTracing | undefined;

export function activeTracing(): ActiveTracing | undefined {
  return active?.isOn() === true ? active : undefined;
}

/** The first stays; false where there is one. */
export function activate(tracing: ActiveTracing): boolean {
  if (active !== undefined) return false;
  active = tracing;
  return true;
}

export function deactivate(tracing: ActiveTracing): void {
  if (active === tracing) active = undefined;
}

/** The names that spans were begun with here: a caller of this library wrote them, where others' quote queries and prompts. */
const names = new WeakMap<object, string>();

/** Whether the name that a span has now is the one that it was given here: what others give it later is theirs. */
export function hasOurName(span: { readonly name: string }): boolean {
  return names.get(span) === span.name;
}

export function keepName(span: Span, name: string): void {
  names.set(span, name);
}

/** Keys that this library's callers have put on a span: they pass the guard, where all others have to be declared. */
const vouched = new WeakMap<object, Set<string>>();

export function vouchedKeys(span: object): ReadonlySet<string> | undefined {
  return vouched.get(span);
}

/** Puts attributes on a span. What cannot be read of them is not put there. */
export function setAttributes(span: Span, attributes: Attributes | undefined): void {
  const keys = vouched.get(span) ?? new Set();
  vouched.set(span, keys);
  const given = copied(attributes);
  for (const key of Object.keys(given)) keys.add(key);
  span.setAttributes(given);
}
