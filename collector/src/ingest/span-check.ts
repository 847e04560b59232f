/** Turns a received span into the line of the journal, with only what the project's manifests list. */
import type { Json } from "codeweaver-telemetry/manifest";
import type { ReceivedSpan } from "codeweaver-telemetry/receiver";
import type { OnDrop } from "./drop-reason.js";
import { isTimeKept, type TimeLimits } from "./event-time.js";
import type { ManifestSet, SpanPart } from "./manifest-set.js";
import { redactName } from "./redact-texts.js";
import { keepNumbersAndWords } from "./undeclared-values.js";

const NANOSECONDS_PER_MS = 1_000_000n;

/** Returns the JSON of a span for the journal, without a newline, or undefined if the span is dropped. */
export function checkSpan(
  span: ReceivedSpan,
  manifests: ManifestSet | undefined,
  limits: TimeLimits,
  onDrop: OnDrop,
): string | undefined {
  if (manifests?.hasSpans === false) return void onDrop("event_not_in_manifest");
  if (!isTimeKept(Number(span.start / NANOSECONDS_PER_MS), limits, onDrop)) return undefined;
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
    attributes: checkAttributes("attributes", span, manifests, onDrop),
    resource: checkAttributes("resource", span, manifests, onDrop),
  });
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

function checkAttributes(
  part: SpanPart,
  span: ReceivedSpan,
  manifests: ManifestSet | undefined,
  onDrop: OnDrop,
): Json {
  const values = span[part] as Readonly<Record<string, Json>>; // JSON.parse has made the values
  return manifests === undefined
    ? (keepNumbersAndWords(values, "", onDrop) ?? {})
    : manifests.checkAttributes(part, values, onDrop);
}
