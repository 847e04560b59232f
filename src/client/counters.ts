/** The counters behind `stats()`: what was captured, what became of it, and what was left out. */

/** Why an event was not queued, or not delivered. Server answers appear as `http_<status>`. */
export type Refusal =
  | "off"
  | "shut_down"
  | "invalid_event"
  /** A built-in event that the approved manifest does not list, or a manifest that cannot be read. */
  | "unlisted_event"
  | "sampled_out"
  | "rate_limited"
  | "overflow"
  | "too_large"
  /** Of a batch that it took, a collector says that it did not take so many spans. */
  | "partial_success"
  /** No request can be made of it. */
  | "unwritable"
  | "printed"
  | (string & {});

export interface TelemetryStats {
  /** Calls of a capture method. */
  readonly captured: number;
  /** Events that the server has taken. */
  readonly sent: number;
  /** Events held or queued now. */
  readonly pending: number;
  /** Requests that were made of a server, and how long it took to answer. */
  readonly exports: {
    readonly requests: number;
    /** Those whose events were not taken. */
    readonly failed: number;
    /** Milliseconds, all together. */
    readonly totalMs: number;
    readonly longestMs: number;
  };
  /** Events kept on the disk, for a later process to deliver. */
  readonly spooled: number;
  /** Events by the reason why they will not leave. */
  readonly refused: Readonly<Record<string, number>>;
  /** Parts of events left out by seal, by reason. */
  readonly omitted: Readonly<Record<string, number>>;
}

export class Counters {
  #captured = 0;
  #whileOff = 0;
  #afterShutDown = 0;
  #sent = 0;
  #spooled = 0;
  readonly #exports = { requests: 0, failed: 0, totalMs: 0, longestMs: 0 };
  readonly #refused = new Map<string, number>();
  readonly #omitted = new Map<string, number>();
  /** To travel with the next event. */
  readonly #unreported = new Map<string, number>();
  /** To be noted on this machine. */
  readonly #untold: Readonly<Record<"refused" | "omitted", Map<string, number>>> = {
    refused: new Map(),
    omitted: new Map(),
  };

  captured(): void {
    this.#captured++;
  }

  /** An event of a client that is off: numbers alone, for it must cost nothing. */
  capturedInVain(isShutDown: boolean): void {
    this.#captured++;
    if (isShutDown) this.#afterShutDown++;
    else this.#whileOff++;
  }

  #countInVain(): void {
    if (this.#whileOff > 0) this.refused("off", this.#whileOff);
    if (this.#afterShutDown > 0) this.refused("shut_down", this.#afterShutDown);
    this.#whileOff = 0;
    this.#afterShutDown = 0;
  }

  sent(events: number): void {
    this.#sent += events;
  }

  exported(ms: number, isTaken: boolean): void {
    const exports = this.#exports;
    exports.requests++;
    if (!isTaken) exports.failed++;
    exports.totalMs += ms;
    exports.longestMs = Math.max(exports.longestMs, ms);
  }

  spooled(events: number): void {
    this.#spooled += events;
  }

  refused(reason: Refusal, events = 1): void {
    add(this.#refused, reason, events);
    add(this.#untold.refused, reason, events);
    if (reason !== "printed") add(this.#unreported, reason, events); // what is printed has to be what would be sent
  }

  omitted(reason: string): void {
    add(this.#omitted, reason, 1);
    add(this.#untold.omitted, reason, 1);
    add(this.#unreported, `omitted_${reason}`, 1);
  }

  /** Takes back a report whose event will not be delivered, so that it travels with another. */
  reportAgain(report: Readonly<Record<string, unknown>>): void {
    for (const [reason, count] of Object.entries(report)) {
      if (typeof count === "number") add(this.#unreported, reason, count);
    }
  }

  /** What was refused since the last call, to travel with the next event; undefined where that is nothing. */
  report(): Record<string, number> | undefined {
    this.#countInVain();
    if (this.#unreported.size === 0) return undefined;
    const report = Object.fromEntries(this.#unreported);
    this.#unreported.clear();
    return report;
  }

  /** What was refused and left out since the last call; undefined where that is nothing. */
  tally(): { refused: Record<string, number>; omitted: Record<string, number> } | undefined {
    this.#countInVain();
    const { refused, omitted } = this.#untold;
    if (refused.size + omitted.size === 0) return undefined;
    const tally = { refused: Object.fromEntries(refused), omitted: Object.fromEntries(omitted) };
    refused.clear();
    omitted.clear();
    return tally;
  }

  stats(pending: number): TelemetryStats {
    this.#countInVain();
    return {
      captured: this.#captured,
      sent: this.#sent,
      exports: { ...this.#exports },
      spooled: this.#spooled,
      pending,
      refused: Object.fromEntries(this.#refused),
      omitted: Object.fromEntries(this.#omitted),
    };
  }
}

function add(counts: Map<string, number>, reason: string, by: number): void {
  counts.set(reason, (counts.get(reason) ?? 0) + by);
}
