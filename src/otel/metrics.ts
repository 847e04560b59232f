/** Reports a client's statistics as OpenTelemetry metrics, if the host has a meter provider. */
import type { BatchObservableCallback, Meter } from "@opentelemetry/api";
import { getClientInternals } from "../client/client-internals.js";
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
 * - `telemetry.events.exported` or `telemetry.spans.exported`: how many the server accepted
 * - `telemetry.queue.size`: how many are pending
 * - `telemetry.errors`: how many were dropped, for any reason, by `error.type`
 * - `telemetry.export.duration`: a histogram of the milliseconds of each request, whose count is the number of requests
 *
 * All except the first have the attribute `telemetry.kind`. `startTracing` calls this function for its spans. Without
 * `@opentelemetry/api` it has no effect. Never throws or rejects.
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
    const meter = metrics.getMeter(LIBRARY.name, LIBRARY.version);
    const stops = [observeCounts(meter, source, kind), observeDurations(meter, source, kind)];
    return () => {
      for (const stop of stops) stop();
    };
  } catch {
    return () => {}; // the package is not installed
  }
}

function observeCounts(meter: Meter, source: StatsSource, kind: string): () => void {
  const labels = { "telemetry.kind": kind };
  const exported = meter.createObservableCounter(`telemetry.${kind}.exported`, {
    description: "Accepted by the server",
  });
  const queue = meter.createObservableUpDownCounter("telemetry.queue.size", { description: "Pending" });
  const errors = meter.createObservableCounter("telemetry.errors", {
    description: "Dropped, by reason",
  });
  const observeStats: BatchObservableCallback = (result) => {
    const { sent, pending, refused } = source.stats();
    result.observe(exported, sent);
    result.observe(queue, pending, labels);
    for (const [reason, count] of Object.entries(refused))
      result.observe(errors, count, { ...labels, "error.type": reason });
  };
  const instruments = [exported, queue, errors];
  meter.addBatchObservableCallback(observeStats, instruments);
  return () => meter.removeBatchObservableCallback(observeStats, instruments);
}

/** A client that the author has written reports no durations. */
function observeDurations(meter: Meter, source: StatsSource, kind: string): () => void {
  const duration = meter.createHistogram("telemetry.export.duration", {
    description: "Duration of a request to the server",
    unit: "ms",
  });
  const record = (durationMs: number) => {
    try {
      duration.record(durationMs, { "telemetry.kind": kind });
    } catch {
      // A fault of the host's meter must not stop a delivery.
    }
  };
  return getClientInternals(source).observeRequests?.(record) ?? (() => {});
}
