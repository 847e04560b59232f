/** The span processor: what ends is sealed and handed to the line, which gates, queues and delivers it as any event. */
import type { ReadableSpan, SpanProcessor } from "@opentelemetry/sdk-trace-node";
import { within } from "../client/ambient.js";
import type { TelemetryClient } from "../client/client.js";
import { SPAN } from "../client/span-fields.js";
import type { Declared } from "./declared.js";
import { isTaken, type Rate, rateIn } from "./sampler.js";
import { SpanRecord } from "./span-record.js";

const SAMPLED = 1;

export class SealingProcessor implements SpanProcessor {
  readonly #client: TelemetryClient;
  readonly #declared: Declared;
  readonly #rate: Rate;

  constructor(client: TelemetryClient, declared: Declared, rate: Rate) {
    this.#client = client;
    this.#declared = declared;
    this.#rate = rate;
  }

  onStart(): void {}

  /** Never throws: a span that cannot be read is one that was not captured. */
  onEnd(span: ReadableSpan): void {
    if (!this.#client.enabled) return;
    try {
      if (!this.#isSampled(span)) return;
      const record = new SpanRecord(span, this.#declared);
      within(undefined, () => this.#client.capture(SPAN, record)); // a run counts its events, and this is none
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

  /** Of a provider that samples otherwise, spans are sampled here, by the same rule. */
  #isSampled(span: ReadableSpan): boolean {
    const { traceId, traceFlags, traceState } = span.spanContext();
    return (
      (traceFlags & SAMPLED) !== 0 && (rateIn(traceState) !== undefined || isTaken(traceId, this.#rate.value))
    );
  }
}
