/** The counters behind `stats()`: what was captured, what became of it, and what was left out. */

/** Why an event was not queued, or not delivered. Server answers appear as `http_<status>`. */
export type DropReason =
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
  #capturedWhileOff = 0;
  #capturedAfterShutDown = 0;
  #sent = 0;
  #spooled = 0;
  readonly #exports = { requests: 0, failed: 0, totalMs: 0, longestMs: 0 };
  readonly #dropped = new Map<string, number>();
  readonly #omitted = new Map<string, number>();
  /** To travel with the next event. */
  readonly #unreported = new Map<string, number>();
  /** To be noted on this machine. */
  readonly #unlogged: Readonly<Record<"refused" | "omitted", Map<string, number>>> = {
    refused: new Map(),
    omitted: new Map(),
  };

  countCaptured(): void {
    this.#captured++;
  }

  /** An event of a client that is off: numbers alone, for it must cost nothing. */
  countDisabledCapture(isShutDown: boolean): void {
    this.#captured++;
    if (isShutDown) this.#capturedAfterShutDown++;
    else this.#capturedWhileOff++;
  }

  #addDisabledCaptures(): void {
    if (this.#capturedWhileOff > 0) this.countDropped("off", this.#capturedWhileOff);
    if (this.#capturedAfterShutDown > 0) this.countDropped("shut_down", this.#capturedAfterShutDown);
    this.#capturedWhileOff = 0;
    this.#capturedAfterShutDown = 0;
  }

  countSent(events: number): void {
    this.#sent += events;
  }

  countRequest(ms: number, isAccepted: boolean): void {
    const exports = this.#exports;
    exports.requests++;
    if (!isAccepted) exports.failed++;
    exports.totalMs += ms;
    exports.longestMs = Math.max(exports.longestMs, ms);
  }

  countSpooled(events: number): void {
    this.#spooled += events;
  }

  countDropped(reason: DropReason, events = 1): void {
    addCount(this.#dropped, reason, events);
    addCount(this.#unlogged.refused, reason, events);
    if (reason !== "printed") addCount(this.#unreported, reason, events); // what is printed has to be what would be sent
  }

  countOmitted(reason: string): void {
    addCount(this.#omitted, reason, 1);
    addCount(this.#unlogged.omitted, reason, 1);
    addCount(this.#unreported, `omitted_${reason}`, 1);
  }

  /** Takes back a report whose event will not be delivered, so that it travels with another. */
  restoreDropReport(report: Readonly<Record<string, unknown>>): void {
    for (const [reason, count] of Object.entries(report)) {
      if (typeof count === "number") addCount(this.#unreported, reason, count);
    }
  }

  /** What was refused since the last call, to travel with the next event; undefined where that is nothing. */
  takeDropReport(): Record<string, number> | undefined {
    this.#addDisabledCaptures();
    if (this.#unreported.size === 0) return undefined;
    const report = Object.fromEntries(this.#unreported);
    this.#unreported.clear();
    return report;
  }

  /** What was refused and left out since the last call; undefined where that is nothing. */
  takeUnloggedDrops(): { refused: Record<string, number>; omitted: Record<string, number> } | undefined {
    this.#addDisabledCaptures();
    const { refused, omitted } = this.#unlogged;
    if (refused.size + omitted.size === 0) return undefined;
    const tally = { refused: Object.fromEntries(refused), omitted: Object.fromEntries(omitted) };
    refused.clear();
    omitted.clear();
    return tally;
  }

  getStats(pending: number): TelemetryStats {
    this.#addDisabledCaptures();
    return {
      captured: this.#captured,
      sent: this.#sent,
      exports: { ...this.#exports },
      spooled: this.#spooled,
      pending,
      refused: Object.fromEntries(this.#dropped),
      omitted: Object.fromEntries(this.#omitted),
    };
  }
}

function addCount(counts: Map<string, number>, reason: string, by: number): void {
  counts.set(reason, (counts.get(reason) ?? 0) + by);
}
