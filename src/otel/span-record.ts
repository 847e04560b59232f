/** A span as a model: what of it may leave, field by field. `transports/otlp.ts` makes a span of it again. */
import type { HrTime } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-node";
import { Public } from "../privacy/anonymize.js";
import { sealedName } from "../privacy/error-message.js";
import { guardText } from "../privacy/guard.js";
import { TelemetryModel } from "../privacy/serialize.js";
import { vouchedKeys } from "./active.js";
import type { Declared } from "./declared.js";
import { rateAttribute } from "./sampler.js";

/** OpenTelemetry's own limit of links, and of what is looked at of attributes. */
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
  /** Not vouched for: what in it is not declared passes the guard. */
  attributes: object;
  @Public() links: readonly { trace_id: string; span_id: string }[];
  @Public() scope: string;
  @Public() left_out: { attributes: number; events: number; links: number };

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
    this.name = guardText(span.name);
    this.kind = span.kind;
    this.start_ns = nanoseconds(span.startTime);
    this.end_ns = nanoseconds(span.endTime);
    this.status = span.status.code;
    const vouched = vouchedKeys(span);
    const entries = Object.entries(span.attributes);
    const kept = entries
      .slice(0, MOST)
      .filter(([key]) => declared.keys.has(key) || vouched?.has(key) === true);
    this.attributes = declared.modelOf({
      ...errorType(span),
      ...Object.fromEntries(kept),
      ...rateAttribute(rate),
    });
    this.links = span.links
      .slice(0, MOST)
      .map(({ context }) => ({ trace_id: hex(context.traceId, 32), span_id: hex(context.spanId, 16) }));
    this.scope = guardText(span.instrumentationScope.name);
    this.left_out = {
      attributes: span.droppedAttributesCount + entries.length - kept.length,
      events: span.droppedEventsCount + span.events.length,
      links: span.droppedLinksCount + span.links.length - this.links.length,
    };
  }
}

/** Events quote messages and stacks, so none leaves; of an exception the type does. */
function errorType({ events }: ReadableSpan): { "error.type"?: string } {
  const type: unknown = events.find(({ name }) => name === "exception")?.attributes?.["exception.type"];
  return typeof type === "string" ? { "error.type": sealedName(type) } : {};
}

/** Ids that are none say nothing. */
function hex(id: string, length: number): string {
  return id.length === length && /^[0-9a-f]+$/.test(id) ? id : "0".repeat(length);
}

function nanoseconds([seconds, rest]: HrTime): string {
  return String(BigInt(Math.trunc(seconds)) * 1_000_000_000n + BigInt(Math.trunc(rest)));
}
