/** Reports a client's statistics as OpenTelemetry metrics, if the host has a meter provider. */
import type { BatchObservableCallback, Meter } from "@opentelemetry/api";
import { getClientInternals } from "../client/client-internals.js";
import type { TelemetryStats } from "../client/telemetry-stats.js";
import { rethrow } from "../internal/errors.js";
import { LIBRARY } from "../internal/package-info.js";
import { isSingleExecutable } from "../internal/single-executable.js";

type Kind = "events" | "spans";

/** A telemetry client. */
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
 * The last three have the attribute `telemetry.kind`. All observed clients are counted together. `startTracing` observes its
 * own spans. Without `@opentelemetry/api` it has no effect. Never throws or rejects.
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
    if (isSingleExecutable()) return () => {}; // importing the API could run a file of the working directory
    const { metrics } = await import("@opentelemetry/api").catch(rethrow);
    return OBSERVED[kind].add(source, metrics.getMeter(LIBRARY.name, LIBRARY.version));
  } catch {
    return () => {}; // the package is not installed
  }
}

type Counts = Pick<TelemetryStats, "sent" | "refused">;

/** Reports all sources of one kind together, because OpenTelemetry keeps only one observation of a metric. */
class ObservedSources {
  readonly #kind: Kind;
  readonly #stops = new Map<StatsSource, () => void>();
  /** The counts of all sources that are no longer observed, without which a counter would fall. */
  #past: Counts = { sent: 0, refused: {} };
  /** The counts of each of these sources, which `#past` contains. */
  readonly #pastOfSource = new WeakMap<StatsSource, Counts>();
  #stopCounts = () => {};

  constructor(kind: Kind) {
    this.#kind = kind;
  }

  /** Returns a function that removes the source. A source that is observed already is not counted twice. */
  add(source: StatsSource, meter: Meter): () => void {
    if (this.#stops.size === 0) this.#stopCounts = this.#observeCounts(meter);
    const past = this.#pastOfSource.get(source);
    if (past !== undefined) this.#past = addCounts([this.#past], [past]);
    this.#pastOfSource.delete(source);
    if (!this.#stops.has(source)) this.#stops.set(source, this.#observeDurations(source, meter));
    return () => this.#remove(source);
  }

  #remove(source: StatsSource): void {
    const stop = this.#stops.get(source);
    if (stop === undefined) return;
    stop();
    this.#stops.delete(source);
    const { sent, refused } = source.stats();
    this.#pastOfSource.set(source, { sent, refused });
    this.#past = addCounts([this.#past, { sent, refused }]);
    if (this.#stops.size === 0) this.#stopCounts();
  }

  #observeCounts(meter: Meter): () => void {
    const exported = meter.createObservableCounter(`telemetry.${this.#kind}.exported`, {
      description: "Accepted by the server",
    });
    const queue = meter.createObservableUpDownCounter("telemetry.queue.size", { description: "Pending" });
    const errors = meter.createObservableCounter("telemetry.errors", { description: "Dropped, by reason" });
    const observeStats: BatchObservableCallback = (result) => {
      const all = [...this.#stops.keys()].map((source) => source.stats());
      const labels = { "telemetry.kind": this.#kind };
      const { sent, refused } = addCounts([this.#past, ...all]);
      result.observe(exported, sent);
      result.observe(queue, addUp(all.map(({ pending }) => pending)), labels);
      for (const [reason, count] of Object.entries(refused))
        result.observe(errors, count, { ...labels, "error.type": reason });
    };
    const instruments = [exported, queue, errors];
    meter.addBatchObservableCallback(observeStats, instruments);
    return () => meter.removeBatchObservableCallback(observeStats, instruments);
  }

  /** A client that the author has written reports no durations. */
  #observeDurations(source: StatsSource, meter: Meter): () => void {
    const duration = meter.createHistogram("telemetry.export.duration", {
      description: "Duration of a request to the server",
      unit: "ms",
    });
    const record = (durationMs: number) => {
      try {
        duration.record(durationMs, { "telemetry.kind": this.#kind });
      } catch {
        // A fault of the host's meter must not stop a delivery.
      }
    };
    return getClientInternals(source).observeRequests?.(record) ?? (() => {});
  }
}

const OBSERVED: Readonly<Record<Kind, ObservedSources>> = {
  events: new ObservedSources("events"),
  spans: new ObservedSources("spans"),
};

/** Adds up counts, and subtracts others. */
function addCounts(added: readonly Counts[], subtracted: readonly Counts[] = []): Counts {
  const refused: Record<string, number> = {};
  for (const [list, sign] of [[added, 1] as const, [subtracted, -1] as const])
    for (const [reason, count] of list.flatMap((counts) => Object.entries(counts.refused)))
      refused[reason] = (refused[reason] ?? 0) + sign * count;
  const sent = addUp(added.map((counts) => counts.sent)) - addUp(subtracted.map((counts) => counts.sent));
  return { sent, refused };
}

function addUp(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
