/** Holds the active tracing of this process, and the names and attributes that this library itself put on spans. */
import type { Attributes, Span, Tracer } from "@opentelemetry/api";
import { copyOptions } from "../client/plain-options.js";
import type { OtelPackages } from "./otel-packages.js";

export interface ActiveTracing {
  readonly api: OtelPackages["api"];
  readonly tracer: Tracer;
  /** False as soon as the person opts out. */
  readonly isEnabled: () => boolean;
  /** The author's own tools, whose names are sent unchanged. */
  readonly tools: ReadonlySet<string>;
  /** Digests a text that is sent only as a digest, such as a workspace. */
  readonly digest: (text: string) => string;
}

let current: ActiveTracing | undefined;

/** Returns undefined when nothing is traced. The callers then do nothing. */
export function getActiveTracing(): ActiveTracing | undefined {
  return current?.isEnabled() === true ? current : undefined;
}

/** Returns false when tracing was already started in this process. */
export function activateTracing(tracing: ActiveTracing): boolean {
  if (current !== undefined) return false;
  current = tracing;
  return true;
}

export function deactivateTracing(tracing: ActiveTracing): void {
  if (current === tracing) current = undefined;
}

/** The names that callers of this library gave. Names from other instrumentation may quote queries and prompts. */
const originalNames = new WeakMap<object, string>();

/** Returns whether a span still has the name that it was started with here. Others may have renamed it. */
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

const originsBySpan = new WeakMap<object, Map<string, AttributeOrigin>>();

/** Returns the origins of the attributes that were put on a span here, by their keys. All others have to be declared. */
export function getAttributeOrigins(span: object): ReadonlyMap<string, AttributeOrigin> | undefined {
  return originsBySpan.get(span);
}

/** Puts attributes on a span, or none of them when one of their getters throws. */
export function setSpanAttributes(
  span: Span,
  attributes: Attributes | undefined,
  origin: AttributeOrigin = "caller",
): void {
  const origins = originsBySpan.get(span) ?? new Map();
  originsBySpan.set(span, origins);
  const copiedAttributes = copyOptions(attributes);
  for (const key of Object.keys(copiedAttributes)) origins.set(key, origin);
  span.setAttributes(copiedAttributes);
}
