/** Implements the client, whose captures pass through `#capture` synchronously. */

import { AsyncLocalStorage } from "node:async_hooks";
import { createOffState, type TelemetryState } from "../consent/decide-consent.js";
import type { Json, Sealed } from "../envelope.js";
import type { TelemetryEvent } from "../events/telemetry-event.js";
import type { ErrorMessages } from "../privacy/errors/error-message.js";
import { EXCEPTION, hasFingerprint } from "../privacy/errors/posthog-exception.js";
import type { OnOmission } from "../privacy/sanitizer/omission.js";
import type { SanitizeContext } from "../privacy/sanitizer/sanitize-context.js";
import { mergeSealed, sealException, sealProperties } from "../privacy/sanitizer/seal.js";
import { type CaptureOptions, NO_OPTIONS, readCaptureOptions } from "./caller-options.js";
import { getCaptureScope } from "./capture-scope.js";
import type { Tags, TelemetryClient } from "./client.js";
import type { TelemetryStats } from "./counters.js";
import { EventPipeline } from "./event-pipeline.js";
import { ExitDelivery } from "./exit-delivery.js";
import { type FlagOptions, FlagReader } from "./feature-flags.js";
import { Initializer, type LazyPipelineStarter, RESOLVED, type UnansweredNotice } from "./initializer.js";
import { createSanitizedEvent } from "./sanitized-event.js";
import { createSession, type Session } from "./session.js";

/** The parts that a client is created from. Clock and randomness are parameters, so that tests can replace them. */
export interface ClientParts {
  /** The state before anything is read: `pending`, or `off` if the environment or the options turn telemetry off. */
  readonly initialState: TelemetryState;
  readonly startPipeline: LazyPipelineStarter;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Returns 0 to 1. */
  readonly random: () => number;
  /** Whether the messages of errors are sent. */
  readonly errorMessages: ErrorMessages;
  /** Called for each part of an event that is removed. */
  readonly onOmission: OnOmission;
}

export class PipelineClient implements TelemetryClient {
  readonly errorMessages: ErrorMessages;
  readonly #pipeline: EventPipeline;
  readonly #initializer: Initializer;
  readonly #exitDelivery: ExitDelivery;
  readonly #contextTags = new AsyncLocalStorage<{ readonly tags: Sealed; readonly generation: number }>();
  readonly #now: () => number;
  readonly #random: () => number;
  #flags: FlagReader | undefined;
  #session: Session | undefined;
  #shutdown: Promise<void> | undefined;

  constructor(parts: ClientParts) {
    this.#now = parts.now;
    this.#random = parts.random;
    this.errorMessages = parts.errorMessages;
    this.#pipeline = new EventPipeline(parts.initialState, parts.onOmission);
    this.#initializer = new Initializer(parts.startPipeline, this.#pipeline);
    this.#exitDelivery = new ExitDelivery(this.#initializer, this.#pipeline);
  }

  get enabled(): boolean {
    return this.state.status !== "off";
  }

  get state(): TelemetryState {
    this.#initializer.initializeSync();
    return this.#pipeline.current.clientState;
  }

  ready(): Promise<void> {
    return this.#initializer.ready();
  }

  startSession(tags: Tags = {}): void {
    const { clientState, tagContext, generation } = this.#pipeline.current;
    if (clientState.status === "off") return;
    const sanitized = sealProperties(tags, tagContext, "startSession()");
    this.#session = createSession(this.#random(), generation, sanitized);
  }

  endSession(): Promise<void> {
    if (this.#pipeline.isOff) return RESOLVED;
    const endedSession = this.#session;
    return this.#exitDelivery.deliver().then(() => {
      if (this.#session === endedSession) this.#session = undefined; // otherwise another session has started
    });
  }

  withContext<T>(tags: Tags, fn: () => T): T {
    if (typeof fn !== "function") return fn; // callers in plain JavaScript
    if (this.#pipeline.isOff) return fn();
    const { tagContext, generation } = this.#pipeline.current;
    const inner = sealProperties(tags, tagContext, "withContext()");
    const outer = this.#getContextTags();
    const merged = outer === undefined ? inner : mergeSealed([outer, inner], tagContext.omit);
    return this.#contextTags.run({ tags: merged, generation }, fn);
  }

  capture(event: string, properties: object = {}, options: CaptureOptions = NO_OPTIONS): string | undefined {
    return this.#capture(event, properties, options);
  }

  captureException(error: unknown, properties: object = {}, options = NO_OPTIONS): string | undefined {
    return this.#capture(EXCEPTION, properties, options, (context, sanitized) =>
      sealException(error, context, {
        hasFingerprint: hasFingerprint(sanitized),
        errorMessages: this.errorMessages,
      }),
    );
  }

