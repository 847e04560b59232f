/** Which attributes of a span may leave: what is declared, and of what this library's callers put there numbers and words. */
import type { ReadableSpan } from "@opentelemetry/sdk-trace-node";
import { LETTERS_AND_DIGITS, lazyPattern } from "../internal/lazy-value.js";
import { sealedName } from "../privacy/errors/error-message.js";
import { guardText, jsonBytes } from "../privacy/sanitizer/event-budget.js";
import { vouchedKeys } from "./active-tracing.js";
import type { Declared } from "./declared-attributes.js";
import { rateAttribute } from "./trace-sampler.js";

interface SpanAttributes {
  /** To be sealed each by itself; together they are the span's. */
  readonly parts: readonly object[];
  readonly leftOut: number;
}

/** OpenTelemetry's own limit. */
const MOST = 128;
/** Of a list's items. */
const MOST_ITEMS = 128;
/** Half of what an event may take: what would make all of them be left out is left out by itself. */
const MOST_BYTES = 16 * 1024;

/** @param rate at which the span's trace was taken */
export function attributesOf(
  span: ReadableSpan,
  declared: Declared,
  rate: number | undefined,
): SpanAttributes {
  const vouched = vouchedKeys(span);
  const entries = Object.entries(span.attributes);
  const plain: Record<string, unknown> = {};
  const models: object[] = [];
  let bytes = 0;
  let kept = 0;
  for (const [key, value] of entries.slice(0, MOST)) {
    const size = sizeOf(key, value);
    if (bytes + size > MOST_BYTES) continue;
    const model = declared(key, value);
    if (model !== undefined) models.push(model);
    else if (vouched?.has(key) === true && isPlain(value)) plain[key] = value;
    else if (key === "error.type") plain[key] = sealedName(String(value));
    else continue;
    bytes += size;
    kept++;
  }
  const parts = [{ ...errorType(span), ...plain, ...rateAttribute(rate) }, ...models];
  return { parts, leftOut: span.droppedAttributesCount + entries.length - kept };
}

/** Prompts, arguments and messages have blanks in them; names, ids, models and versions have none. */
const WORD = lazyPattern(`^[${LETTERS_AND_DIGITS}_$][${LETTERS_AND_DIGITS}_$.:/@+-]{0,127}$`, "u");

function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.length <= MOST_ITEMS && value.every(isPlain);
  if (typeof value === "string") return WORD().test(value) && guardText(value) === value;
  return typeof value === "boolean" || Number.isFinite(value);
}

function sizeOf(key: string, value: unknown): number {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.reduce<number>(
    (sum, item) => sum + (typeof item === "string" ? jsonBytes(item) : 25),
    jsonBytes(key),
  );
}

/** Events quote messages and stacks, so none leaves; of an exception the type does. */
function errorType({ events }: ReadableSpan): { "error.type"?: string } {
  const type: unknown = events.find(({ name }) => name === "exception")?.attributes?.["exception.type"];
  return typeof type === "string" ? { "error.type": sealedName(type) } : {};
}
