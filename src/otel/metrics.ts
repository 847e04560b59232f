/** Telemetry about telemetry, as OpenTelemetry's metrics, where the host has a meter provider. */
import type { BatchObservableCallback, Meter } from "@opentelemetry/api";
import type { TelemetryStats } from "../client/counters.js";
import { LIBRARY } from "../internal/package-info.js";

/** A client, or tracing. */
export interface StatsSource {
  stats(): TelemetryStats;
}

/**
 * Shows what `stats()` says as metrics: `telemetry.exported`, `telemetry.export.requests`, `telemetry.export.duration` (the
 * sum, in ms), `telemetry.queue.size`, and `telemetry.errors` by `error.type`. They are read when the host's own exporter
 * reads them. `kind` tells spans from events. Returns what ends it. Never throws or
 * rejects; without OpenTelemetry's API it does nothing.
 */
export async function observeTelemetry(
  source: StatsSource,
  kind: "events" | "spans" = "events",
): Promise<() => void> {
  try {
    const { metrics } = await import("@opentelemetry/api");
    return registerInstruments(metrics.getMeter(LIBRARY.name, LIBRARY.version), source, kind);
  } catch {
    return () => {}; // it is not installed
  }
}

function registerInstruments(meter: Meter, source: StatsSource, kind: string): () => void {
  const labels = { "telemetry.kind": kind };
  const exported = meter.createObservableCounter("telemetry.exported", {
    description: "What the server has taken",
  });
  const requests = meter.createObservableCounter("telemetry.export.requests", {
    description: "Requests made of it",
  });
  const duration = meter.createObservableCounter("telemetry.export.duration", {
    description: "How long they took, all together",
    unit: "ms",
  });
  const queue = meter.createObservableGauge("telemetry.queue.size", { description: "What waits to be sent" });
  const errors = meter.createObservableCounter("telemetry.errors", {
    description: "What will not be sent, by the reason",
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
  const observables = [exported, requests, duration, queue, errors];
  meter.addBatchObservableCallback(observeStats, observables);
  return () => meter.removeBatchObservableCallback(observeStats, observables);
}
