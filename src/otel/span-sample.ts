/** Creates the sample of a span for `preview`, by the code that creates real spans. */
import type { Span } from "@opentelemetry/api";
import { createEphemeralDigest } from "../privacy/digests/keyed-digest.js";
import { setSpanAttributes } from "./active-tracing.js";
import { createAttributeModelFactory } from "./declared-attributes.js";
import { createRunAttributes } from "./run-attributes.js";
import type { ReadableSpan } from "./sdk-types.js";
import { getRunSpanName } from "./sendable-names.js";
import { SpanRecord } from "./span-record.js";
import { formatTraceState } from "./trace-sampler.js";

const SAMPLE_RUN = {
  agent: "planner",
  model: "claude-opus-4-5",
  provider: "anthropic",
  command: "/review src/plan.ts",
  workspace: "/home/jane/project",
  session: "a session",
  status: "success",
  tokens: { input: 1000, output: 200, cacheRead: 30_000, cacheCreation: 400 },
  costUsd: 0.0417,
} as const;

const SAMPLE_TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

export function createSampleSpan(): SpanRecord {
  const spanContext = {
    traceId: SAMPLE_TRACE_ID,
    spanId: "b7ad6b7169203331",
    traceFlags: 1,
    traceState: { get: () => formatTraceState(0.1).slice("ot=".length) },
  };
  const now = Math.floor(Date.now() / 1000);
  const attributes = {};
  const span = {
    name: getRunSpanName(SAMPLE_RUN),
    kind: 0,
    spanContext: () => spanContext,
    parentSpanContext: { ...spanContext, spanId: "00f067aa0ba902b7" },
    startTime: [now - 2, 0],
    endTime: [now, 0],
    status: { code: 1 },
    attributes,
    links: [{ context: spanContext }],
    events: [],
    instrumentationScope: { name: "codeweaver-telemetry" },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
    setAttributes: (newAttributes: object) => Object.assign(attributes, newAttributes),
  } as unknown as Span & ReadableSpan; // It has every member of a span that the two functions below use.
  const context = { tools: new Set<string>(), digest: createEphemeralDigest() };
  setSpanAttributes(span, createRunAttributes(context, SAMPLE_RUN), "library");
  return new SpanRecord(span, createAttributeModelFactory(), 0.1);
}
