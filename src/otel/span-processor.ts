/** The span processor: what ends is sealed and handed to the line, which gates, queues and delivers it as any event. */
import type { ReadableSpan, SpanProcessor } from "@opentelemetry/sdk-trace-node";
import { inAmbience } from "../client/capture-scope.js";
import type { TelemetryClient } from "../client/client.js";
import { SPAN } from "../client/span-fields.js";
import type { Declared } from "./declared-attributes.js";
import { SpanRecord } from "./span-record.js";
import { isTaken, type Rate, rateIn } from "./trace-sampler.js";

const SAMPLED = 1;

export class SealingProcessor implements SpanProcessor {
  readonly #client: TelemetryClient;
  readonly #declared: Declared;
  readonly #rate: Rate;
  readonly #isOwn: boolean;

  /** @param isOwn the provider samples by this rate */
  constructor(client: TelemetryClient, declared: Declared, rate: Rate, isOwn: boolean) {
    this.#client = client;
    this.#declared = declared;
    this.#rate = rate;
    this.#isOwn = isOwn;
  }

  onStart(): void {
    if (!this.#isOwn) this.#rate.seen();
  }

  /** Never throws: a span that cannot be read is one that was not captured. */
  onEnd(span: ReadableSpan): void {
    if (!this.#client.enabled) return;
    try {
      const rate = this.#rateOf(span);
      if (rate === "left out") return;
      const record = new SpanRecord(span, this.#declared, rate);
      inAmbience(undefined, () => this.#client.capture(SPAN, record)); // a run counts its events, and this is none
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
  #rateOf(span: ReadableSpan): number | undefined | "left out" {
    const { traceId, traceFlags, traceState } = span.spanContext();
    if ((traceFlags & SAMPLED) === 0) return "left out";
    const stated = rateIn(traceState);
    if (this.#isOwn || stated !== undefined) return stated;
    // Of a provider that samples otherwise, spans are sampled here, by the same rule.
    const { value } = this.#rate;
    return isTaken(traceId, value) ? value : "left out";
  }
}
