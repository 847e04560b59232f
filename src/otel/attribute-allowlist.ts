/** Selects the attributes of a span that are sent: declared ones, those that this library or its callers set, and the type of an error. */
import { sanitizeErrorName } from "../privacy/errors/error-message.js";
import { verbatim } from "../privacy/sanitizer/declared-text.js";
import { measureJsonText } from "../privacy/sanitizer/event-size.js";
import { getAttributeOrigin, type TextOrigin } from "./active-tracing.js";
import type { AttributeModelFactory } from "./declared-attributes.js";
import type { ReadableSpan } from "./sdk-types.js";
import { createRateAttribute } from "./trace-sampler.js";

interface SelectedAttributes {
  /** Sanitized one by one; together they are the attributes of the span. */
  readonly parts: readonly object[];
  readonly omittedCount: number;
}

/** OpenTelemetry's own limit. */
const MAX_ATTRIBUTES = 128;
/** Half of an event's size limit, so that the other fields of the span always fit. */
const MAX_ATTRIBUTES_BYTES = 16 * 1024;

/** @param rate The rate at which the span's trace was sampled. */
export function selectAttributes(
  span: ReadableSpan,
  createModel: AttributeModelFactory,
  rate: number | undefined,
): SelectedAttributes {
  const entries = Object.entries(span.attributes);
  const plainAttributes: Record<string, unknown> = {};
  const models: object[] = [];
  let totalBytes = 0;
  for (const [key, value] of entries.slice(0, MAX_ATTRIBUTES)) {
    const sizeBytes = estimateAttributeBytes(key, value);
    if (totalBytes + sizeBytes > MAX_ATTRIBUTES_BYTES) continue;
    const model = createModel(key, value);
    const origin = getAttributeOrigin(span, key, value);
    if (model !== undefined) models.push(model);
    else if (origin !== undefined) plainAttributes[key] = declareLibraryText(origin, value);
    else if (key === "error.type") plainAttributes[key] = sanitizeErrorName(String(value));
    else continue;
    totalBytes += sizeBytes;
  }
  const selectedCount = models.length + Object.keys(plainAttributes).length;
  return {
    parts: [{ ...getExceptionType(span), ...plainAttributes, ...createRateAttribute(rate) }, ...models],
    omittedCount: span.droppedAttributesCount + entries.length - selectedCount,
  };
}

/** Returns the value, and declares it if it is a text of this library, which is known to be safe. */
function declareLibraryText(origin: TextOrigin, value: unknown): unknown {
  return origin === "library" && typeof value === "string" ? verbatim(value) : value;
}

/** Longer than most numbers, `true` and `false` in JSON. */
const SCALAR_BYTES = 25;

function estimateAttributeBytes(key: string, value: unknown): number {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.reduce<number>(
    (sum, item) => sum + (typeof item === "string" ? measureJsonText(item) : SCALAR_BYTES),
    measureJsonText(key),
  );
}

/** Returns only the type of a recorded exception. Span events are not sent, because they quote messages and stacks. */
function getExceptionType({ events }: ReadableSpan): { "error.type"?: string } {
  const type: unknown = events.find(({ name }) => name === "exception")?.attributes?.["exception.type"];
  return typeof type === "string" ? { "error.type": sanitizeErrorName(type) } : {};
}
