/** Implements the client by its parts: capturing, the session, flags, and delivery at the end. */

import { createOffState, type TelemetryState } from "../consent/telemetry-state.js";
import type { Json } from "../envelope.js";
import type { TelemetryEvent } from "../events/telemetry-event.js";
import { bindMethods } from "../internal/bound-methods.js";
import type { ErrorMessages } from "../privacy/errors/error-messages-option.js";
import type { OnOmission } from "../privacy/sanitizer/omission.js";
import type { Tags } from "./base-client.js";
import { type BeforeCapture, CaptureHook } from "./before-capture.js";
import { type CaptureOptions, NO_OPTIONS } from "./caller-options.js";
import type { TelemetryClient } from "./client.js";
import type { ClientInternals } from "./client-internals.js";
import { ClientSession } from "./client-session.js";
import type { OnDropped, OnRequest } from "./counters.js";
import { DeferredCaptures } from "./deferred-captures.js";
import { EventCapture } from "./event-capture.js";
import { EventPipeline } from "./event-pipeline.js";
import { ExitDelivery } from "./exit-delivery.js";
import { type FlagOptions, FlagReader } from "./feature-flags.js";
import { Initializer, type PipelineStarter, type UnansweredNotice } from "./initializer.js";
import { RESOLVED } from "./resolved.js";
import type { TelemetryStats } from "./telemetry-stats.js";

/** The parts that a client is created from. Clock and randomness are parameters, so that tests can replace them. */
export interface ClientParts {
  readonly starter: PipelineStarter;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Returns 0 to 1. */
  readonly random: () => number;
  /** Whether the messages of errors are sent. */
  readonly errorMessages: ErrorMessages;
  /** The author's function that changes or drops events. */
  readonly beforeCapture: BeforeCapture | undefined;
  /** Called for each part of an event that is removed. */
  readonly onOmission: OnOmission;
  /** Called for dropped events. */
  readonly onDropped: OnDropped;
}

/** The state after `shutdown()`. */
const SHUT_DOWN = createOffState("shut_down", "shutdown()");

export class PipelineClient implements TelemetryClient, ClientInternals {
  readonly errorMessages: ErrorMessages;
  readonly #pipeline: EventPipeline;
  readonly #initializer: Initializer;
  readonly #exitDelivery: ExitDelivery;
  readonly #session: ClientSession;
  readonly #eventCapture: EventCapture;
  readonly #deferred = new DeferredCaptures();
  readonly #now: () => number;
  #flagReader: FlagReader | undefined;
  #shutdown: Promise<void> | undefined;

  constructor({ starter, now, random, errorMessages, beforeCapture, onOmission, onDropped }: ClientParts) {
    this.errorMessages = errorMessages;
    this.#now = now;
    const pipeline = new EventPipeline(onOmission, onDropped);
    const session = new ClientSession(pipeline, random);
    this.#pipeline = pipeline;
    this.#session = session;
    this.#initializer = new Initializer(starter, pipeline, () => session.join());
    const exitDelivery = new ExitDelivery(this.#initializer, pipeline, this.#deferred);
    this.#exitDelivery = exitDelivery;
    this.#eventCapture = new EventCapture({
      pipeline,
      session,
      exitDelivery,
      errorMessages,
      hook: beforeCapture && new CaptureHook(beforeCapture),
      now,
    });
    bindMethods(this);
  }

  get enabled(): boolean {
    return this.state.status !== "off";
  }

  get state(): TelemetryState {
    this.#initializer.initialize();
    return this.#pipeline.current.clientState;
  }

  ready(): Promise<void> {
    return this.#initializer.ready();
  }

  startSession(tags: Tags = {}): void {
    if (!this.#pipeline.isOff) this.#session.start(tags);
  }

  setGroup(type: string, key: string): void {
    if (!this.#pipeline.isOff) this.#session.setGroup(type, key);
  }

  endSession(): Promise<void> {
    return this.#pipeline.isOff ? RESOLVED : this.#session.endAfter(this.#exitDelivery.deliver());
  }

  withContext<T>(tags: Tags, fn: () => T): T {
    if (typeof fn !== "function") return fn; // callers in plain JavaScript
    return this.#pipeline.isOff ? fn() : this.#session.runWithTags(tags, fn);
  }

  capture(event: string, properties: object = {}, options: CaptureOptions = NO_OPTIONS): string | undefined {
    return this.#eventCapture.capture(event, properties, options);
  }

  captureException(error: unknown, properties: object = {}, options = NO_OPTIONS): string | undefined {
    return this.#eventCapture.captureException(error, properties, options);
  }

  captureFromEvent(event: TelemetryEvent, options: CaptureOptions = NO_OPTIONS): string | undefined {
    return this.#eventCapture.captureFromEvent(event, options);
  }

  captureWithSerialization(name: string, model: object, options?: CaptureOptions): string | undefined {
    return this.capture(name, model, options);
  }

  getFeatureFlag<F = undefined>(key: string, options?: FlagOptions<F>): Promise<string | boolean | F> {
    return this.#getFlagReader().getValue(key, options);
  }

  isFeatureEnabled(key: string, options?: FlagOptions<boolean>): Promise<boolean> {
    return this.#getFlagReader().isEnabled(key, options);
  }

  getFeatureFlagPayload<F = undefined>(key: string, options?: FlagOptions<F>): Promise<Json | F> {
    return this.#getFlagReader().getPayload(key, options);
  }

  getAllFeatureFlags(options?: FlagOptions<never>): Promise<Record<string, string | boolean>> {
    return this.#getFlagReader().getAll(options);
  }

  flush(): Promise<void> {
    if (this.#pipeline.isOff) return RESOLVED;
    return this.ready().then(() => {
      this.#deferred.captureNow();
      this.#pipeline.queueReports();
      const { active } = this.#pipeline.current;
      return active?.sender.flush({ timeoutMs: active.flushBudgetMs });
    });
  }

  shutdown(): Promise<void> {
    this.#shutdown ??= this.#exitDelivery.deliver().then(() => {
      this.#initializer.stop();
      this.#exitDelivery.stop();
      if (!this.#pipeline.isOff) this.#pipeline.turnOff(SHUT_DOWN);
    });
    return this.#shutdown;
  }

  stats(): TelemetryStats {
    this.#deferred.captureNow();
    return this.#pipeline.counters.getStats(this.#pipeline.undeliveredCount);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.endSession();
  }

  takeUnansweredNotice(): UnansweredNotice | undefined {
    return this.#initializer.takeUnansweredNotice();
  }

  captureLater(capture: () => void): void {
    this.#deferred.add(capture);
    this.#exitDelivery.scheduleDelivery();
  }

  observeRequests(listener: OnRequest): () => void {
    return this.#pipeline.counters.observeRequests(listener);
  }

  /** Created with the first read, because most clients read no flags. */
  #getFlagReader(): FlagReader {
    this.#flagReader ??= new FlagReader({
      now: this.#now,
      pipeline: this.#pipeline,
      ready: () => this.ready(),
      getSession: () => this.#session.getOrStart(),
      capture: (event, properties, options) => this.capture(event, properties, options),
      observeVariant: (experiment, used) => {
        this.#pipeline.observeVariant(experiment, used);
        this.#exitDelivery.scheduleDelivery(); // it is saved at the end, also if no event is captured
      },
    });
    return this.#flagReader;
  }
}
