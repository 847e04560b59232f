/** The client that a tool's author holds: it seals, stamps and hands on, and never throws. */

import { createOffState, type TelemetryState } from "../consent/decide-consent.js";
import type { Json, Sealed } from "../envelope.js";
import type { TelemetryEvent } from "../events/telemetry-event.js";
import type { ErrorMessages } from "../privacy/errors/error-message.js";
import { EXCEPTION } from "../privacy/errors/posthog-exception.js";
import { mergeSealed, type SealContext, sealException, sealProperties } from "../privacy/sanitizer/seal.js";
import { getCaptureScope } from "./capture-scope.js";
import type { ClientParts } from "./client-parts.js";
import { Counters, type TelemetryStats } from "./counters.js";
import { EventPipeline } from "./event-pipeline.js";
import { type FlagOptions, FlagReader } from "./feature-flags.js";
import { Initializer } from "./initializer.js";
import { offBeforeExit, offExit, onBeforeExit, onExit } from "./lifecycle.js";
import { type CaptureOptions, createPendingEvent, NO_OPTIONS, readCaptureOptions } from "./pending-event.js";
import type { PendingNotice } from "./pending-notice.js";
import { CurrentSession, TagContext } from "./session.js";

export type Tags = Readonly<Record<string, unknown>>;

/** One for all calls that need one, so that they make nothing. */
const RESOLVED: Promise<undefined> = Promise.resolve(undefined);

export class TelemetryClient implements AsyncDisposable {
  readonly #parts: ClientParts;
  readonly #pipeline: EventPipeline;
  readonly #initializer: Initializer;
  readonly #tagContext = new TagContext();
  readonly #flags: FlagReader;
  readonly #session: CurrentSession;
  #shutdown: Promise<void> | undefined;

