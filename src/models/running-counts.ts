/** Counts outcomes of requests, durations, failovers, and keys in long sessions, with bounded memory. */
import { parseMember, type ValueOf } from "./closed-set.js";
import { ActiveStore } from "./closed-sets.js";
import { QuantileSketch } from "./quantile-sketch.js";

/**
 * Requests by outcome.
 *
 * @example
 * const statistics = new SessionStatistics();
 * statistics.addFailedRequest("request-1");
 * statistics.addSuccessfulRequest("request-1"); // replaces the earlier outcome
 * const { total, successRate }: Outcomes = statistics.requests; // 1 and 1
 */
export interface Outcomes {
  readonly total: number;
  readonly successful: number;
  readonly failed: number;
  /** The share of successful requests, from 0 to 1. It is 0 without requests. */
  readonly successRate: number;
}

/** The number of request ids that are kept, so that a server does not use more and more memory. */
const MAX_IDS = 1000;

/** Counts successes and failures. A request that is reported twice under one id counts once, with its last outcome. */
export class OutcomeCounter {
  #successful = 0;
  #failed = 0;
  readonly #lastOutcomes = new Map<string, boolean>();

  record({ isSuccess, id }: { readonly isSuccess: boolean; readonly id: string | number | undefined }): void {
    if (id !== undefined) this.#replaceOutcome(String(id), isSuccess);
    this.#changeCount(isSuccess, 1);
  }

  /** Takes back the earlier outcome of the id, and forgets the id that was reported longest ago. */
  #replaceOutcome(id: string, isSuccess: boolean): void {
    const earlier = this.#lastOutcomes.get(id);
    if (earlier !== undefined) this.#changeCount(earlier, -1);
    this.#lastOutcomes.delete(id); // so that the id becomes the last one of the map
    this.#lastOutcomes.set(id, isSuccess);
    const oldest = this.#lastOutcomes.keys().next();
    if (this.#lastOutcomes.size > MAX_IDS && oldest.done !== true) this.#lastOutcomes.delete(oldest.value);
  }

  get outcomes(): Outcomes {
    const total = this.#successful + this.#failed;
    return {
      total,
      successful: this.#successful,
      failed: this.#failed,
      successRate: total === 0 ? 0 : Number((this.#successful / total).toFixed(4)),
    };
  }

  #changeCount(isSuccess: boolean, by: 1 | -1): void {
    if (isSuccess) this.#successful += by;
    else this.#failed += by;
  }
}

/**
 * Durations in milliseconds, rounded to microseconds.
 *
 * @example
 * function formatCalls({ count, p50Ms, p95Ms }: DurationSummary): string {
 *   return p50Ms === undefined ? "no calls" : `${count} calls, p50 ${p50Ms} ms, p95 ${p95Ms} ms`;
 * }
 * console.log(formatCalls(new SessionStatistics().toolCalls)); // no calls
 */
export interface DurationSummary {
  readonly count: number;
  /** 0 without durations. */
  readonly averageMs: number;
  /** The median, within 2 %. Undefined without durations. */
  readonly p50Ms: number | undefined;
  /** Of 20 durations, one is longer; within 2 %. Undefined without durations. */
  readonly p95Ms: number | undefined;
}

/** Summarizes durations in milliseconds. Values that are not a duration are ignored. */
export class TimingCounter {
  readonly #sketch = new QuantileSketch();
  #totalMs = 0;

  record(milliseconds: number): void {
    if (!Number.isFinite(milliseconds) || milliseconds < 0) return;
    this.#sketch.record(milliseconds);
    this.#totalMs += milliseconds;
  }

  /** Adds the durations of another counter. */
  merge(other: TimingCounter): void {
    this.#sketch.merge(other.#sketch);
    this.#totalMs += other.#totalMs;
  }

  get summary(): DurationSummary {
    const { count } = this.#sketch;
    return {
      count,
      averageMs: count === 0 ? 0 : roundMs(this.#totalMs / count),
      p50Ms: this.#estimateMs(0.5),
      p95Ms: this.#estimateMs(0.95),
    };
  }

  #estimateMs(quantile: number): number | undefined {
    const milliseconds = this.#sketch.estimateQuantile(quantile);
    return milliseconds === undefined ? undefined : roundMs(milliseconds);
  }
}

function roundMs(milliseconds: number): number {
  return Number(milliseconds.toFixed(3));
}

/**
 * One failover to another store.
 *
 * @example
 * function countFailover(statistics: SessionStatistics, seconds: number): void {
 *   const failover: Failover = { seconds, activeStore: "primary" }; // the primary store is in use again
 *   statistics.recordFailover(failover);
 * }
 */
export interface Failover {
  /** How long the other store was used, in seconds. @default 0 */
  readonly seconds?: number;
  /** The store in use when this is recorded, one of `ActiveStore`. @default "backup" */
  readonly activeStore?: string;
}

/** All failovers of a session. */
export interface FailoverSummary {
  readonly count: number;
  /** How long other stores were used, in seconds. */
  readonly seconds: number;
  /** The store in use after the last failover. */
  readonly activeStore: ValueOf<typeof ActiveStore>;
}

export class FailoverCounter {
  #summary: FailoverSummary = { count: 0, seconds: 0, activeStore: "primary" };

  get summary(): FailoverSummary {
    return this.#summary;
  }

  /** Adds a failover. Seconds that are not a positive number count as 0. */
  record({ seconds = 0, activeStore = "backup" }: Failover): void {
    this.#summary = {
      count: this.#summary.count + 1,
      seconds: this.#summary.seconds + (Number.isFinite(seconds) ? Math.max(0, seconds) : 0),
      activeStore: parseMember(ActiveStore, activeStore, "unknown"),
    };
  }
}

/** Adds to the count of a key, which is 0 at first. */
export function increment<K>(counts: Map<K, number>, key: K, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

/** Adds a duration to the counter of a name. */
export function recordDuration(
  timings: Map<string, TimingCounter>,
  name: string,
  milliseconds: number,
): void {
  const counter = timings.get(name) ?? new TimingCounter();
  timings.set(name, counter);
  counter.record(milliseconds);
}
