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

/**
 * Who put an attribute on a span: this library, which knows every text that it puts there, or its caller, whose texts are
 * undeclared.
 */
export type AttributeOrigin = "library" | "caller";

const origins = new WeakMap<object, Map<string, AttributeOrigin>>();

/** Returns the origins of the attributes that were put on a span here, by their keys. All others have to be declared. */
export function attributeOrigins(span: object): ReadonlyMap<string, AttributeOrigin> | undefined {
  return origins.get(span);
}

/** Puts attributes on a span. What cannot be read of them is not put there. */
export function setSpanAttributes(
  span: Span,
  attributes: Attributes | undefined,
  origin: AttributeOrigin = "caller",
): void {
  const known = origins.get(span) ?? new Map();
  origins.set(span, known);
  const given = copyOptions(attributes);
  for (const key of Object.keys(given)) known.set(key, origin);
  span.setAttributes(given);
}
