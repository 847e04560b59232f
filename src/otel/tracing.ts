/** What `startTracing` gives: what became of the spans, whether all is well, and the end of it. */
import type { SpanProcessor } from "@opentelemetry/sdk-trace-node";
import type { TelemetryClient } from "../client/client.js";
import type { TelemetryStats } from "../client/counters.js";
import type { TelemetryState } from "../consent/decide-consent.js";
import { createHealthReport, type HealthInputs, type HealthReport } from "./health.js";

/** Whose tracer provider the spans come from: the one made here, the host's own, or none. */
export type ProviderOwner = "own" | "host" | "none";

/** What is found where it is off, or was ended. */
export const TELEMETRY_OFF = "telemetry is off";

export interface TracingParts {
  readonly client: TelemetryClient;
  readonly provider: ProviderOwner;
  readonly processor: SpanProcessor | undefined;
  /** What `checkHealth` looks into; a sentence where nothing is traced. */
  readonly healthInputs: HealthInputs | string;
  readonly onShutdown: () => void;
}

export class Tracing implements AsyncDisposable {
  readonly #parts: TracingParts;

  /** Made by `startTracing`. */
  constructor(parts: TracingParts) {
    this.#parts = parts;
  }

  /** `on`, or `off` with the reason and its source. */
  get state(): TelemetryState {
    return this.#parts.client.state;
  }

  /** False where a person said no, or it was shut down; where nothing was begun, `inside` has the reason. */
  get #isActive(): boolean {
    return this.state.status === "on" || this.#parts.provider === "none";
  }

  get provider(): ProviderOwner {
    return this.#parts.provider;
  }

  /** For a provider of the host's own: `new NodeTracerProvider({ spanProcessors: [mine, tracing.processor] })`. Undefined where nothing is traced. */
  get processor(): SpanProcessor | undefined {
    return this.#parts.processor;
  }

  /** Of spans, as of events: captured, sent, pending, refused by reason, and what the requests took. */
  stats(): TelemetryStats {
    return this.#parts.client.stats();
  }

  /** Sends what is queued now. Bounded by the request timeout; never rejects. */
  flush(): Promise<void> {
    return this.#parts.client.flush();
  }

  /** Delivers within the exit budget; from then on nothing is traced. Never rejects. */
  async shutdown(): Promise<void> {
    this.#parts.onShutdown();
    await this.#parts.client.shutdown();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.shutdown();
  }

  /** Looks at exporter, sampling, propagation and connectivity, which sends one span. Never rejects. */
  checkHealth(): Promise<HealthReport> {
    return createHealthReport(this.stats(), this.#isActive ? this.#parts.healthInputs : TELEMETRY_OFF);
  }
}