  captureFromEvent(event: TelemetryEvent, options: CaptureOptions = NO_OPTIONS): string | undefined {
    if (this.#dropIfOff()) return undefined;
    try {
      const [name, properties] = event.toPosthogEvent();
      return this.#capture(name, properties, options);
    } catch {
      this.#pipeline.counters.captured++;
      this.#pipeline.counters.countDropped("invalid_event");
      return undefined;
    }
  }

  captureWithSerialization(name: string, model: object, options?: CaptureOptions): string | undefined {
    return this.capture(name, model, options);
  }

  getFeatureFlag<F = undefined>(key: string, options?: FlagOptions<F>): Promise<string | boolean | F> {
    return this.#getFlags().getValue(key, options);
  }

  isFeatureEnabled(key: string, options?: FlagOptions<boolean>): Promise<boolean> {
    return this.#getFlags().isEnabled(key, options);
  }

  getFeatureFlagPayload(key: string, options?: FlagOptions<Json>): Promise<Json | undefined> {
    return this.#getFlags().getPayload(key, options);
  }

  getAllFeatureFlags(options?: FlagOptions<never>): Promise<Record<string, string | boolean>> {
    return this.#getFlags().getAll(options);
  }

  flush(): Promise<void> {
    if (this.#pipeline.isOff) return RESOLVED;
    return this.ready().then(() => {
      const { active } = this.#pipeline.current;
      return active?.sender.flush(active.flushBudgetMs);
    });
  }

  shutdown(): Promise<void> {
    this.#shutdown ??= this.#exitDelivery.deliver().then(() => {
      this.#initializer.stop();
      this.#exitDelivery.stop();
      if (!this.#pipeline.isOff)
        this.#pipeline.turnOff(createOffState("shut_down", "shutdown()"), "shut_down");
    });
    return this.#shutdown;
  }

  stats(): TelemetryStats {
    return this.#pipeline.counters.getStats(this.#pipeline.undeliveredCount);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.endSession();
  }

  takeUnansweredNotice(): UnansweredNotice | undefined {
    return this.#initializer.takeUnansweredNotice();
  }

  /** The synchronous part of the pipeline: sanitize → add standard properties → admit → enqueue. */
  #capture(
    event: string,
    properties: object,
    options: CaptureOptions,
    sealProtected?: (context: SanitizeContext, properties: Sealed) => Sealed,
  ): string | undefined {
    if (this.#dropIfOff()) return undefined;
    const { counters, current } = this.#pipeline;
    counters.captured++;
    if (typeof event !== "string" || event.trim() === "") {
      counters.countDropped("invalid_event"); // PostHog rejects a whole batch for one event without a name
      return undefined;
    }
    try {
      const { sealContext, idDigest } = current;
      const sanitized = sealProperties(properties, sealContext, event);
      const protectedProperties = sealProtected?.(sealContext, sanitized);
      const scope = getCaptureScope();
      const sanitizedEvent = createSanitizedEvent(
        {
          event,
          properties: sanitized,
          protectedProperties,
          session: this.#getSession(),
          scopeTags: scope?.tags,
          contextTags: this.#getContextTags(),
          sealContext,
          idDigest,
          now: this.#now,
        },
        readCaptureOptions(options, properties),
      );
      const isQueued = this.#pipeline.enqueue(sanitizedEvent);
      this.#exitDelivery.register(isQueued);
      if (!isQueued) return undefined;
      scope?.onCapture(sanitizedEvent.uuid);
      return sanitizedEvent.uuid;
    } catch {
      counters.countDropped("invalid_event"); // a getter of the caller's groups threw
      return undefined;
    }
  }

  /** Counts a capture of a client that is off. Returns false if it is not off. */
  #dropIfOff(): boolean {
    const { counters, current } = this.#pipeline;
    if (current.clientState.status !== "off") return false;
    counters.captured++;
    counters.countDropped(current.clientState.reason === "shut_down" ? "shut_down" : "off");
    return true;
  }

  /** A session ends with an opt-out, because its id would link the events before and after it. */
  #getSession(): Session {
    const { generation } = this.#pipeline.current;
    if (this.#session?.generation !== generation) this.#session = createSession(this.#random(), generation);
    return this.#session;
  }

  #getContextTags(): Sealed | undefined {
    const context = this.#contextTags.getStore();
    return context?.generation === this.#pipeline.current.generation ? context.tags : undefined;
  }

  /** Created with the first read, because most clients read no flags. */
  #getFlags(): FlagReader {
    this.#flags ??= new FlagReader({
      now: this.#now,
      pipeline: this.#pipeline,
      ready: () => this.ready(),
      getSession: () => this.#getSession(),
      capture: (event, properties, options) => this.capture(event, properties, options),
    });
    return this.#flags;
  }
}
