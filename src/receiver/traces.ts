/** Parses the traces of an OTLP request in JSON (opentelemetry.io/docs/specs/otlp). */
import { createRejection, type Rejection } from "./event-batch.js";

/** An accepted span. */
export interface ReceivedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Undefined for the first span of a trace. */
  readonly parentSpanId: string | undefined;
  readonly traceState: string | undefined;
  /** Nanoseconds since the epoch. */
  readonly start: bigint;
  readonly end: bigint;
  /** 0 unset, 1 ok, 2 error. */
  readonly status: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, unknown>>;
  readonly scope: string;
}

export type ParsedTraces = { readonly kind: "spans"; readonly spans: readonly ReceivedSpan[] } | Rejection;

/** Parses an ExportTraceServiceRequest. */
export function parseTraces(body: unknown): ParsedTraces {
  try {
    const { resourceSpans } = Object(body);
    if (!Array.isArray(resourceSpans)) throw new TypeError("resourceSpans is not a list");
    const spans = resourceSpans.flatMap(({ resource, scopeSpans }) =>
      scopeSpans.flatMap(({ scope, spans }: ScopeSpans) =>
        spans.map((span) =>
          parseSpan(span, parseAttributes(resource?.attributes), String(scope?.name ?? "")),
        ),
      ),
    );
    return { kind: "spans", spans };
  } catch (error) {
    return createRejection(400, `failed to parse spans: ${Object(error).message}`);
  }
}

interface ScopeSpans {
  readonly scope?: { readonly name?: unknown };
  readonly spans: readonly Readonly<Record<string, unknown>>[];
}

/** @throws TypeError or SyntaxError if the span is malformed */
function parseSpan(
  span: Readonly<Record<string, unknown>>,
  resource: ReceivedSpan["resource"],
  scope: string,
): ReceivedSpan {
  const { name, traceId, spanId, parentSpanId, traceState, startTimeUnixNano, endTimeUnixNano, status } =
    span;
  if (!/^[0-9a-f]{32}$/i.test(String(traceId)) || !/^[0-9a-f]{16}$/i.test(String(spanId)))
    throw new TypeError("a span's ids are not hex");
  return {
    name: String(name),
    traceId: String(traceId),
    spanId: String(spanId),
    parentSpanId: parentSpanId ? String(parentSpanId) : undefined,
    traceState: traceState ? String(traceState) : undefined,
    start: BigInt(String(startTimeUnixNano)),
    end: BigInt(String(endTimeUnixNano)),
    status: Number(Object(status).code ?? 0),
    attributes: parseAttributes(span.attributes),
    resource,
    scope,
  };
}

/** Converts a list of keys and AnyValues to an object. */
function parseAttributes(attributes: unknown): Record<string, unknown> {
  const list: readonly { key: string; value: unknown }[] = Array.isArray(attributes) ? attributes : [];
  return Object.fromEntries(list.map(({ key, value }) => [key, parseAnyValue(value)]));
}

/** Converts an AnyValue. In JSON, an int64 is a text or a number. */
function parseAnyValue(value: unknown): unknown {
  const { stringValue, boolValue, intValue, doubleValue, arrayValue, kvlistValue } = Object(value);
  if (arrayValue !== undefined) return (arrayValue.values ?? []).map(parseAnyValue);
  if (kvlistValue !== undefined) return parseAttributes(kvlistValue.values);
  return stringValue ?? boolValue ?? (intValue === undefined ? doubleValue : Number(intValue));
}
