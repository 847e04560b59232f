/** The client that a tool's author holds: it seals, stamps and hands on, and never throws. */

import { off, type TelemetryState } from "../consent/decide-consent.js";
import type { Json, Sealed } from "../envelope.js";
import type { TelemetryEvent } from "../events/telemetry-event.js";
import { EXCEPTION } from "../privacy/errors/posthog-exception.js";
import { mergeSealed, type SealContext, sealException, sealProperties } from "../privacy/sanitizer/seal.js";
import { ambience } from "./capture-scope.js";
import type { ClientParts } from "./client-parts.js";
import { Counters, type TelemetryStats } from "./counters.js";
import { Line } from "./event-pipeline.js";
import { type FlagOptions, FlagReader } from "./feature-flags.js";
import { Opening } from "./initializer.js";
import { atExit, beforeNaturalEnd, notAtExit, notAtNaturalEnd } from "./lifecycle.js";
import { type CaptureOptions, draftOf, NO_OPTIONS, takenOptions } from "./pending-event.js";
import type { PendingNotice } from "./pending-notice.js";
import { CurrentSession, TagContext } from "./session.js";

export type Tags = Readonly<Record<string, unknown>>;

/** One for all calls that need one, so that they make nothing. */
const NOTHING_TO_DO: Promise<undefined> = Promise.resolve(undefined);

export class TelemetryClient implements AsyncDisposable {
  readonly #parts: ClientParts;
  readonly #line: Line;
  readonly #opening: Opening;
  readonly #context = new TagContext();
  readonly #flags: FlagReader;
  readonly #session: CurrentSession;
  #shutdown: Promise<void> | undefined;

  /** Made by `getTelemetryClient` and `createTelemetryClient`. */
  constructor(parts: ClientParts) {
    this.#parts = parts;
    this.#line = new Line(parts.initial, new Counters());
    this.#opening = new Opening(parts.openLine, this.#line);
    this.#session = new CurrentSession(parts.random, () => this.#line.closings);
    this.#flags = new FlagReader({
      line: this.#line,
      ready: () => this.ready(),
      session: () => this.#session.get(),
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
    this.#opening.now();
    return this.#line.state;
  }

  /** Returns, once, a notice that the person has not seen, for `withTelemetry` to show. @internal */
  takePendingNotice(): PendingNotice | undefined {
    return this.#opening.takePendingNotice();
  }

  /** Resolves when the settings are known. Never rejects. */
  ready(): Promise<void> {
    return this.#opening.ready();
  }

  /** Starts a new session; its tags ride on every event until it ends. */
  startSession(tags: Tags = {}): void {
    this.#session.replace(this.#mayBeOn ? sealProperties(tags, this.#line.tagContext) : undefined);
  }

  /** Delivers what is queued, within the exit budget, and ends the session. Never rejects. */
  endSession(): Promise<void> {
    return this.#mayBeOn ? this.#endSession() : NOTHING_TO_DO;
  }

  async #endSession(): Promise<void> {
    const { current: ended } = this.#session;
    await this.#deliverAtEnd();
    if (this.#session.current === ended) this.#session.replace(undefined);
  }

