/** The span processor: what ends is sealed and handed to the line, which gates, queues and delivers it as any event. */
import type { ReadableSpan, SpanProcessor } from "@opentelemetry/sdk-trace-node";
import type { TelemetryClient } from "../client/client.js";
import { runInCaptureScope } from "../client/session.js";
import { SPAN_EVENT } from "../events/span-fields.js";
import type { AttributeModelFactory } from "./declared-attributes.js";
import { SpanRecord } from "./span-record.js";
import { getStatedRate, isTraceSampled, type SamplingRate } from "./trace-sampler.js";

const SAMPLED_FLAG = 1;

export class TelemetrySpanProcessor implements SpanProcessor {
  readonly #client: TelemetryClient;
  readonly #createModel: AttributeModelFactory;
  readonly #rate: SamplingRate;
  readonly #isOwnProvider: boolean;

  /** @param isOwn the provider samples by this rate */
  constructor(client: TelemetryClient, declared: AttributeModelFactory, rate: SamplingRate, isOwn: boolean) {
    this.#client = client;
    this.#createModel = declared;
    this.#rate = rate;
    this.#isOwnProvider = isOwn;
  }

  onStart(): void {
    if (!this.#isOwnProvider) this.#rate.countSpan();
  }

  /** Never throws: a span that cannot be read is one that was not captured. */
  onEnd(span: ReadableSpan): void {
    if (!this.#client.enabled) return;
    try {
      const rate = this.#getSampleRate(span);
      if (rate === "left out") return;
      const record = new SpanRecord(span, this.#createModel, rate);
      runInCaptureScope(undefined, () => this.#client.capture(SPAN_EVENT, record)); // a run counts its events, and this is none
    } catch {
      // A host's own span, and hostile.
    }
  }

  forceFlush(): Promise<void> {
    return this.#client.flush();
  }

  shutdown(): Promise<void> {
    return this.#client.shutdown();
  }

  /** At which rate it was taken; undefined where its trace began elsewhere, and does not say. */
  #getSampleRate(span: ReadableSpan): number | undefined | "left out" {
    const { traceId, traceFlags, traceState } = span.spanContext();
    if ((traceFlags & SAMPLED_FLAG) === 0) return "left out";
    const stated = getStatedRate(traceState);
    if (this.#isOwnProvider || stated !== undefined) return stated;
    // Of a provider that samples otherwise, spans are sampled here, by the same rule.
    const { value } = this.#rate;
    return isTraceSampled(traceId, value) ? value : "left out";
  }
}
