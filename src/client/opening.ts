/** Learns whether telemetry is on, and goes on listening: a person who says no while the program runs is obeyed. */
import { type Off, off } from "../gate/consent.js";
import type { Counters } from "./counters.js";
import type { Line, Wired } from "./line.js";
import { withTimeout } from "./timeout.js";

/** Reads the settings and puts together what they ask for. Never rejects. */
export type OpenLine = (counters: Counters) => Promise<Wired | Off>;

/** Reading the settings takes some milliseconds of this machine's own; a file system that hangs must not hold a process. */
const LONGEST_OPENING_MS = 2000;

export class Opening {
  readonly #openLine: OpenLine;
  readonly #line: Line;
  #first: Promise<void> | undefined;
  #isOver = false;
  #unwatch = (): void => {};

  constructor(openLine: OpenLine, line: Line) {
    this.#openLine = openLine;
    this.#line = line;
  }

  /** Resolves when the settings are known. Never rejects. */
  ready(): Promise<void> {
    if (this.#line.state.status !== "pending") return Promise.resolve();
    this.#first ??= this.#ask().catch(() => {}); // a bug of ours must not become the host's
    return this.#first;
  }

  /** The same with an end to it, for a process that waits to be over. */
  async readyInTime(): Promise<void> {
    if (this.#line.state.status === "pending") await withTimeout(this.ready(), LONGEST_OPENING_MS);
  }

  /** Nothing is asked from now on. */
  stop(): void {
    this.#isOver = true;
    this.#unwatch();
  }

  /**
   * What is on stays as it is, with its queue, unless the person has said no meanwhile and yes again: then what was
   * captured before goes. What was off when the program began is not looked after.
   */
  async #ask(): Promise<void> {
    const outcome = await this.#openLine(this.#line.counters);
    if (this.#isOver) return; // shut down meanwhile
    const { wired } = this.#line;
    if ("status" in outcome) return this.#line.close(outcome);
    if (wired !== undefined && wired.refused === outcome.refused) return;
    if (wired !== undefined) this.#line.close(off("saved_choice", "the saved choice"));
    this.#line.open(outcome);
    this.#unwatch();
    // Not to be kept by the watch: a client that its host has dropped may go.
    const self = new WeakRef(this);
    this.#unwatch = outcome.watchChoice(() => {
      const opening = self.deref();
      if (opening !== undefined) void opening.#ask().catch(() => {});
    });
  }
}
