/** Holds the active tracing of this process, and the names and attributes that this library set on spans. */
import type { Attributes, Span, Tracer } from "@opentelemetry/api";
import { copyOptions } from "../client/caller-options.js";
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

/** The names of spans that this library started. Names from other instrumentations may quote queries and prompts. */
const originalNames = new WeakMap<object, string>();

/** Returns whether a span was started by this library and was not renamed since. */
export function hasOriginalName(span: { readonly name: string }): boolean {
  return originalNames.get(span) === span.name;
}

export function rememberSpanName(span: Span, name: string): void {
  originalNames.set(span, name);
}

/**
 * The party that set an attribute. The texts of this library are known to be safe. Those of its caller are undeclared.
 */
export type AttributeOrigin = "library" | "caller";

const originsBySpan = new WeakMap<object, Map<string, AttributeOrigin>>();

/** Returns the origins of the attributes that this library set, by key. All other attributes have to be declared. */
export function getAttributeOrigins(span: object): ReadonlyMap<string, AttributeOrigin> | undefined {
  return originsBySpan.get(span);
}

/** Sets attributes on a span, or none of them if one of their getters throws. */
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
