/** Turns the pipeline on or off when the settings are read, and again when the person's saved choice changes. */
import { setImmediate } from "node:timers"; // a host's tests replace the global one
import type { OffState } from "../consent/telemetry-state.js";
import type { ActivePipeline } from "./active-pipeline.js";
import type { Counters } from "./counters.js";
import type { EventPipeline } from "./event-pipeline.js";
import { createFaultState } from "./fault-state.js";
import { OPTED_OUT } from "./pipeline-state.js";
import { RESOLVED } from "./resolved.js";
import type { Session } from "./session.js";

/** A notice that another part of the package shows to the person, and whose answer it reports. */
export interface UnansweredNotice {
  /** Describes the collected data, its purpose, and how to turn telemetry off. */
  readonly text: string;
  /** Saves that the person has turned telemetry on. @throws the system's error if it cannot be saved */
  accept(): void;
  /** Saves that the person has turned telemetry off. @throws the system's error if it cannot be saved */
  decline(): void;
}

/** The outcome `off`. It has the notice if telemetry is off because the person was not told. */
export interface OffOutcome extends OffState {
  readonly unansweredNotice?: UnansweredNotice | undefined;
}

/**
 * Reads the settings and the consent, and creates the pipeline if telemetry is on. Synchronous, because the process may be
 * about to end. Throws if a part of the package is missing.
 */
export type PipelineStarter = (counters: Counters) => ActivePipeline | OffOutcome;

export class Initializer {
  readonly #starter: PipelineStarter;
  readonly #pipeline: EventPipeline;
  readonly #joinSession: () => Session | undefined;
  /** Started once, by `ready()`. */
  #initialization: Promise<void> | undefined;
  /** Whether the client was shut down. Later changes of the person's choice have no effect. */
  #isStopped = false;
  /** Prevents recursion: the author's `onNotice` runs inside the starter, and may capture or end the process. */
  #isStarting = false;
  /** The notice of the last outcome, until it is taken. */
  #unansweredNotice: UnansweredNotice | undefined;
  #stopWatching: (() => void) | undefined;

  /** @param joinSession see `EventPipeline.turnOn` */
  constructor(starter: PipelineStarter, pipeline: EventPipeline, joinSession: () => Session | undefined) {
    this.#starter = starter;
    this.#pipeline = pipeline;
    this.#joinSession = joinSession;
    // The settings are read after the caller's turn. The timer does not keep a process alive that captures nothing.
    setImmediate(() => this.initialize()).unref();
  }

  /** Resolves when the settings are known. It keeps the process alive until then. Never rejects. */
  ready(): Promise<void> {
    if (!this.#pipeline.isPending) return RESOLVED;
    this.#initialization ??= new Promise((resolve) => setImmediate(resolve)).then(() => this.initialize());
    return this.#initialization;
  }

  /** Reads the settings, unless they are known. Synchronous. */
  initialize(): void {
    if (this.#pipeline.isPending) this.#start();
  }

  /** Returns the notice that the person has not answered. Only the first call returns it. Its callbacks save and apply the answer. */
  takeUnansweredNotice(): UnansweredNotice | undefined {
    this.initialize();
    if (this.#unansweredNotice === undefined) return undefined;
    this.#start(); // another client or process may have an answer by now
    const notice = this.#unansweredNotice;
    this.#unansweredNotice = undefined;
    if (notice === undefined) return undefined;
    const saveAndRestart = (save: () => void) => () => {
      save();
      this.#start();
    };
    return {
      text: notice.text,
      accept: saveAndRestart(notice.accept),
      decline: saveAndRestart(notice.decline),
    };
  }

  /** Called when the client is shut down. */
  stop(): void {
    this.#isStopped = true;
    this.#stopWatching?.();
  }

  #start(): void {
    if (this.#isStopped || this.#isStarting) return;
    this.#isStarting = true;
    try {
      this.#applyOutcome(this.#starter(this.#pipeline.counters));
    } catch (error) {
      // The package's files were removed while the process runs. No fault of this package may break the host.
      this.#pipeline.turnOff(createFaultState(error));
    } finally {
      this.#isStarting = false;
    }
  }

  /**
   * Turns the pipeline on or off. A pipeline that is on already keeps its queue, unless the person has opted out and in again
   * since: events from before the opt-out are dropped. A client that was off from the start does not watch the choice.
   */
  #applyOutcome(outcome: ActivePipeline | OffOutcome): void {
    const { active } = this.#pipeline.current;
    this.#unansweredNotice = undefined;
    if ("status" in outcome) {
      const { unansweredNotice, ...state } = outcome;
      this.#unansweredNotice = unansweredNotice;
      return this.#pipeline.turnOff(state);
    }
    if (active !== undefined) {
      const hasOptedOutBetween = active.optOutDate !== outcome.optOutDate;
      if (!hasOptedOutBetween) return;
      this.#pipeline.turnOff(OPTED_OUT);
    }
    this.#pipeline.turnOn(outcome, this.#joinSession);
    this.#stopWatching?.();
    // The watcher must not keep a client alive that its host has dropped.
    const weakThis = new WeakRef(this);
    this.#stopWatching = outcome.watchChoice(() => {
      const initializer = weakThis.deref();
      if (initializer !== undefined) initializer.#start();
    });
  }
}
