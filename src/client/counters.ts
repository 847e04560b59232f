/** Counts captured, sent, dropped and omitted data for `stats()`. */

import type { DropReason, RequestError, TelemetryStats } from "./telemetry-stats.js";

/** Called with the milliseconds of each request to the server. */
export type OnRequest = (durationMs: number) => void;

export type OnDropped = (reason: DropReason) => void;

/** The count of a reason, and the parts of it that were already reported or logged. */
interface ReasonCount {
  total: number;
  /** The part that an event has carried to the server. */
  reported: number;
  /** The part that was written to the request log on this machine. */
  logged: number;
}

type ReasonCounts = Map<string, ReasonCount>;

/** Distinguishes removed parts from dropped events in a report, which has both. */
const OMITTED_PREFIX = "omitted_";

export class Counters {
  /** `TelemetryStats` describes these four. */
  captured = 0;
  sent = 0;
  spooled = 0;
  lastError: RequestError | undefined;
  readonly #requestListeners = new Set<OnRequest>();
  readonly #exports = { requests: 0, failed: 0, totalMs: 0, longestMs: 0 };
  readonly #dropped: ReasonCounts = new Map();
  readonly #omitted: ReasonCounts = new Map();
  readonly #onDropped: OnDropped;

  /** @param onDropped called for dropped events, after they are counted */
  constructor(onDropped: OnDropped) {
    this.#onDropped = onDropped;
  }

  countRequest(durationMs: number, isAccepted: boolean): void {
    const exports = this.#exports;
    exports.requests++;
    if (!isAccepted) exports.failed++;
    exports.totalMs += durationMs;
    exports.longestMs = Math.max(exports.longestMs, durationMs);
    for (const listener of this.#requestListeners) listener(durationMs);
  }

  /** @param listener must not throw @returns a function that ends the calls */
  observeRequests(listener: OnRequest): () => void {
    this.#requestListeners.add(listener);
    return () => void this.#requestListeners.delete(listener);
  }

  countDropped(reason: DropReason, events = 1): void {
    getOrCreateCount(this.#dropped, reason).total += events;
    this.#onDropped(reason);
  }

  countOmitted(reason: string): void {
    getOrCreateCount(this.#omitted, reason).total++;
  }

  /** Returns the counts since the last call, which the next event carries. Undefined if there are none. */
  takeDropReport(): Record<string, number> | undefined {
    if (this.#dropped.size + this.#omitted.size === 0) return undefined;
    const dropped = takeNewCounts(this.#dropped, "reported");
    const omitted = takeNewCounts(this.#omitted, "reported");
    const report = [
      ...dropped.filter(([reason]) => reason !== "printed"), // a dry run prints exactly what would be sent
      ...omitted.map(([reason, count]) => [`${OMITTED_PREFIX}${reason}`, count] as const),
    ];
    return report.length === 0 ? undefined : Object.fromEntries(report);
  }

  /** Restores the counts of an event that will not be delivered, so that another event carries them. */
  restoreDropReport(report: Readonly<Record<string, unknown>>): void {
    for (const [key, count] of Object.entries(report)) {
      if (typeof count !== "number") continue;
      const isOmission = key.startsWith(OMITTED_PREFIX);
      const reason = isOmission ? key.slice(OMITTED_PREFIX.length) : key;
      getOrCreateCount(isOmission ? this.#omitted : this.#dropped, reason).reported -= count;
    }
  }

  /** Returns the counts since the last call, for the request log. Undefined if there are none. */
  takeUnloggedDrops(): { dropped: Record<string, number>; omitted: Record<string, number> } | undefined {
    const dropped = takeNewCounts(this.#dropped, "logged");
    const omitted = takeNewCounts(this.#omitted, "logged");
    if (dropped.length + omitted.length === 0) return undefined;
    return { dropped: Object.fromEntries(dropped), omitted: Object.fromEntries(omitted) };
  }

  getStats(undeliveredCount: number): TelemetryStats {
    return {
      captured: this.captured,
      sent: this.sent,
      exports: { ...this.#exports },
      lastError: this.lastError,
      spooled: this.spooled,
      pending: undeliveredCount,
      refused: toTotals(this.#dropped),
      omitted: toTotals(this.#omitted),
    };
  }
}

function getOrCreateCount(counts: ReasonCounts, reason: string): ReasonCount {
  let count = counts.get(reason);
  if (count === undefined) {
    count = { total: 0, reported: 0, logged: 0 };
    counts.set(reason, count);
  }
  return count;
}

/** Returns the increase of each reason since the last call for the same use, and marks it as reported or logged. */
function takeNewCounts(counts: ReasonCounts, use: "reported" | "logged"): [reason: string, count: number][] {
  const increases: [string, number][] = [];
  for (const [reason, count] of counts) {
    if (count.total > count[use]) increases.push([reason, count.total - count[use]]);
    count[use] = count.total;
  }
  return increases;
}

/** Omits reasons without a total, which are only restored from the report of another process. */
function toTotals(counts: ReasonCounts): Record<string, number> {
  const totals = [...counts].map(([reason, { total }]) => [reason, total] as const);
  return Object.fromEntries(totals.filter(([, total]) => total > 0));
}
