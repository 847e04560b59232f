/** Which attributes of a span are sent: declared ones, and undeclared ones that this library's callers put there. */
import type { ReadableSpan } from "@opentelemetry/sdk-trace-node";
import { sealedName } from "../privacy/errors/error-message.js";
import { verbatim } from "../privacy/sanitizer/declared-text.js";
import { jsonBytes } from "../privacy/sanitizer/event-budget.js";
import { attributeOrigins } from "./active-tracing.js";
import type { AttributeModelFactory } from "./declared-attributes.js";
import { createRateAttribute } from "./trace-sampler.js";

interface SelectedAttributes {
  /** To be sealed each by itself; together they are the span's. */
  readonly parts: readonly object[];
  readonly omittedCount: number;
}

/** OpenTelemetry's own limit. */
const MAX_ATTRIBUTES = 128;
/** Half of what an event may take: what would make all of them be left out is left out by itself. */
const MAX_ATTRIBUTES_BYTES = 16 * 1024;

/** @param rate at which the span's trace was taken */
export function selectAttributes(
  span: ReadableSpan,
  createModel: AttributeModelFactory,
  rate: number | undefined,
): SelectedAttributes {
  const origins = attributeOrigins(span);
  const entries = Object.entries(span.attributes);
  const plain: Record<string, unknown> = {};
  const models: object[] = [];
  let bytes = 0;
  let kept = 0;
  for (const [key, value] of entries.slice(0, MAX_ATTRIBUTES)) {
    const size = estimateAttributeBytes(key, value);
    if (bytes + size > MAX_ATTRIBUTES_BYTES) continue;
    const model = createModel(key, value);
    if (model !== undefined) models.push(model);
    else if (origins?.has(key) === true)
      plain[key] = origins.get(key) === "library" && typeof value === "string" ? verbatim(value) : value;
    else if (key === "error.type") plain[key] = sealedName(String(value));
    else continue;
    bytes += size;
    kept++;
  }
  const parts = [{ ...getExceptionType(span), ...plain, ...createRateAttribute(rate) }, ...models];
  return { parts, omittedCount: span.droppedAttributesCount + entries.length - kept };
}

function estimateAttributeBytes(key: string, value: unknown): number {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.reduce<number>(
    (sum, item) => sum + (typeof item === "string" ? jsonBytes(item) : 25),
    jsonBytes(key),
  );
}

/** Events quote messages and stacks, so none leaves; of an exception the type does. */
function getExceptionType({ events }: ReadableSpan): { "error.type"?: string } {
  const type: unknown = events.find(({ name }) => name === "exception")?.attributes?.["exception.type"];
  return typeof type === "string" ? { "error.type": sealedName(type) } : {};
}
