/** Turns a received span into the line of the journal, with only what the project's manifests list. */
import type { Json } from "codeweaver-telemetry/manifest";
import type { ReceivedSpan } from "codeweaver-telemetry/receiver";
import type { OnDrop } from "./drop-reason.js";
import { isTimeKept, type TimeLimits } from "./event-time.js";
import type { ManifestSet, SpanPart } from "./manifest-set.js";
import { redactName } from "./redact-texts.js";
import { keepNumbersAndWords } from "./undeclared-values.js";

const NANOSECONDS_PER_MS = 1_000_000n;

/** Checks the spans of one request. */
export class SpanChecker {
  readonly #manifests: ManifestSet | undefined;
  readonly #limits: TimeLimits;
  readonly #onDrop: OnDrop;
  /** Keeps the checked resources, because each of many spans refers to the same one. */
  readonly #resources = new Map<ReceivedSpan["resource"], Json>();

  /** @param manifests undefined for a project without manifests, which keeps numbers and words */
  constructor(manifests: ManifestSet | undefined, limits: TimeLimits, onDrop: OnDrop) {
    this.#manifests = manifests;
    this.#limits = limits;
    this.#onDrop = onDrop;
  }

  /** Returns the JSON of a span for the journal, without a newline, or undefined if the span is dropped. */
  check(span: ReceivedSpan): string | undefined {
    if (this.#manifests?.hasSpans === false) return void this.#onDrop("event_not_in_manifest");
    if (!this.#isTimeKept(span.start) || !this.#isTimeKept(span.end)) return undefined;
    return JSON.stringify({
      trace_id: span.traceId,
      span_id: span.spanId,
      parent_span_id: span.parentSpanId,
      trace_state: checkTraceState(span.traceState),
      name: redactName(span.name),
      kind: span.kind,
      start_ns: String(span.start),
      end_ns: String(span.end),
      status: span.status,
      links: span.links.length === 0 ? undefined : span.links.map(formatLink),
      scope: redactName(span.scope),
      left_out: Object.values(span.leftOut).every((count) => count === 0) ? undefined : span.leftOut,
      attributes: this.#checkAttributes("attributes", span.attributes),
      resource: this.#checkResource(span.resource),
    });
  }

  /** Also bounds the end, because the index has no unsigned numbers of 64 bits. */
  #isTimeKept(nanoseconds: bigint): boolean {
    return isTimeKept(Number(nanoseconds / NANOSECONDS_PER_MS), this.#limits, this.#onDrop);
  }

  #checkResource(resource: ReceivedSpan["resource"]): Json {
    const checked = this.#resources.get(resource) ?? this.#checkAttributes("resource", resource);
    this.#resources.set(resource, checked);
    return checked;
  }

  #checkAttributes(part: SpanPart, attributes: ReceivedSpan["attributes"]): Json {
    const values = attributes as Readonly<Record<string, Json>>; // JSON.parse has made the values
    return this.#manifests === undefined
      ? (keepNumbersAndWords(values, this.#onDrop) ?? {})
      : this.#manifests.checkAttributes(part, values, this.#onDrop);
  }
}

/** Returns the trace state if it is only a sampling threshold. Other vendors' entries may have any text. */
function checkTraceState(traceState: string | undefined): string | undefined {
  return traceState !== undefined && SAMPLING_THRESHOLD.test(traceState) ? traceState : undefined;
}

/** See "TraceState: Probability Sampling" of OpenTelemetry. */
const SAMPLING_THRESHOLD = /^ot=th:[0-9a-f]{1,14}$/;

/** The manifest has these names. */
function formatLink({ traceId, spanId }: ReceivedSpan["links"][number]): Json {
  return { trace_id: traceId, span_id: spanId };
}
