/** Learns whether telemetry is on, and goes on listening: a person who says no while the program runs is obeyed. */
import { setImmediate } from "node:timers"; // a host's tests replace the global one
import { createOffState, type OffState } from "../consent/decide-consent.js";
import type { Lazy } from "../internal/lazy-module.js";
import type { ActivePipeline } from "./active-pipeline.js";
import type { Counters } from "./counters.js";
import type { EventPipeline } from "./event-pipeline.js";
import type { PendingNotice } from "./pending-notice.js";

/** Telemetry is off; where the person has not been told of it, with the notice that somebody may show them. */
export interface OffOutcome extends OffState {
  readonly pendingNotice?: PendingNotice | undefined;
}

/** Reads the settings and puts together what they ask for, at once. */
export type PipelineStarter = (counters: Counters) => ActivePipeline | OffOutcome;
/** The same, loaded when it is needed. */
export type LazyPipelineStarter = Lazy<PipelineStarter>;

export class Initializer {
  readonly #starter: LazyPipelineStarter;
  readonly #pipeline: EventPipeline;
  #initialization: Promise<void> | undefined;
  #isStopped = false;
  /** A notice's callback may capture, or end the process. */
  #isStarting = false;
  #pendingNotice: PendingNotice | undefined;
  #stopWatching = (): void => {};

  constructor(starter: LazyPipelineStarter, pipeline: EventPipeline) {
    this.#starter = starter;
    this.#pipeline = pipeline;
    if (pipeline.state.status !== "pending") return;
    // Later than the caller's turn, and not at all in a process that ends before there was anything to capture.
    setImmediate(() => {
      this.#initialization ??= this.#initialize();
    }).unref();
  }

  /** Resolves when the settings are known: they are read in a turn of their own. Never rejects. */
  ready(): Promise<void> {
    if (this.#pipeline.state.status !== "pending") return RESOLVED;
    this.#initialization ??= new Promise((resolve) => setImmediate(resolve)).then(() => this.#initialize());
    return this.#initialization;
  }

  /** In this very turn, which may be the last of the process. Where that cannot be done they stay unknown. */
  initializeSync(): void {
    const starter = this.#pipeline.state.status === "pending" ? this.#starter.loadSync() : undefined;
    if (starter !== undefined) this.#startPipeline(starter);
  }

  /** Returns the notice that the person has not seen, with callbacks that save the answer and apply it. It can be taken once. */
  takePendingNotice(): PendingNotice | undefined {
    this.initializeSync();
    const starter = this.#starter.loadSync();
    if (this.#pendingNotice === undefined || starter === undefined) return undefined;
    this.#startPipeline(starter); // another client or process may have an answer by now
    const pending = this.#pendingNotice;
    this.#pendingNotice = undefined;
    if (pending === undefined) return undefined;
    const saveAndRestart = (save: () => void) => () => {
      save();
      this.#startPipeline(starter);
    };
    return {
      text: pending.text,
      accept: saveAndRestart(pending.accept),
      decline: saveAndRestart(pending.decline),
    };
  }

  /** Nothing is asked from now on. */
  stop(): void {
    this.#isStopped = true;
    this.#stopWatching();
  }

  async #initialize(): Promise<void> {
    try {
      const starter = await this.#starter.load();
      if (this.#pipeline.state.status === "pending") this.#startPipeline(starter);
    } catch (error) {
      this.#turnOffAfterError(error); // a package that was taken apart under a running process
    }
  }

  #startPipeline(starter: PipelineStarter): void {
    if (this.#isStopped || this.#isStarting) return; // shut down meanwhile
    try {
      this.#isStarting = true;
      const outcome = starter(this.#pipeline.counters);
      this.#isStarting = false;
      this.#applyOutcome(outcome, starter);
    } catch (error) {
      this.#isStarting = false;
      this.#turnOffAfterError(error);
    }
  }

  /** Nothing here is expected to throw; a bug of ours must not become the host's. */
  #turnOffAfterError(error: unknown): void {
    this.#pipeline.turnOff(
      createOffState("invalid_setting", error instanceof Error ? error.name : "unknown"),
    );
  }

  /**
   * What is on stays as it is, with its queue, unless the person has said no meanwhile and yes again: then what was
   * captured before goes. What was off when the program began is not looked after.
   */
  #applyOutcome(outcome: ActivePipeline | OffOutcome, starter: PipelineStarter): void {
    const { active } = this.#pipeline;
    this.#pendingNotice = undefined;
    if ("status" in outcome) {
      const { pendingNotice, ...state } = outcome;
      this.#pendingNotice = pendingNotice;
      return this.#pipeline.turnOff(state);
    }
    if (active !== undefined && active.lastOptOut === outcome.lastOptOut) return;
    if (active !== undefined) this.#pipeline.turnOff(createOffState("saved_choice", "the saved choice"));
    this.#pipeline.turnOn(outcome);
    this.#stopWatching();
    // Not to be kept by the watch: a client that its host has dropped may go.
    const self = new WeakRef(this);
    this.#stopWatching = outcome.watchChoice(() => {
      const opening = self.deref();
      if (opening !== undefined) opening.#startPipeline(starter);
    });
  }
}

const RESOLVED: Promise<void> = Promise.resolve();
