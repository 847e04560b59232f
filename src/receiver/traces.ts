/** Parses the traces of an OTLP request in JSON (opentelemetry.io/docs/specs/otlp). */
import { isRecord, type UnknownRecord } from "../internal/record.js";
import { RejectedRequest } from "./rejection.js";

/**
 * An accepted span.
 *
 * @example
 * function getDurationMs({ start, end }: ReceivedSpan): number {
 *   return Number(end - start) / 1e6;
 * }
 */
export interface ReceivedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Undefined for the first span of a trace. */
  readonly parentSpanId: string | undefined;
  readonly traceState: string | undefined;
  /** 0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  /** Nanoseconds since the epoch. */
  readonly start: bigint;
  readonly end: bigint;
  /** 0 unset, 1 ok, 2 error. */
  readonly status: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Spans of other traces that this one belongs to. */
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  /** How many parts the sender left out, because of a limit or to protect the person. */
  readonly leftOut: { readonly attributes: number; readonly events: number; readonly links: number };
  readonly resource: Readonly<Record<string, unknown>>;
  readonly scope: string;
}

/**
 * Parses an ExportTraceServiceRequest.
 * @throws RejectedRequest
 */
export function parseTraces(body: unknown): readonly ReceivedSpan[] {
  if (!isRecord(body) || !Array.isArray(body.resourceSpans))
    throw createParseError("resourceSpans is not a list");
  return body.resourceSpans.flatMap((item) => {
    const { resource, scopeSpans } = toObject(item, "a resourceSpans");
    const { attributes } = toObject(resource ?? {}, "a resource");
    const parsedResource = parseAttributes(attributes); // once, because each of many spans refers to it
    return toList(scopeSpans, "scopeSpans").flatMap((scopeItem) => {
      const { scope, spans } = toObject(scopeItem, "a scopeSpans");
      const scopeName = toText(toObject(scope ?? {}, "a scope").name, "a scope's name");
      return toList(spans, "spans").map((span) => parseSpan(span, parsedResource, scopeName));
    });
  });
}

function parseSpan(item: unknown, resource: ReceivedSpan["resource"], scope: string): ReceivedSpan {
  const span = toObject(item, "a span");
  const { parentSpanId, status, kind = 0 } = span;
  const { code = 0 } = toObject(status ?? {}, "a status");
  if (typeof code !== "number") throw createParseError("a status code is not a number");
  if (typeof kind !== "number") throw createParseError("a span's kind is not a number");
  return {
    name: toText(span.name, "a span's name"),
    ...parseIds(span),
    kind,
    parentSpanId: toText(parentSpanId, "parentSpanId") || undefined,
    traceState: toText(span.traceState, "traceState") || undefined,
    start: parseNanoseconds(span.startTimeUnixNano),
    end: parseNanoseconds(span.endTimeUnixNano),
    status: code,
    attributes: parseAttributes(span.attributes),
    links: toList(span.links, "links").map((link) => parseIds(toObject(link, "a link"))),
    leftOut: {
      attributes: toCount(span.droppedAttributesCount),
      events: toCount(span.droppedEventsCount),
      links: toCount(span.droppedLinksCount),
    },
    resource,
    scope,
  };
}

function parseIds({ traceId, spanId }: UnknownRecord): { traceId: string; spanId: string } {
  const ids = { traceId: toText(traceId, "traceId"), spanId: toText(spanId, "spanId") };
  if (!/^[0-9a-f]{32}$/i.test(ids.traceId) || !/^[0-9a-f]{16}$/i.test(ids.spanId))
    throw createParseError("a span's ids are not hex");
  return ids;
}

const MAX_UINT64 = 2n ** 64n - 1n;

/** The length is checked first, because the time that BigInt needs grows faster than the number of digits. */
function parseNanoseconds(value: unknown): bigint {
  const digits = typeof value === "number" ? String(value) : toText(value ?? "0", "a time");
  const nanoseconds = /^\d{1,20}$/.test(digits) ? BigInt(digits) : MAX_UINT64 + 1n;
  if (nanoseconds > MAX_UINT64) throw createParseError("a time is not a number of nanoseconds");
  return nanoseconds;
}

/** Converts a list of keys and AnyValues to an object. */
function parseAttributes(attributes: unknown): Record<string, unknown> {
  return Object.fromEntries(
    toList(attributes, "attributes").map((item) => {
      const { key, value } = toObject(item, "an attribute");
      return [toText(key, "an attribute's key"), parseAnyValue(value)];
    }),
  );
}

/** Converts an AnyValue. Its depth is limited by `parseJson`. */
function parseAnyValue(value: unknown): unknown {
  const { stringValue, boolValue, intValue, doubleValue, arrayValue, kvlistValue, bytesValue } = toObject(
    value ?? {},
    "a value",
  );
  if (arrayValue !== undefined)
    return toList(toObject(arrayValue, "arrayValue").values, "values").map(parseAnyValue);
  if (kvlistValue !== undefined) return parseAttributes(toObject(kvlistValue, "kvlistValue").values);
  return stringValue ?? boolValue ?? parseInteger(intValue) ?? doubleValue ?? bytesValue;
}

/** In JSON, an int64 is a text or a number. */
function parseInteger(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number") return value;
  if (typeof value !== "string" || !/^-?\d{1,19}$/.test(value))
    throw createParseError("intValue is not an integer");
  return Number(value);
}

function toObject(value: unknown, name: string): UnknownRecord {
  if (!isRecord(value)) throw createParseError(`${name} is not an object`);
  return value;
}

/** A list that is missing is empty. */
function toList(value: unknown, name: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw createParseError(`${name} is not a list`);
  return value;
}

/** A count that is missing is 0. It is a statistic, so a wrong one is no reason to reject the spans. */
function toCount(value: unknown): number {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : 0;
}

/** A text that is missing is empty. */
function toText(value: unknown, name: string): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "string") throw createParseError(`${name} is not a text`);
  return value;
}

function createParseError(fault: string): RejectedRequest {
  return new RejectedRequest(400, `failed to parse spans: ${fault}`);
}
