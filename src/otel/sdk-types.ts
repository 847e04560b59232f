/** The types of OpenTelemetry's SDK, as far as they are used here. Those of SDK 2 and of SDK 3 are assignable to them. */
import type { Attributes, Context, HrTime, SpanContext, SpanStatus, TraceState } from "@opentelemetry/api";

/** A span that has ended. */
export interface ReadableSpan {
  readonly name: string;
  readonly kind: number;
  readonly spanContext: () => SpanContext;
  readonly parentSpanContext?: SpanContext;
  readonly startTime: HrTime;
  readonly endTime: HrTime;
  readonly status: SpanStatus;
  readonly attributes: Attributes;
  readonly links: readonly { readonly context: SpanContext }[];
  readonly events: readonly { readonly name: string; readonly attributes?: Attributes }[];
  readonly instrumentationScope: { readonly name: string };
  readonly droppedAttributesCount: number;
  readonly droppedEventsCount: number;
  readonly droppedLinksCount: number;
}

/**
 * A span processor of OpenTelemetry's SDK 2 or 3.
 *
 * @example
 * const tracing = await startTracing({ tool: "mytool", register: false });
 * const processors: SpanProcessor[] = tracing.processor ? [tracing.processor] : [];
 */
export interface SpanProcessor {
  /** Called when a span starts. */
  onStart(): void;
  /** Called when a span has ended. It is captured after this turn. Never throws. */
  onEnd(span: ReadableSpan): void;
  /** Sends the queued spans now. Never rejects. */
  forceFlush(): Promise<void>;
  /** Sends the queued spans, and ends the tracing. Never rejects. */
  shutdown(): Promise<void>;
}

/** A sampler's decision. The numbers are those of the SDK's enumeration `SamplingDecision`. */
export interface SamplingResult {
  /** 0: the span is not recorded. 2: it is recorded and sent. */
  readonly decision: 0 | 2;
  readonly traceState?: TraceState;
}

export interface Sampler {
  shouldSample(context: Context, traceId: string): SamplingResult;
  toString(): string;
}
