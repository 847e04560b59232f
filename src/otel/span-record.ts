/** A span as a model: what of it may leave, field by field. `transports/otlp.ts` makes a span of it again. */
import type { HrTime } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-node";
import { slugOf } from "../events/slug.js";
import { Public } from "../privacy/decorators/anonymize.js";
import { guardText } from "../privacy/sanitizer/event-budget.js";
import { TelemetryModel } from "../privacy/sanitizer/serialize.js";
import { hasOurName } from "./active-tracing.js";
import { attributesOf } from "./attribute-allowlist.js";
import type { Declared } from "./declared-attributes.js";

/** OpenTelemetry's own limit of links. */
const MOST = 128;

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
  /** Not vouched for: what in them is not declared passes the guard. The last, for what is over an event's limit is left out from there. */
  attributes: readonly object[];

  /** @param declared which attributes may leave, besides this library's own @param rate at which its trace was taken */
  constructor(span: ReadableSpan, declared: Declared, rate: number | undefined) {
    super();
    const { traceId, spanId, traceState } = span.spanContext();
    const parent = span.parentSpanContext?.spanId;
    const state = traceState?.get("ot");
    this.trace_id = hex(traceId, 32);
    this.span_id = hex(spanId, 16);
    this.parent_span_id = parent === undefined ? undefined : hex(parent, 16);
    this.trace_state = state !== undefined && /^th:[0-9a-f]{1,14}$/.test(state) ? `ot=${state}` : undefined;
    this.name = hasOurName(span) ? guardText(span.name) : slugOf(span.name);
    this.kind = knownNumber(KINDS, span.kind);
    this.start_ns = nanoseconds(span.startTime);
    this.end_ns = nanoseconds(span.endTime);
    this.status = knownNumber(CODES, span.status.code);
    const { parts, leftOut } = attributesOf(span, declared, rate);
    this.links = span.links
      .slice(0, MOST)
      .map(({ context }) => ({ trace_id: hex(context.traceId, 32), span_id: hex(context.spanId, 16) }));
    this.scope = guardText(span.instrumentationScope.name);
    this.left_out = {
      attributes: leftOut,
      events: span.droppedEventsCount + span.events.length,
      links: span.droppedLinksCount + span.links.length - this.links.length,
    };
    this.attributes = parts;
  }
}

/** Of OpenTelemetry's enumerations, SpanKind and SpanStatusCode. */
const KINDS = [0, 1, 2, 3, 4];
const CODES = [0, 1, 2];

/** The number where it is one of these; untyped callers give anything. */
function knownNumber(numbers: readonly number[], given: unknown): number {
  return numbers.find((number) => number === given) ?? 0;
}

/** Ids that are none say nothing. */
function hex(id: string, length: number): string {
  return id.length === length && /^[0-9a-f]+$/.test(id) ? id : "0".repeat(length);
}

function nanoseconds([seconds, rest]: HrTime): string {
  return String(BigInt(Math.trunc(seconds)) * 1_000_000_000n + BigInt(Math.trunc(rest)));
}
