/** Turns the pipeline on or off when the settings are read, and again when the person's saved choice changes. */
import { setImmediate } from "node:timers"; // a host's tests replace the global one
import { createOffState, type OffState } from "../consent/decide-consent.js";
import { describeFileError, isSystemError } from "../internal/errors.js";
import type { Lazy } from "../internal/lazy-module.js";
import { LIBRARY } from "../internal/package-info.js";
import type { ActivePipeline } from "./active-pipeline.js";
import type { Counters } from "./counters.js";
import type { EventPipeline } from "./event-pipeline.js";
import { OPTED_OUT } from "./pipeline-state.js";

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

/** Reads the settings and the consent, and creates the pipeline if telemetry is on. Synchronous. */
export type PipelineStarter = (counters: Counters) => ActivePipeline | OffOutcome;
/** The starter's module is loaded when it is needed, because a client that is off never needs it. */
export type LazyPipelineStarter = Lazy<PipelineStarter>;

/** Shared by all calls that have nothing to wait for, so that they allocate nothing. */
export const RESOLVED: Promise<void> = Promise.resolve();

export class Initializer {
  readonly #starter: LazyPipelineStarter;
  readonly #pipeline: EventPipeline;
  /** Started once, by `ready()` or by the timer of the constructor. */
  #initialization: Promise<void> | undefined;
  /** Whether the client was shut down. Later changes of the person's choice have no effect. */
  #isStopped = false;
  /** Prevents recursion: the author's `onNotice` runs inside the starter, and may capture or end the process. */
  #isStarting = false;
  /** The notice of the last outcome, until it is taken. */
  #unansweredNotice: UnansweredNotice | undefined;
  #stopWatching: (() => void) | undefined;

  constructor(starter: LazyPipelineStarter, pipeline: EventPipeline) {
    this.#starter = starter;
    this.#pipeline = pipeline;
    if (!pipeline.isPending) return;
    // The settings are read after the caller's turn. The timer does not keep a process alive that captures nothing.
    setImmediate(() => {
      this.#initialization ??= this.#initialize();
    }).unref();
  }

  /** Resolves when the settings are known. It keeps the process alive until then. Never rejects. */
  ready(): Promise<void> {
    if (!this.#pipeline.isPending) return RESOLVED;
    this.#initialization ??= new Promise((resolve) => setImmediate(resolve)).then(() => this.#initialize());
    return this.#initialization;
  }

  /** Reads the settings synchronously. If the host is bundled into one file, that is not possible, and the client remains pending. */
  initializeSync(): void {
    if (!this.#pipeline.isPending) return;
    const starter = this.#starter.loadSync();
    if (starter !== undefined) this.#start(starter);
  }

  /** Returns the notice that the person has not answered. Only the first call returns it. Its callbacks save and apply the answer. */
  takeUnansweredNotice(): UnansweredNotice | undefined {
    this.initializeSync();
    const starter = this.#starter.loadSync();
    if (this.#unansweredNotice === undefined || starter === undefined) return undefined;
    this.#start(starter); // another client or process may have an answer by now
    const notice = this.#unansweredNotice;
    this.#unansweredNotice = undefined;
    if (notice === undefined) return undefined;
    const saveAndRestart = (save: () => void) => () => {
      save();
      this.#start(starter);
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

  async #initialize(): Promise<void> {
    try {
      const starter = await this.#starter.load();
      if (this.#pipeline.isPending) this.#start(starter);
    } catch (error) {
      this.#turnOffAfterError(error); // the package's files were removed while the process runs
    }
  }

  #start(starter: PipelineStarter): void {
    if (this.#isStopped || this.#isStarting) return;
    this.#isStarting = true;
    try {
      this.#applyOutcome(starter(this.#pipeline.counters), starter);
    } catch (error) {
      this.#turnOffAfterError(error);
    } finally {
      this.#isStarting = false;
    }
  }

  /** Catches unexpected errors, because a fault of this package must not break the host. */
  #turnOffAfterError(error: unknown): void {
    this.#pipeline.turnOff(describeFault(error));
  }

  /**
   * Turns the pipeline on or off. A pipeline that is on already keeps its queue, unless the person has opted out and in again
   * since: events from before the opt-out are dropped. A client that was off from the start does not watch the choice.
   */
  #applyOutcome(outcome: ActivePipeline | OffOutcome, starter: PipelineStarter): void {
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
    this.#pipeline.turnOn(outcome);
    this.#stopWatching?.();
    // The watcher must not keep a client alive that its host has dropped.
    const weakThis = new WeakRef(this);
    this.#stopWatching = outcome.watchChoice(() => {
      const initializer = weakThis.deref();
      if (initializer !== undefined) initializer.#start(starter);
    });
  }
}

/** Describes an error that ended the start: the system could not read a file of this package, or a file of it is missing. */
function describeFault(error: unknown): OffState {
  if (!isSystemError(error)) return createOffState("not_installed", `a part of ${LIBRARY.name}`);
  const path: unknown = Reflect.get(Object(error), "path");
  const file = typeof path === "string" ? path : `a file of ${LIBRARY.name}`;
  return createOffState("unreadable_file", file, describeFileError(error));
}
