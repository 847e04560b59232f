/** Reports a client's statistics as OpenTelemetry metrics, if the host has a meter provider. */
import type { BatchObservableCallback, Meter } from "@opentelemetry/api";
import type { TelemetryStats } from "../client/telemetry-stats.js";
import { rethrow } from "../internal/errors.js";
import { LIBRARY } from "../internal/package-info.js";

/** A telemetry client, or the result of `startTracing`. */
export interface StatsSource {
  stats(): TelemetryStats;
}

/**
 * Reports `stats()` as OpenTelemetry metrics, whenever the host's metric reader collects them:
 *
 * - `telemetry.exported`: events or spans that the server accepted
 * - `telemetry.queue.size`: events or spans that are pending
 * - `telemetry.errors`: events or spans that were dropped, for any reason, by `error.type`
 * - `telemetry.export.requests`: requests to the server
 * - `telemetry.export.duration`: milliseconds that all requests took together
 *
 * Each has the attribute `telemetry.kind`. `startTracing` calls this function for its spans. Without `@opentelemetry/api` it
 * has no effect. Never throws or rejects.
 *
 * @param source A telemetry client.
 * @param kind The value of `telemetry.kind`.
 * @default kind "events"
 * @returns A function that stops the reports.
 * @example
 * const stopObserving = await observeTelemetry(getTelemetryClient());
 */
export async function observeTelemetry(
  source: StatsSource,
  kind: "events" | "spans" = "events",
): Promise<() => void> {
  try {
    const { metrics } = await import("@opentelemetry/api").catch(rethrow);
    return registerInstruments(metrics.getMeter(LIBRARY.name, LIBRARY.version), source, kind);
  } catch {
    return () => {}; // the package is not installed
  }
}

function registerInstruments(meter: Meter, source: StatsSource, kind: string): () => void {
  const labels = { "telemetry.kind": kind };
  const exported = meter.createObservableCounter("telemetry.exported", {
    description: "Accepted by the server",
  });
  const requests = meter.createObservableCounter("telemetry.export.requests", {
    description: "Requests to the server",
  });
  const duration = meter.createObservableCounter("telemetry.export.duration", {
    description: "Duration of all requests together",
    unit: "ms",
  });
  const queue = meter.createObservableGauge("telemetry.queue.size", { description: "Pending" });
  const errors = meter.createObservableCounter("telemetry.errors", {
    description: "Refused, by reason",
  });
  const observeStats: BatchObservableCallback = (result) => {
    const { sent, pending, refused, exports } = source.stats();
    result.observe(exported, sent, labels);
    result.observe(requests, exports.requests, labels);
    result.observe(duration, exports.totalMs, labels);
    result.observe(queue, pending, labels);
    for (const [reason, count] of Object.entries(refused))
      result.observe(errors, count, { ...labels, "error.type": reason });
  };
  const instruments = [exported, requests, duration, queue, errors];
  meter.addBatchObservableCallback(observeStats, instruments);
  return () => meter.removeBatchObservableCallback(observeStats, instruments);
}
