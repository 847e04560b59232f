/** Defines the part of a client that does not depend on the types of its events and flags. */

import type { TelemetryState } from "../consent/telemetry-state.js";
import type { TelemetryEvent } from "../events/telemetry-event.js";
import type { CaptureOptions } from "./caller-options.js";
import type { TelemetryStats } from "./telemetry-stats.js";

/**
 * Properties for many events. They are sanitized like an event's own properties, which replace tags of the same name.
 *
 * @example
 * const tags: Tags = { command: "index", incremental: true };
 * telemetry.withContext(tags, () => {
 *   telemetry.capture("index_done", { incremental: false }); // has `command: "index"` and `incremental: false`
 * });
 */
export type Tags = Readonly<Record<string, unknown>>;

/**
 * The members of every `TelemetryClient`, whatever the types of its events and flags are. Functions that take a client of any
 * tool need no more.
 *
 * @example
 * function captureBuild(telemetry: BaseClient): void {
 *   telemetry.captureFromEvent({ toPosthogEvent: () => ["build_done", { modules: 3 }] });
 * }
 */
export interface BaseClient extends AsyncDisposable {
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
   * Adds a group to the later events of the session, as PostHog's `$groups`. The option `groups` of an event replaces it. A
   * session starts if none is open. A new session has no groups.
   * @param type a word, such as `company`
   * @param key the group's own name. A UUID is sent as it is, any other text as a keyed hash, which is the same in all
   * sessions of this installation.
   *
   * @example
   * telemetry.setGroup("company", "Acme");
   */
  setGroup(type: string, key: string): void;

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
export function isTelemetryClient(value: unknown): value is BaseClient {
  try {
    return typeof Reflect.get(Object(value), "captureFromEvent") === "function";
  } catch {
    return false; // a Proxy that throws
  }
}
