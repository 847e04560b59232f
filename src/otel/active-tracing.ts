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

/** The party that set a name or attributes. The texts of this library are known to be safe. Those of its caller are undeclared. */
export type TextOrigin = "library" | "caller";

/** The name and the attributes with which this library started a span. */
export interface StartOrigin {
  readonly name: string;
  readonly attributes: Attributes;
  readonly origin: TextOrigin;
}

/** An attribute that this library has set. */
interface OwnAttribute {
  readonly value: unknown;
  readonly origin: TextOrigin;
}

interface SpanOrigins {
  /** Undefined for spans that others started. Their names may quote prompts. */
  readonly start?: StartOrigin;
  /** The attributes that this library set later, by key. */
  later?: Map<string, OwnAttribute>;
}

const originsBySpan = new WeakMap<object, SpanOrigins>();

/** Returns the origin of a span's name. Undefined if this library did not start the span, or if it was renamed since. */
export function getNameOrigin(span: { readonly name: string }): TextOrigin | undefined {
  const start = originsBySpan.get(span)?.start;
  return start?.name === span.name ? start.origin : undefined;
}

/** Returns the origin of an attribute. Undefined if this library did not set it, or if its value was replaced since. */
export function getAttributeOrigin(span: object, key: string, value: unknown): TextOrigin | undefined {
  const { start, later } = originsBySpan.get(span) ?? {};
  const isFromStart = start !== undefined && Object.hasOwn(start.attributes, key);
  const own =
    later?.get(key) ?? (isFromStart ? { value: start.attributes[key], origin: start.origin } : undefined);
  return own !== undefined && isSameValue(own.value, value) ? own.origin : undefined;
}

/** Compares lists by their items, because the SDK copies them. */
function isSameValue(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return Object.is(a, b);
  return a.length === b.length && a.every((item, index) => Object.is(item, b[index]));
}

/** Remembers how this library has started a span. */
export function rememberStart(span: Span, start: StartOrigin): void {
  originsBySpan.set(span, { start });
}

/** Sets attributes on a span, or none of them if one of their getters throws. */
export function setSpanAttributes(
  span: Span,
  attributes: Attributes | undefined,
  origin: TextOrigin = "caller",
): void {
  const origins: SpanOrigins = originsBySpan.get(span) ?? {};
  originsBySpan.set(span, origins);
  origins.later ??= new Map();
  const copiedAttributes = copyOptions(attributes);
  for (const [key, value] of Object.entries(copiedAttributes)) origins.later.set(key, { value, origin });
  span.setAttributes(copiedAttributes);
}
