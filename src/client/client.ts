/** Defines the interface of a client, which `PipelineClient` implements. */

import type { TelemetryState } from "../consent/telemetry-state.js";
import type { Json } from "../envelope.js";
import type { TelemetryEvent } from "../events/telemetry-event.js";
import type { CaptureOptions } from "./caller-options.js";
import type { TelemetryStats } from "./counters.js";
import type { FlagOptions } from "./feature-flags.js";

/** Properties for many events. They are sanitized like an event's own properties, which replace tags of the same name. */
export type Tags = Readonly<Record<string, unknown>>;

/**
 * Captures events, sessions and errors, and reads feature flags. No method throws or rejects, whatever the arguments are.
 * A client that is off only counts its calls. `await using` ends the session.
 *
 * @example
 * const telemetry = getTelemetryClient();
 * telemetry.startSession({ backend: "qdrant" });
 * telemetry.capture("index_done", { files: 1200, duration_ms: 5300.5 });
 * await telemetry.endSession();
 */
export interface TelemetryClient extends AsyncDisposable {
  /**
   * Whether captured events are sent. Reads the settings if they are not known yet.
   */
  readonly enabled: boolean;

  /**
   * Whether telemetry is `on`, `off` (with the reason and its source) or `pending`. Reads the settings if needed.
   *
   * @example
   * const { state } = telemetry;
   * if (state.status === "off") console.log(`Telemetry is off: ${state.reason}, by ${state.source}`);
   */
  readonly state: TelemetryState;

  /** Resolves when the settings are known. Captures and reads of flags do not need it. */
  ready(): Promise<void>;

  /**
   * Starts a new session. A session also starts with the first event after the last one ended.
   * @param tags properties for every event of the session. @default {}
   *
   * @example
   * telemetry.startSession({ backend: "qdrant", indexed_files: 1200 });
   */
  startSession(tags?: Tags): void;

  /**
   * Delivers queued events and ends the session. Takes at most `exit_budget_ms`, and keeps the rest on the disk for the next
   * run. Where nothing can be kept, it takes longer on a slow line. `await using` calls it, too.
   *
   * @example
   * await telemetry.endSession();
   */
  endSession(): Promise<void>;

  /**
   * Adds tags to the events that `fn` captures, also after its awaits. Inner tags replace outer ones.
   * @returns the result of `fn`. An error that `fn` throws is passed on.
   *
   * @example
   * const sum = telemetry.withContext({ command: "index" }, () => {
   *   telemetry.capture("index_started");
   *   return 1 + 1;
   * });
   */
  withContext<T>(tags: Tags, fn: () => T): T;

  /**
   * Queues an event. An undeclared text among its properties is sent only if it is a single word.
   * @param event the event's name
   * @param properties a plain object, a Map or a model. @default {}
   * @returns the event's UUID, or undefined if it was dropped. `stats().refused` counts dropped events by reason.
   *
   * @example
   * telemetry.capture("index_done", { files: 1200, duration_ms: 5300.5, incremental: true });
   */
  capture(event: string, properties?: object, options?: CaptureOptions): string | undefined;

  /**
   * Queues an error, or any other thrown value, as PostHog's `$exception`. It has the types, redacted messages and stack
   * frames of the error and its causes. Properties cannot replace these, except for `$exception_fingerprint`, by which
   * PostHog groups errors.
   * @returns the event's UUID, or undefined if it was dropped.
   *
   * @example
   * try {
   *   JSON.parse("{");
   * } catch (error) {
   *   telemetry.captureException(error, { command: "index" });
   * }
   */
  captureException(error: unknown, properties?: object, options?: CaptureOptions): string | undefined;

  /**
   * Queues an event object: a `SearchEvent`, a `SessionEvent`, one of `defineEvent`, or any object with `toPosthogEvent()`.
   * An event that throws, for example because its properties do not fit the schema, is dropped as `invalid_event`.
   * @returns the event's UUID, or undefined if it was dropped.
   *
   * @example
   * telemetry.captureFromEvent({ toPosthogEvent: () => ["cache_cleared", { entries: 12 }] });
   */
  captureFromEvent(event: TelemetryEvent, options?: CaptureOptions): string | undefined;

  /**
   * Captures a model, like `capture(name, model)`. Kept for parity with CodeWeaver's older API. A model is an object whose
   * class declares each field.
   * @returns the event's UUID, or undefined if it was dropped.
   *
   * @example
   * class IndexRun extends TelemetryModel {
   *   path = "/home/jane/project";
   *   files = 1200;
   * }
   * declareAnonymity(IndexRun, { path: "HASH", files: "PUBLIC" });
   * telemetry.captureWithSerialization("index_done", new IndexRun());
   */
  captureWithSerialization(name: string, model: object, options?: CaptureOptions): string | undefined;

  /**
   * Returns a flag's variant, or whether it is on. The first read in a session is captured as `$feature_flag_called`, and
   * later events carry the value as `$feature/<key>`.
   * @returns `options.fallback` if there is no such flag, or no answer within `options.timeoutMs`.
   *
   * @example
   * const variant = await telemetry.getFeatureFlag("new_reranker", { fallback: "control", timeoutMs: 200 });
   */
  getFeatureFlag<F = undefined>(key: string, options?: FlagOptions<F>): Promise<string | boolean | F>;

  /**
   * Returns whether a flag is on, with any variant. Captured like `getFeatureFlag`.
   * @returns `options.fallback`, or false, if there is no answer.
   *
   * @example
   * if (await telemetry.isFeatureEnabled("parallel_indexing")) console.log("indexing in parallel");
   */
  isFeatureEnabled(key: string, options?: FlagOptions<boolean>): Promise<boolean>;

  /**
   * Returns the JSON that belongs to a flag's value. It is not an exposure, so it captures nothing.
   *
   * @example
   * const limits = await telemetry.getFeatureFlagPayload("index_limits", { fallback: { max_files: 5000 } });
   */
  getFeatureFlagPayload(key: string, options?: FlagOptions<Json>): Promise<Json | undefined>;

  /**
   * Returns the values of all flags by key; an empty object if there is no answer. Later events do not carry them.
   *
   * @example
   * const flags = await telemetry.getAllFeatureFlags({ timeoutMs: 200 });
   */
  getAllFeatureFlags(options?: FlagOptions<never>): Promise<Record<string, string | boolean>>;

  /**
   * Sends queued events. Takes at most `request_timeout_seconds`.
   *
   * @example
   * await telemetry.flush();
   */
  flush(): Promise<void>;

  /**
   * Delivers queued events within `exit_budget_ms`. Later captures are dropped as `shut_down`.
   *
   * @example
   * await telemetry.shutdown();
   */
  shutdown(): Promise<void>;

  /**
   * Returns the counters of this client: captured, sent and undelivered events, dropped events by reason, and
   * removed parts of events by reason.
   *
   * @example
   * const { captured, sent, refused } = telemetry.stats();
   */
  stats(): TelemetryStats;

  /** Ends the session at the end of a block with `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Returns whether a value is a client, also one of another copy of this package. Never throws. */
export function isTelemetryClient(value: unknown): value is TelemetryClient {
  try {
    return typeof Reflect.get(Object(value), "captureFromEvent") === "function";
  } catch {
    return false; // a Proxy that throws
  }
}