  /** Made by `getTelemetryClient` and `createTelemetryClient`. */
  constructor(parts: ClientParts) {
    this.#parts = parts;
    this.#pipeline = new EventPipeline(parts.initialState, new Counters(), parts.onOmission);
    this.#initializer = new Initializer(parts.startPipeline, this.#pipeline);
    this.#session = new CurrentSession(parts.random, () => this.#pipeline.generation);
    this.#flags = new FlagReader({
      pipeline: this.#pipeline,
      ready: () => this.ready(),
      getSession: () => this.#session.getOrCreate(),
      capture: (event, properties, options) => this.capture(event, properties, options),
      now: parts.now,
    });
  }

  /**
   * Whether what is captured is sent. Where the settings are not known yet, asking reads them. In a bundle, where they
   * cannot be read at once, it is true until they are known.
   */
  get enabled(): boolean {
    return this.state.status !== "off";
  }

  /** Whether telemetry is on, or why it is off. Where the settings are not known yet, asking reads them. */
  get state(): TelemetryState {
    this.#initializer.initializeSync();
    return this.#pipeline.state;
  }

  /** @internal */
  get errorMessages(): ErrorMessages {
    return this.#parts.errorMessages;
  }

  /** Returns, once, a notice that the person has not seen, for `withTelemetry` to show. @internal */
  takePendingNotice(): PendingNotice | undefined {
    return this.#initializer.takePendingNotice();
  }

  /** Resolves when the settings are known. Never rejects. */
  ready(): Promise<void> {
    return this.#initializer.ready();
  }

  /** Starts a new session; its tags ride on every event until it ends. */
  startSession(tags: Tags = {}): void {
    this.#session.replace(
      this.#mayBeOn ? sealProperties(tags, this.#pipeline.tagContext, "startSession()") : undefined,
    );
  }

  /** Delivers what is queued, within the exit budget, and ends the session. Never rejects. */
  endSession(): Promise<void> {
    return this.#mayBeOn ? this.#deliverAndEndSession() : RESOLVED;
  }

  async #deliverAndEndSession(): Promise<void> {
    const { current: ended } = this.#session;
    await this.#deliverWithinBudget();
    if (this.#session.current === ended) this.#session.replace(undefined);
  }

  /** Adds tags to what `fn` captures, across its awaits. Returns what `fn` returns. */
  withContext<T>(tags: Tags, fn: () => T): T {
    if (typeof fn !== "function") return fn; // plain JavaScript passes anything
    if (!this.#mayBeOn) return fn();
    const { tagContext, generation } = this.#pipeline;
    const inner = sealProperties(tags, tagContext, "withContext()");
    const outer = this.#tagContext.getTags(generation) ?? inner;
    return this.#tagContext.run(mergeSealed([outer, inner], tagContext.omit), generation, fn);
  }

  /** Queues an event. Returns its UUID, or undefined when it was not queued; `stats()` says why. */
  capture(event: string, properties: object = {}, options: CaptureOptions = NO_OPTIONS): string | undefined {
    return this.#countIfOff() ? undefined : this.#capture(event, properties, options);
  }

  /**
   * Queues an error, or whatever else was thrown, as PostHog's `$exception`: what `sealError` says of it and its causes.
   * Properties cannot replace that, except for `$exception_fingerprint`, by which PostHog groups. Returns the event's UUID, or undefined when it was not queued. Never throws.
   */
  captureException(error: unknown, properties: object = {}, options = NO_OPTIONS): string | undefined {
    if (this.#countIfOff()) return undefined;
    return this.#capture(EXCEPTION, properties, options, (context, sealed) =>
      sealException(error, context, { properties: sealed, errorMessages: this.errorMessages }),
    );
  }

  /** Queues what an event object says of itself. */
  captureFromEvent(event: TelemetryEvent, options?: CaptureOptions): string | undefined {
    if (this.#countIfOff()) return undefined;
    try {
      const [name, properties] = event.toPosthogEvent();
      return this.#capture(name, properties, options ?? NO_OPTIONS);
    } catch {
      this.#pipeline.counters.countCaptured();
      this.#pipeline.counters.countDropped("invalid_event");
      return undefined;
    }
  }

  /** Queues a model, sealed, as an event's properties. */
  captureWithSerialization(name: string, model: object, options?: CaptureOptions): string | undefined {
    return this.capture(name, model, options);
  }

  /** A flag's variant, or whether it is on; `fallback` where there is no answer in time or no such flag. Never rejects. */
  getFeatureFlag<F = undefined>(key: string, options?: FlagOptions<F>): Promise<string | boolean | F> {
    return this.#flags.getValue(key, options);
  }

  /** True for a flag that is on, whatever its variant. */
  isFeatureEnabled(key: string, options?: FlagOptions<boolean>): Promise<boolean> {
    return this.#flags.isEnabled(key, options);
  }

  /** The JSON that goes with a flag's value. Reading it is no exposure, so it captures nothing. */
  getFeatureFlagPayload(key: string, options?: FlagOptions<Json>): Promise<Json | undefined> {
    return this.#flags.getPayload(key, options);
  }

  /** Every flag's value by its key; empty where there is no answer in time. */
  getAllFeatureFlags(options?: FlagOptions<never>): Promise<Record<string, string | boolean>> {
    return this.#flags.getAll(options);
  }

  /** Sends what is queued now. Bounded by the request timeout; never rejects. */
  flush(): Promise<void> {
    return this.#mayBeOn ? this.#sendQueued() : RESOLVED;
  }

  async #sendQueued(): Promise<void> {
    await this.ready();
    await this.#pipeline.active?.sender.flush(this.#pipeline.active.flushBudgetMs);
  }

  /** Delivers within the exit budget, and captures nothing from then on. Never rejects. */
  shutdown(): Promise<void> {
    this.#shutdown ??= this.#deliverWithinBudget().then(() => {
      this.#initializer.stop();
      offExit(this.#persistAtExit);
      this.#pipeline.handOff();
      if (this.#mayBeOn) this.#pipeline.turnOff(createOffState("shut_down", "shutdown()"), "shut_down");
    });
    return this.#shutdown;
  }

  stats(): TelemetryStats {
    return this.#pipeline.counters.getStats(this.#pipeline.pendingCount);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.endSession();
  }

  /** False where telemetry is known to be off. Reads nothing: what is captured before the settings are known is held. */
  get #mayBeOn(): boolean {
    return this.#pipeline.state.status !== "off";
  }

  /** True where nothing is captured, which is counted. */
  #countIfOff(): boolean {
    const { state, counters } = this.#pipeline;
    if (state.status === "off") counters.countDisabledCapture(state.reason === "shut_down");
    return state.status === "off";
  }

  /** Seals an event, stamps it and hands it to the line. What `fixed` seals no property replaces. */
  #capture(
    event: string,
    properties: object,
    options: CaptureOptions,
    fixed?: (context: SealContext, properties: Sealed) => Sealed,
  ): string | undefined {
    const { counters, sealContext } = this.#pipeline;
    counters.countCaptured();
    if (typeof event !== "string" || event.trim() === "") {
      counters.countDropped("invalid_event"); // PostHog refuses a whole batch for one event without a name
      return undefined;
    }
    const scope = getCaptureScope();
    try {
      const sealedProperties = sealProperties(properties, sealContext, event);
      const sealed = { event, properties: sealedProperties, fixed: fixed?.(sealContext, sealedProperties) };
      const pending = createPendingEvent(sealed, readCaptureOptions(options, properties), {
        pipeline: this.#pipeline,
        session: this.#session.getOrCreate(),
        contextTags: this.#tagContext.getTags(this.#pipeline.generation),
        scopeTags: scope?.tags,
        now: this.#parts.now,
      });
      const isQueued = this.#pipeline.enqueue(pending);
      onExit(this.#persistAtExit); // a refusal is noted, too
      if (!isQueued) return undefined;
      scope?.onCapture(pending.uuid);
      onBeforeExit(this.#deliverBeforeExit);
      return pending.uuid;
    } catch {
      counters.countDropped("invalid_event"); // hostile groups: their getters run here
      return undefined;
    }
  }

  async #deliverWithinBudget(): Promise<void> {
    offBeforeExit(this.#deliverBeforeExit);
    await this.ready();
    const { active } = this.#pipeline;
    await active?.sender.flush(active.exitBudgetMs, active.hasBacklog);
  }

  // Arrows: `lifecycle.ts` tells clients apart by them.

  readonly #deliverBeforeExit = async (): Promise<void> => {
    await this.ready();
    if (!(await this.#pipeline.finishAndPersist())) await this.#deliverWithinBudget();
  };

  readonly #persistAtExit = (): void => {
    this.#initializer.initializeSync(); // a short program may end before its settings were read
    this.#pipeline.handOff();
  };
}
