/** Defines the object that `startTracing` returns. */
import type { BaseClient } from "../client/base-client.js";
import type { TelemetryStats } from "../client/telemetry-stats.js";
import type { TelemetryState } from "../consent/telemetry-state.js";
import { createHealthReport, type HealthReport, type HealthState } from "./health.js";
import type { SpanProcessor } from "./sdk-types.js";

/** Which tracer provider creates the spans: the one of this library, the host's own, or none. */
export type ProviderOwner = "own" | "host" | "none";

/** The state of a health check when telemetry is off, or tracing was shut down. */
export const TELEMETRY_OFF: HealthState = { kind: "idle", reason: "telemetry is off" };

export interface TracingParts {
  readonly client: BaseClient;
  readonly provider: ProviderOwner;
  readonly processor: SpanProcessor | undefined;
  readonly health: HealthState;
  readonly onShutdown: () => void;
  /** Why nothing is traced although the client was on. Undefined otherwise. */
  readonly offState?: TelemetryState | undefined;
}

/**
 * Controls tracing. Every member can be used even when nothing is traced.
 *
 * @example
 * async function stopTracing(tracing: Tracing): Promise<void> {
 *   await tracing.shutdown();
 *   const { sent, refused } = tracing.stats();
 *   console.log(`${sent} spans were sent`, refused);
 * }
 */
export class Tracing implements AsyncDisposable {
  readonly #parts: TracingParts;

  /** Called by `startTracing` only. */
  constructor(parts: TracingParts) {
    this.#parts = parts;
  }

  /** `on`, or `off` with the reason and its source. See `TelemetryClient.state`. */
  get state(): TelemetryState {
    return this.#parts.offState ?? this.#parts.client.state;
  }

  /** `own` or `host`, or `none` when nothing is traced. */
  get provider(): ProviderOwner {
    return this.#parts.provider;
  }

  /**
   * The span processor to add to the host's own tracer provider. Undefined when nothing is traced.
   *
   * @example
   * import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
   *
   * const tracing = await startTracing({ tool: "mytool", register: false });
   * new NodeTracerProvider({ spanProcessors: tracing.processor ? [tracing.processor] : [] }).register();
   */
  get processor(): SpanProcessor | undefined {
    return this.#parts.processor;
  }

  /** Counts spans: captured, sent, pending and refused by reason, and the duration of requests. */
  stats(): TelemetryStats {
    return this.#parts.client.stats();
  }

  /** Sends the queued spans now. Bounded by the request timeout. Never rejects. */
  flush(): Promise<void> {
    return this.#parts.client.flush();
  }

  /** Stops tracing, and sends the queued spans within the exit budget. Never rejects. */
  async shutdown(): Promise<void> {
    this.#parts.onShutdown();
    await this.#parts.client.shutdown();
  }

  /** Delivers the queued spans within the exit budget, at the end of a block with `await using`. Tracing continues. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.#parts.client.endSession();
  }

  /**
   * Checks exporter, sampling, propagation and connectivity. It sends one span for that. Never rejects.
   *
   * @example
   * const tracing = await startTracing({ tool: "mytool" });
   * const { overallStatus, recommendations } = await tracing.checkHealth();
   */
  checkHealth(): Promise<HealthReport> {
    const { health } = this.#parts;
    // Traces that started are not sent after an opt-out or a shutdown.
    const hasStopped = health.kind === "tracing" && this.state.status !== "on";
    return createHealthReport(this.stats(), hasStopped ? TELEMETRY_OFF : health);
  }
}
