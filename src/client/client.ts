/** Defines the interface of a client, which `PipelineClient` implements. */

import type { Json } from "../envelope.js";
import type { BaseClient } from "./base-client.js";
import type { CaptureOptions } from "./caller-options.js";
import type {
  CaptureArguments,
  DeclaredTypes,
  declared,
  EventTypes,
  FlagTypes,
  FlagValues,
} from "./declared-types.js";
import type { FlagOptions } from "./feature-flags.js";

/**
 * Captures events, sessions and errors, and reads feature flags. No method throws or rejects, whatever the arguments are.
 * A client that is off only counts its calls. `await using` ends the session.
 *
 * @typeParam Events the properties of each event by its name. The compiler then accepts no other event. @default any event
 * @typeParam Flags the values of each flag by its key. They are not checked at run time. @default any flag
 *
 * @example
 * const telemetry = getTelemetryClient();
 * telemetry.startSession({ backend: "qdrant" });
 * telemetry.capture("index_done", { files: 1200, duration_ms: 5300.5 });
 * await telemetry.endSession();
 *
 * @example
 * interface Events {
 *   index_done: { files: number; duration_ms?: number };
 *   cache_cleared: object;
 * }
 * interface Flags {
 *   new_reranker: "control" | "test";
 * }
 * const typed = createTelemetryClient<Events, Flags>({ tool: "mytool" });
 * typed.capture("index_done", { files: 1200 });
 * const variant: "control" | "test" = await typed.getFeatureFlag("new_reranker", { fallback: "control" });
 */
export interface TelemetryClient<
  Events extends Record<keyof Events, object> = object,
  Flags extends Record<keyof Flags, string | boolean> = object,
> extends BaseClient {
  readonly [declared]?: DeclaredTypes<Events, Flags>;

  /**
   * Queues an event. An undeclared text among its properties is sent only if it is a single word.
   * @param event the event's name
   * @param rest the properties, which are a plain object, a Map or a model, and the `CaptureOptions`. @default {}
   * @returns the event's UUID, or undefined if it was dropped. `stats().refused` counts dropped events by reason.
   *
   * @example
   * telemetry.capture("index_done", { files: 1200, duration_ms: 5300.5, incremental: true });
   */
  capture<Name extends keyof EventTypes<Events> & string>(
    event: Name,
    ...rest: CaptureArguments<EventTypes<Events>[Name]>
  ): string | undefined;

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
  captureWithSerialization<Name extends keyof EventTypes<Events> & string>(
    name: Name,
    model: EventTypes<Events>[Name],
    options?: CaptureOptions,
  ): string | undefined;

  /**
   * Returns a flag's variant, or whether it is on. The first read in a session is captured as `$feature_flag_called`, and
   * later events carry the value as `$feature/<key>`.
   * @returns `options.fallback` if there is no such flag, or no answer within `options.timeoutMs`.
   *
   * @example
   * const variant = await telemetry.getFeatureFlag("new_reranker", { fallback: "control", timeoutMs: 200 });
   */
  getFeatureFlag<
    Key extends keyof FlagTypes<Flags> & string,
    const F extends FlagTypes<Flags>[Key] | null | undefined = undefined,
  >(key: Key, options?: FlagOptions<F>): Promise<FlagTypes<Flags>[Key] | F>;

  /**
   * Returns whether a flag is on, with any variant. Captured like `getFeatureFlag`.
   * @returns `options.fallback`, or false, if there is no answer.
   *
   * @example
   * if (await telemetry.isFeatureEnabled("parallel_indexing")) console.log("indexing in parallel");
   */
  isFeatureEnabled(key: keyof FlagTypes<Flags> & string, options?: FlagOptions<boolean>): Promise<boolean>;

  /**
   * Returns the JSON that belongs to a flag's value. It is not an exposure, so it captures nothing.
   *
   * @example
   * const limits = await telemetry.getFeatureFlagPayload("index_limits", { fallback: { max_files: 5000 } });
   */
  getFeatureFlagPayload<F extends Json | undefined = undefined>(
    key: keyof FlagTypes<Flags> & string,
    options?: FlagOptions<F>,
  ): Promise<Json | F>;

  /**
   * Returns the values of all flags by key; an empty object if there is no answer. Later events do not carry them.
   *
   * @example
   * const flags = await telemetry.getAllFeatureFlags({ timeoutMs: 200 });
   */
  getAllFeatureFlags(options?: FlagOptions<never>): Promise<FlagValues<Flags>>;
}
