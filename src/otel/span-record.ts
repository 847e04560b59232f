/** Models a span and declares every field that is sent, which `transports/otlp.ts` turns back into a span. */
import type { HrTime } from "@opentelemetry/api";
import { Public } from "../privacy/decorators/anonymize.js";
import { sealName } from "../privacy/sanitizer/seal.js";
import { toWordOrOther } from "../privacy/sanitizer/undeclared-text.js";
import { TelemetryModel } from "../privacy/telemetry-model.js";
import { getNameOrigin } from "./active-tracing.js";
import { selectAttributes } from "./attribute-allowlist.js";
import type { AttributeModelFactory } from "./declared-attributes.js";
import type { ReadableSpan } from "./sdk-types.js";
import { formatScopeName } from "./sendable-names.js";

/** OpenTelemetry's own limit. */
const MAX_LINKS = 128;

export class SpanRecord extends TelemetryModel {
  @Public() trace_id: string;
  @Public() span_id: string;
  @Public() parent_span_id: string | undefined;
  /** The trace state without the entries of other vendors, which may have any data. Only the sampling rate remains. */
  @Public() trace_state: string | undefined;
  @Public() name: string;
  @Public() kind: number;
  @Public() start_ns: string;
  @Public() end_ns: string;
  /** The status code, without the message. */
  @Public() status: number;
  @Public() links: readonly { trace_id: string; span_id: string }[];
  @Public() scope: string;
  @Public() left_out: { attributes: number; events: number; links: number };
  /**
   * Undeclared, so that texts in them that are not words are removed. It is the last field, because the fields beyond an
   * event's size limit are removed from the end.
   */
  attributes: readonly object[];

  /**
   * @param createModel Creates the model of a declared attribute.
   * @param rate The rate at which the trace was sampled.
   */
  constructor(span: ReadableSpan, createModel: AttributeModelFactory, rate: number | undefined) {
    super();
    const { traceId, spanId, traceState } = span.spanContext();
    const parentSpanId = span.parentSpanContext?.spanId;
    const state = traceState?.get("ot");
    this.trace_id = parseHexId(traceId, 32);
    this.span_id = parseHexId(spanId, 16);
    this.parent_span_id = parentSpanId === undefined ? undefined : parseHexId(parentSpanId, 16);
    this.trace_state = state !== undefined && /^th:[0-9a-f]{1,14}$/.test(state) ? `ot=${state}` : undefined;
    this.name = formatSpanName(span);
    this.kind = pickKnownNumber(SPAN_KINDS, span.kind);
    this.start_ns = toNanoseconds(span.startTime);
    this.end_ns = toNanoseconds(span.endTime);
    this.status = pickKnownNumber(STATUS_CODES, span.status.code);
    const { parts, omittedCount } = selectAttributes(span, createModel, rate);
    this.links = span.links.slice(0, MAX_LINKS).map(({ context }) => ({
      trace_id: parseHexId(context.traceId, 32),
      span_id: parseHexId(context.spanId, 16),
    }));
    this.scope = formatScopeName(span.instrumentationScope.name);
    this.left_out = {
      attributes: omittedCount,
      events: span.droppedEventsCount + span.events.length,
      links: span.droppedLinksCount + span.links.length - this.links.length,
    };
    this.attributes = parts;
  }
}

function formatSpanName(span: ReadableSpan): string {
  switch (getNameOrigin(span)) {
    case "library":
      return span.name; // of words and digests
    case "caller":
      return sealName(span.name);
    default:
      return toWordOrOther(span.name);
  }
}

/** The values of OpenTelemetry's enumerations `SpanKind` and `SpanStatusCode`. */
const SPAN_KINDS = [0, 1, 2, 3, 4];
const STATUS_CODES = [0, 1, 2];

/** Returns 0 for an unknown value, because untyped callers pass anything. */
function pickKnownNumber(known: readonly number[], value: unknown): number {
  return known.find((number) => number === value) ?? 0;
}

/** Returns OpenTelemetry's invalid id, which is all zeros, for a text that is not an id. */
function parseHexId(id: string, length: number): string {
  return id.length === length && /^[0-9a-f]+$/.test(id) ? id : "0".repeat(length);
}

function toNanoseconds([seconds, nanoseconds]: HrTime): string {
  return String(BigInt(Math.trunc(seconds)) * 1_000_000_000n + BigInt(Math.trunc(nanoseconds)));
}
