/** Delivers a client's events when its session, the client itself or the process ends. */
import type { FlushLimits } from "../delivery/flush-wait.js";
import type { DeferredCaptures } from "./deferred-captures.js";
import type { EventPipeline } from "./event-pipeline.js";
import type { Initializer } from "./initializer.js";

/** Clients with events to deliver on `beforeExit`, when the event loop is empty. */
const clientsBeforeExit = new Set<ExitDelivery>();
/** Clients with events to hand off, or drops to log, on `exit`, when the process ends. */
const clientsAtExit = new Set<ExitDelivery>();
/** Whether the `exit` handler has run. Later events are handed off one by one. */
let isExitHandled = false;

export class ExitDelivery {
  readonly #initializer: Initializer;
  readonly #pipeline: EventPipeline;
  readonly #deferred: DeferredCaptures;

  constructor(initializer: Initializer, pipeline: EventPipeline, deferred: DeferredCaptures) {
    this.#initializer = initializer;
    this.#pipeline = pipeline;
    this.#deferred = deferred;
  }

  /**
   * Called after each queued or deferred event. They are delivered on `beforeExit`, which `process.exit()` and signals do not
   * trigger. On `exit`, the events that remain are handed off.
   */
  scheduleDelivery(): void {
    if (!this.#registerExitHandler()) return;
    if (clientsBeforeExit.size === 0) process.once("beforeExit", deliverAll);
    clientsBeforeExit.add(this);
  }

  /** Called after each dropped event. On `exit`, drops are written to the request log. */
  scheduleDropLog(): void {
    this.#registerExitHandler();
  }

  /** Hands undelivered events off on `exit`, or at once if it is too late for that. Returns false if it was too late. */
  #registerExitHandler(): boolean {
    // Node does not call handlers that are added during `exit`, and only this private property tells that it has begun.
    const isExiting = clientsAtExit.size === 0 && Reflect.get(process, "_exiting") === true;
    if (isExitHandled || isExiting) {
      this.handOff();
      return false;
    }
    if (clientsAtExit.size === 0) process.once("exit", handOffAll);
    clientsAtExit.add(this);
    return true;
  }

  /**
   * Sends undelivered events, within the exit budget. Where they cannot be kept on the disk, each phase of a request has the
   * exit budget, so that a slow connection still delivers its events, and a server that never answers delays the end by one
   * phase only. Never rejects.
   */
  async deliver(): Promise<void> {
    this.#cancelBeforeExit();
    await this.#initializer.ready();
    this.#deferred.captureNow();
    this.#cancelBeforeExit(); // what was deferred is part of this delivery
    this.#pipeline.queueReports(true);
    const { active } = this.#pipeline.current;
    if (active === undefined) return;
    const { journal, sender, exitBudgetMs, flushBudgetMs } = active;
    const limits: FlushLimits =
      journal?.isWritable === true
        ? { timeoutMs: exitBudgetMs }
        : { timeoutMs: Math.max(exitBudgetMs, flushBudgetMs), phaseTimeoutMs: exitBudgetMs };
    await sender.flush(limits, active.hasBacklog());
  }

  /** If a delivery fails, `beforeExit` must not repeat it, because that would delay the end of the process. */
  #cancelBeforeExit(): void {
    if (clientsBeforeExit.delete(this) && clientsBeforeExit.size === 0)
      process.removeListener("beforeExit", deliverAll);
  }

  /** Hands undelivered events to a sender process, or sends them if none can be started. Never rejects. */
  async persistOrDeliver(): Promise<void> {
    await this.#initializer.ready();
    this.#deferred.captureNow();
    const { active } = this.#pipeline.current;
    if (active?.spawnSender === undefined) return this.deliver();
    // The sender process would send a batch that is in flight a second time.
    await active.sender.drain(active.exitBudgetMs);
    if (!this.#pipeline.persistForNextProcess()) await this.deliver();
  }

  /** Captures the events that were deferred. */
  captureDeferred(): void {
    this.#initializer.initialize(); // a short program may end before its settings were read
    this.#deferred.captureNow();
  }

  /** Hands undelivered events off at once, without waiting for anything. */
  handOff(): void {
    this.captureDeferred();
    this.#pipeline.handOff();
  }

  /** Hands undelivered events off for the last time. */
  stop(): void {
    if (clientsAtExit.delete(this) && clientsAtExit.size === 0) process.removeListener("exit", handOffAll);
    this.#deferred.captureNow();
    this.#pipeline.handOff();
  }
}

function deliverAll(): void {
  const deliveries = [...clientsBeforeExit];
  clientsBeforeExit.clear();
  for (const delivery of deliveries) void delivery.persistOrDeliver();
}

function handOffAll(): void {
  // Before the flag is set, because each event that is captured later is handed off alone.
  for (const delivery of clientsAtExit) delivery.captureDeferred();
  isExitHandled = true;
  for (const delivery of clientsAtExit) delivery.handOff();
}
