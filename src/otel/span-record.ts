/** A span as a model: what of it may leave, field by field. `transports/otlp.ts` makes a span of it again. */
import type { HrTime } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-node";
import { wordOrOther } from "../events/closed-words.js";
import { Public } from "../privacy/decorators/anonymize.js";
import { sealName } from "../privacy/sanitizer/seal.js";
import { TelemetryModel } from "../privacy/sanitizer/serialize.js";
import { hasOriginalName } from "./active-tracing.js";
import { selectAttributes } from "./attribute-allowlist.js";
import type { AttributeModelFactory } from "./declared-attributes.js";

/** OpenTelemetry's own limit of links. */
const MAX_LINKS = 128;

export class SpanRecord extends TelemetryModel {
  @Public() trace_id: string;
  @Public() span_id: string;
  @Public() parent_span_id: string | undefined;
  /** The sampling rate alone: what other vendors put there is theirs. */
  @Public() trace_state: string | undefined;
  @Public() name: string;
  @Public() kind: number;
  @Public() start_ns: string;
  @Public() end_ns: string;
  /** Without its message. */
  @Public() status: number;
  @Public() links: readonly { trace_id: string; span_id: string }[];
  @Public() scope: string;
  @Public() left_out: { attributes: number; events: number; links: number };
  /** Undeclared: texts in them that are not words are removed. The last, for what is over an event's limit is left out from there. */
  attributes: readonly object[];

  /** @param declared which attributes may leave, besides this library's own @param rate at which its trace was taken */
  constructor(span: ReadableSpan, declared: AttributeModelFactory, rate: number | undefined) {
    super();
    const { traceId, spanId, traceState } = span.spanContext();
    const parent = span.parentSpanContext?.spanId;
    const state = traceState?.get("ot");
    this.trace_id = parseHexId(traceId, 32);
    this.span_id = parseHexId(spanId, 16);
    this.parent_span_id = parent === undefined ? undefined : parseHexId(parent, 16);
    this.trace_state = state !== undefined && /^th:[0-9a-f]{1,14}$/.test(state) ? `ot=${state}` : undefined;
    this.name = hasOriginalName(span) ? sealName(span.name) : wordOrOther(span.name);
    this.kind = pickKnownNumber(SPAN_KINDS, span.kind);
    this.start_ns = toNanoseconds(span.startTime);
    this.end_ns = toNanoseconds(span.endTime);
    this.status = pickKnownNumber(STATUS_CODES, span.status.code);
    const { parts, omittedCount } = selectAttributes(span, declared, rate);
    this.links = span.links.slice(0, MAX_LINKS).map(({ context }) => ({
      trace_id: parseHexId(context.traceId, 32),
      span_id: parseHexId(context.spanId, 16),
    }));
    this.scope = sealName(span.instrumentationScope.name);
    this.left_out = {
      attributes: omittedCount,
      events: span.droppedEventsCount + span.events.length,
      links: span.droppedLinksCount + span.links.length - this.links.length,
    };
    this.attributes = parts;
  }
}

/** Of OpenTelemetry's enumerations, SpanKind and SpanStatusCode. */
const SPAN_KINDS = [0, 1, 2, 3, 4];
const STATUS_CODES = [0, 1, 2];

/** The number where it is one of these; untyped callers give anything. */
function pickKnownNumber(numbers: readonly number[], given: unknown): number {
  return numbers.find((number) => number === given) ?? 0;
}

/** Ids that are none say nothing. */
function parseHexId(id: string, length: number): string {
  return id.length === length && /^[0-9a-f]+$/.test(id) ? id : "0".repeat(length);
}

function toNanoseconds([seconds, rest]: HrTime): string {
  return String(BigInt(Math.trunc(seconds)) * 1_000_000_000n + BigInt(Math.trunc(rest)));
}