  /** Adds tags to what `fn` captures, across its awaits. Returns what `fn` returns. */
  withContext<T>(tags: Tags, fn: () => T): T {
    if (typeof fn !== "function") return fn; // plain JavaScript passes anything
    if (!this.#mayBeOn) return fn();
    const { tagContext, closings } = this.#line;
    const inner = sealProperties(tags, tagContext);
    const outer = this.#context.tagsSince(closings) ?? inner;
    return this.#context.run(mergeSealed([outer, inner], tagContext.omit), closings, fn);
  }

  /** Queues an event. Returns its UUID, or undefined when it was not queued; `stats()` says why. */
  capture(event: string, properties: object = {}, options: CaptureOptions = NO_OPTIONS): string | undefined {
    return this.#isOff() ? undefined : this.#capture(event, properties, options);
  }

  /**
   * Queues an error, or whatever else was thrown, as PostHog's `$exception`: what `sealError` says of it and its causes.
   * Properties cannot replace that, except for `$exception_fingerprint`, by which PostHog groups. Returns the event's UUID, or undefined when it was not queued. Never throws.
   */
  captureException(error: unknown, properties: object = {}, options = NO_OPTIONS): string | undefined {
    if (this.#isOff()) return undefined;
    return this.#capture(EXCEPTION, properties, options, (context, sealed) =>
      sealException(error, context, sealed),
    );
  }

  /** Queues what an event object says of itself. */
  captureFromEvent(event: TelemetryEvent, options?: CaptureOptions): string | undefined {
    if (this.#isOff()) return undefined;
    try {
      const [name, properties] = event.toPosthogEvent();
      return this.#capture(name, properties, options ?? NO_OPTIONS);
    } catch {
      this.#line.counters.captured();
      this.#line.counters.refused("invalid_event");
      return undefined;
    }
  }

  /** Queues a model, sealed, as an event's properties. */
  captureWithSerialization(name: string, model: object, options?: CaptureOptions): string | undefined {
    return this.capture(name, model, options);
  }

  /** A flag's variant, or whether it is on; `fallback` where there is no answer in time or no such flag. Never rejects. */
  getFeatureFlag<F = undefined>(key: string, options?: FlagOptions<F>): Promise<string | boolean | F> {
    return this.#flags.value(key, options);
  }

  /** True for a flag that is on, whatever its variant. */
  isFeatureEnabled(key: string, options?: FlagOptions<boolean>): Promise<boolean> {
    return this.#flags.isOn(key, options);
  }

  /** The JSON that goes with a flag's value. Reading it is no exposure, so it captures nothing. */
  getFeatureFlagPayload(key: string, options?: FlagOptions<Json>): Promise<Json | undefined> {
    return this.#flags.payload(key, options);
  }

  /** Every flag's value by its key; empty where there is no answer in time. */
  getAllFeatureFlags(options?: FlagOptions<never>): Promise<Record<string, string | boolean>> {
    return this.#flags.all(options);
  }

  /** Sends what is queued now. Bounded by the request timeout; never rejects. */
  flush(): Promise<void> {
    return this.#mayBeOn ? this.#flush() : NOTHING_TO_DO;
  }

  async #flush(): Promise<void> {
    await this.ready();
    await this.#line.wired?.courier.flush(this.#line.wired.flushBudgetMs);
  }

  /** Delivers within the exit budget, and captures nothing from then on. Never rejects. */
  shutdown(): Promise<void> {
    this.#shutdown ??= this.#deliverAtEnd().then(() => {
      this.#opening.stop();
      notAtExit(this.#atExit);
      this.#line.end();
      if (this.#mayBeOn) this.#line.close(off("shut_down", "shutdown()"), "shut_down");
    });
    return this.#shutdown;
  }

  stats(): TelemetryStats {
    return this.#line.counters.stats(this.#line.pending);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.endSession();
  }

  /** False where telemetry is known to be off. Reads nothing: what is captured before the settings are known is held. */
  get #mayBeOn(): boolean {
    return this.#line.state.status !== "off";
  }

  /** True where nothing is captured, which is counted. */
  #isOff(): boolean {
    const { state, counters } = this.#line;
    if (state.status === "off") counters.capturedInVain(state.reason === "shut_down");
    return state.status === "off";
  }

  /** Seals an event, stamps it and hands it to the line. What `fixed` seals no property replaces. */
  #capture(
    event: string,
    properties: object,
    options: CaptureOptions,
    fixed?: (context: SealContext, properties: Sealed) => Sealed,
  ): string | undefined {
    const { counters, sealContext } = this.#line;
    counters.captured();
    if (typeof event !== "string" || event.trim() === "") {
      counters.refused("invalid_event"); // PostHog refuses a whole batch for one event without a name
      return undefined;
    }
    const around = ambience();
    try {
      const own = sealProperties(properties, sealContext);
      const sealed = { event, properties: own, fixed: fixed?.(sealContext, own) };
      const draft = draftOf(sealed, takenOptions(options, properties), {
        line: this.#line,
        session: this.#session.get(),
        context: this.#context.tagsSince(this.#line.closings),
        ambience: around?.tags,
        now: this.#parts.now,
      });
      const isTaken = this.#line.take(draft);
      atExit(this.#atExit); // a refusal is noted, too
      if (!isTaken) return undefined;
      around?.onCapture(draft.uuid);
      beforeNaturalEnd(this.#atNaturalEnd);
      return draft.uuid;
    } catch {
      counters.refused("invalid_event"); // hostile groups: their getters run here
      return undefined;
    }
  }

  async #deliverAtEnd(): Promise<void> {
    notAtNaturalEnd(this.#atNaturalEnd);
    await this.ready();
    const { wired } = this.#line;
    await wired?.courier.flush(wired.exitBudgetMs, wired.hasBacklog);
  }

  // Arrows: `lifecycle.ts` tells clients apart by them.

  readonly #atNaturalEnd = async (): Promise<void> => {
    await this.ready();
    if (!(await this.#line.leaveToAnother())) await this.#deliverAtEnd();
  };

  readonly #atExit = (): void => {
    this.#opening.now(); // a short program may end before its settings were read
    this.#line.end();
  };
}
