/** Learns whether telemetry is on, and goes on listening: a person who says no while the program runs is obeyed. */
import { setImmediate } from "node:timers"; // a host's tests replace the global one
import { type Off, off } from "../consent/decide-consent.js";
import type { Lazy } from "../internal/lazy-module.js";
import type { Counters } from "./counters.js";
import type { Line } from "./event-pipeline.js";
import type { PendingNotice } from "./pending-notice.js";
import type { Wired } from "./pipeline.js";

/** Telemetry is off; where the person has not been told of it, with the notice that somebody may show them. */
export interface OffOutcome extends Off {
  readonly pendingNotice?: PendingNotice | undefined;
}

/** Reads the settings and puts together what they ask for, at once. */
export type OpenLine = (counters: Counters) => Wired | OffOutcome;
/** The same, loaded when it is needed. */
export type LateOpenLine = Lazy<OpenLine>;

export class Opening {
  readonly #openLine: LateOpenLine;
  readonly #line: Line;
  #first: Promise<void> | undefined;
  #isOver = false;
  /** A notice's callback may capture, or end the process. */
  #isAsking = false;
  #pendingNotice: PendingNotice | undefined;
  #unwatch = (): void => {};

  constructor(openLine: LateOpenLine, line: Line) {
    this.#openLine = openLine;
    this.#line = line;
    if (line.state.status !== "pending") return;
    // Later than the caller's turn, and not at all in a process that ends before there was anything to capture.
    setImmediate(() => {
      this.#first ??= this.#read();
    }).unref();
  }

  /** Resolves when the settings are known: they are read in a turn of their own. Never rejects. */
  ready(): Promise<void> {
    if (this.#line.state.status !== "pending") return NOTHING_TO_WAIT_FOR;
    this.#first ??= new Promise((resolve) => setImmediate(resolve)).then(() => this.#read());
    return this.#first;
  }

  /** In this very turn, which may be the last of the process. Where that cannot be done they stay unknown. */
  now(): void {
    const openLine = this.#line.state.status === "pending" ? this.#openLine.loadSync() : undefined;
    if (openLine !== undefined) this.#ask(openLine);
  }

  /** Returns the notice that the person has not seen, with callbacks that save the answer and apply it. It can be taken once. */
  takePendingNotice(): PendingNotice | undefined {
    this.now();
    const openLine = this.#openLine.loadSync();
    if (this.#pendingNotice === undefined || openLine === undefined) return undefined;
    this.#ask(openLine); // another client or process may have an answer by now
    const pending = this.#pendingNotice;
    this.#pendingNotice = undefined;
    if (pending === undefined) return undefined;
    const answer = (save: () => void) => () => {
      save();
      this.#ask(openLine);
    };
    return { text: pending.text, accept: answer(pending.accept), decline: answer(pending.decline) };
  }

  /** Nothing is asked from now on. */
  stop(): void {
    this.#isOver = true;
    this.#unwatch();
  }

  async #read(): Promise<void> {
    try {
      const openLine = await this.#openLine.load();
      if (this.#line.state.status === "pending") this.#ask(openLine);
    } catch (error) {
      this.#fail(error); // a package that was taken apart under a running process
    }
  }

  #ask(openLine: OpenLine): void {
    if (this.#isOver || this.#isAsking) return; // shut down meanwhile
    try {
      this.#isAsking = true;
      const outcome = openLine(this.#line.counters);
      this.#isAsking = false;
      this.#obey(outcome, openLine);
    } catch (error) {
      this.#isAsking = false;
      this.#fail(error);
    }
  }

  /** Nothing here is expected to throw; a bug of ours must not become the host's. */
  #fail(error: unknown): void {
    this.#line.close(off("invalid_setting", error instanceof Error ? error.name : "unknown"));
  }

  /**
   * What is on stays as it is, with its queue, unless the person has said no meanwhile and yes again: then what was
   * captured before goes. What was off when the program began is not looked after.
   */
  #obey(outcome: Wired | OffOutcome, openLine: OpenLine): void {
    const { wired } = this.#line;
    this.#pendingNotice = undefined;
    if ("status" in outcome) {
      const { pendingNotice, ...state } = outcome;
      this.#pendingNotice = pendingNotice;
      return this.#line.close(state);
    }
    if (wired !== undefined && wired.refused === outcome.refused) return;
    if (wired !== undefined) this.#line.close(off("saved_choice", "the saved choice"));
    this.#line.open(outcome);
    this.#unwatch();
    // Not to be kept by the watch: a client that its host has dropped may go.
    const self = new WeakRef(this);
    this.#unwatch = outcome.watchChoice(() => {
      const opening = self.deref();
      if (opening !== undefined) opening.#ask(openLine);
    });
  }
}

const NOTHING_TO_WAIT_FOR: Promise<void> = Promise.resolve();
