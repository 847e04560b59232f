/** Delivers a client's events when its session, the client itself or the process ends. */
import type { EventPipeline } from "./event-pipeline.js";
import type { Initializer } from "./initializer.js";

/** Clients with events to deliver when the event loop is empty. */
const awaitingBeforeExit = new Set<ExitDelivery>();
/** Clients with events to hand off, or drops to log, in the last moment of the process. */
const awaitingExit = new Set<ExitDelivery>();
let isExitHandled = false;

export class ExitDelivery {
  readonly #initializer: Initializer;
  readonly #pipeline: EventPipeline;

  constructor(initializer: Initializer, pipeline: EventPipeline) {
    this.#initializer = initializer;
    this.#pipeline = pipeline;
  }

  /**
   * Prepares the end of the process, after each capture. Queued events are delivered when the event loop is empty;
   * `process.exit()` and signals do not wait for that. In the last moment, the rest is handed off and drops are logged.
   */
  register(isQueued: boolean): void {
    // Node does not call handlers that are added during `exit`, and only this private property tells that it has begun.
    const isExiting = awaitingExit.size === 0 && Reflect.get(process, "_exiting") === true;
    if (isExitHandled || isExiting) return this.handOff();
    if (awaitingExit.size === 0) process.once("exit", handOffAll);
    awaitingExit.add(this);
    if (!isQueued) return;
    if (awaitingBeforeExit.size === 0) process.once("beforeExit", deliverAll);
    awaitingBeforeExit.add(this);
  }

  /** Sends pending events, within the exit budget. Never rejects. */
  async deliver(): Promise<void> {
    // A delivery that cannot reach its server must not be repeated before the process may end.
    if (awaitingBeforeExit.delete(this) && awaitingBeforeExit.size === 0)
      process.removeListener("beforeExit", deliverAll);
    await this.#initializer.ready();
    const { active } = this.#pipeline.current;
    await active?.sender.flush(active.exitBudgetMs, active.hasBacklog);
  }

  /** Leaves pending events to a sender process if there can be one, and else sends them. Never rejects. */
  async persistOrDeliver(): Promise<void> {
    await this.#initializer.ready();
    const { active } = this.#pipeline.current;
    if (active?.spawnSender === undefined) return this.deliver();
    // The sender process would send a batch that is in flight a second time.
    await active.sender.drain(active.exitBudgetMs);
    if (!this.#pipeline.persistForNextProcess()) await this.deliver();
  }

  /** Hands pending events off at once, without waiting for anything. */
  handOff(): void {
    this.#initializer.initializeSync(); // a short program may end before its settings were read
    this.#pipeline.handOff();
  }

  /** Hands pending events off for the last time. */
  stop(): void {
    if (awaitingExit.delete(this) && awaitingExit.size === 0) process.removeListener("exit", handOffAll);
    this.#pipeline.handOff();
  }
}

function deliverAll(): void {
  const deliveries = [...awaitingBeforeExit];
  awaitingBeforeExit.clear();
  for (const delivery of deliveries) void delivery.persistOrDeliver();
}

function handOffAll(): void {
  isExitHandled = true;
  for (const delivery of awaitingExit) delivery.handOff();
}
