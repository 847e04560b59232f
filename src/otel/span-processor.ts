/** Captures ended spans as events of the client, which sanitizes, queues and sends them. */

import type { BaseClient } from "../client/base-client.js";
import { runInCaptureScope } from "../client/capture-scope.js";
import { getClientInternals } from "../client/client-internals.js";
import { SPAN_EVENT } from "../events/event-names.js";
import type { TelemetryEvent } from "../events/telemetry-event.js";
import type { AttributeModelFactory } from "./declared-attributes.js";
import type { ReadableSpan, SpanProcessor } from "./sdk-types.js";
import { SpanRecord } from "./span-record.js";
import { getStatedRate, isTraceSampled, type SamplingRate } from "./trace-sampler.js";

const SAMPLED_FLAG = 1;

interface ProcessorOptions {
  readonly client: BaseClient;
  readonly createModel: AttributeModelFactory;
  readonly rate: SamplingRate;
  /** Whether the tracer provider samples by `rate`. A host's own provider does not. */
  readonly isOwnProvider: boolean;
}

/** Whether a span's trace is sampled. The rate is undefined if the process in which the trace started did not record it. */
type SamplingDecision =
  | { readonly isSampled: true; readonly rate: number | undefined }
  | { readonly isSampled: false };

const NOT_SAMPLED: SamplingDecision = { isSampled: false };

export class TelemetrySpanProcessor implements SpanProcessor {
  readonly #client: BaseClient;
  readonly #createModel: AttributeModelFactory;
  readonly #rate: SamplingRate;
  readonly #isOwnProvider: boolean;
  readonly #captureLater: (capture: () => void) => void;

  constructor({ client, createModel, rate, isOwnProvider }: ProcessorOptions) {
    this.#client = client;
    this.#createModel = createModel;
    this.#rate = rate;
    this.#isOwnProvider = isOwnProvider;
    this.#captureLater = getClientInternals(client).captureLater ?? ((capture) => capture());
  }

  onStart(): void {
    if (!this.#isOwnProvider) this.#rate.countSpan(); // the sampler counts those of our own provider
  }

  onEnd(span: ReadableSpan): void {
    if (this.#client.enabled) this.#captureLater(() => this.#capture(span));
  }

  /** Never throws. A span that cannot be read is not sent. */
  #capture(span: ReadableSpan): void {
    if (!this.#client.enabled) return;
    try {
      const decision = this.#getDecision(span);
      if (!decision.isSampled) return;
      const record = new SpanRecord(span, this.#createModel, decision.rate);
      const event: TelemetryEvent = { toPosthogEvent: () => [SPAN_EVENT, record] };
      // Without this scope, a run would list its own span among the events that were captured in it.
      runInCaptureScope(undefined, () => this.#client.captureFromEvent(event));
    } catch {
      // The getters of a host's span may throw.
    }
  }

  forceFlush(): Promise<void> {
    return this.#client.flush();
  }

  shutdown(): Promise<void> {
    return this.#client.shutdown();
  }

  #getDecision(span: ReadableSpan): SamplingDecision {
    const { traceId, traceFlags, traceState } = span.spanContext();
    if ((traceFlags & SAMPLED_FLAG) === 0) return NOT_SAMPLED;
    const statedRate = getStatedRate(traceState);
    if (this.#isOwnProvider || statedRate !== undefined) return { isSampled: true, rate: statedRate };
    // The host's provider does not apply our rate to its spans, so it is applied here.
    const { value } = this.#rate;
    return isTraceSampled(traceId, value) ? { isSampled: true, rate: value } : NOT_SAMPLED;
  }
}
