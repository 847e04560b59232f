/** Reads feature flags, with at most one request for a flag in a session, and with a timeout and a fallback for every read. */
import type { Json } from "../envelope.js";
import { waitWithTimeout } from "../internal/timeout.js";
import { sealGroups, sealId, sealName, sealProperties } from "../privacy/sanitizer/seal.js";
import type { FlagRequest, FlagResponse } from "../transports/transport.js";
import type { ActivePipeline } from "./active-pipeline.js";
import { copyOptions, normalizeDistinctId } from "./caller-options.js";
import type { EventPipeline } from "./event-pipeline.js";
import type { VariantAssignment } from "./experiment-variants.js";
import { FlagCache } from "./flag-cache.js";
import { createExposureProperties, FLAG_CALLED_EVENT } from "./flag-exposure.js";
import { RESOLVED, RESOLVED_FALSE } from "./resolved.js";
import { getExposures, type Session } from "./session.js";

/**
 * The options of reading a flag. Reads with equal options share one request.
 *
 * @example
 * const options: FlagOptions<"control"> = { personProperties: { plan: "team" }, timeoutMs: 200, fallback: "control" };
 * const variant = await telemetry.getFeatureFlag("new_reranker", options);
 */
export interface FlagOptions<F = string | boolean> {
  /** For whom the flag is evaluated. A UUID is sent as it is, any other text as a keyed hash. @default a bucket that many installations share */
  readonly distinctId?: string | undefined;
  /** Properties that the flag's conditions may use. They are sanitized like an event's. @default {} */
  readonly personProperties?: Readonly<Record<string, unknown>> | undefined;
  /** Groups by type. A key that is not a UUID is sent as a keyed hash. @default {} */
  readonly groups?: Readonly<Record<string, string>> | undefined;
  /** Properties of the groups, by type. They are sanitized like an event's. @default {} */
  readonly groupProperties?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
  /** True if the server must not look up the location of the sender's IP address. @default true */
  readonly disableGeoip?: boolean | undefined;
  /** The longest wait in milliseconds. A response that arrives later is kept for the next read. @default 1000 */
  readonly timeoutMs?: number | undefined;
  /** The result if there is no response in time, no such flag, or a flag that could not be evaluated. @default undefined */
  readonly fallback?: F | undefined;
}

/** A wait that a person hardly notices when the server does not answer. */
const DEFAULT_TIMEOUT_MS = 1000;

/** The name under which removed parts of a request are reported. */
const REQUEST_NAME = "getFeatureFlag()";

export interface FlagReaderParts {
  readonly pipeline: EventPipeline;
  readonly ready: () => Promise<void>;
  readonly getSession: () => Session;
  readonly capture: (event: string, properties: object, options: { distinctId?: string }) => void;
  /** Notes which variant of an experiment the tool uses. */
  readonly observeVariant: (experiment: string, used: VariantAssignment | undefined) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export class FlagReader {
  readonly #parts: FlagReaderParts;
  readonly #cache: FlagCache;

  constructor(parts: FlagReaderParts) {
    this.#parts = parts;
    this.#cache = new FlagCache(parts.now);
  }

  getValue<F>(key: string, options: FlagOptions<F> | undefined): Promise<string | boolean | F> {
    if (options === undefined && this.#parts.pipeline.isOff) return RESOLVED as Promise<F>; // without options F is undefined
    const copy: FlagOptions<F> = copyOptions(options);
    return this.#readValue(key, copy).then((value) => value ?? (copy.fallback as F)); // without a fallback F is undefined
  }

  isEnabled(key: string, options: FlagOptions<boolean> | undefined): Promise<boolean> {
    if (options === undefined && this.#parts.pipeline.isOff) return RESOLVED_FALSE;
    const copy = copyOptions(options);
    return this.#readValue(key, copy).then((value) => (value ?? copy.fallback ?? false) !== false);
  }

  getPayload<F>(key: string, options: FlagOptions<F> | undefined): Promise<Json | F> {
    if (options === undefined && this.#parts.pipeline.isOff) return RESOLVED as Promise<F>; // without options F is undefined
    const copy: FlagOptions<F> = copyOptions(options);
    return this.#fetchWithinTimeout(copy, key).then(
      (found) => found?.flags.get(key)?.payload ?? (copy.fallback as F), // without a fallback F is undefined
    );
  }

  async getAll(options: FlagOptions<never> | undefined): Promise<Record<string, string | boolean>> {
    // Reading all flags says nothing about which of them the tool uses, so later events do not carry them.
    const copy = copyOptions(options);
    const response = await this.#fetchWithinTimeout(copy);
    const values = new Map([...(response?.flags ?? [])].map(([key, { value }]) => [key, value]));
    const { experiments } = this.#parts.pipeline.current.active ?? {};
    if (experiments !== undefined && normalizeDistinctId(copy.distinctId) === undefined)
      for (const name of experiments.names) {
        const used = experiments.decide(name, values.get(name));
        if (used === undefined) values.delete(name);
        else values.set(name, used.variant);
      }
    return Object.fromEntries(values);
  }

  /** Captures the first read of a flag's value in a session. Returns undefined if there is no response in time, or no value. */
  async #readValue(key: string, options: FlagOptions<unknown>): Promise<string | boolean | undefined> {
    const response = await this.#fetchWithinTimeout(options, key);
    const distinctId = normalizeDistinctId(options.distinctId);
    const { active } = this.#parts.pipeline.current;
    if (distinctId === undefined && active?.experiments.has(key) === true)
      return this.#useVariant(key, response?.flags.get(key)?.value, active);
    if (response === undefined) return undefined;
    // If another session has started since the request, the value belongs to that session.
    const { values, reported } = getExposures(this.#parts.getSession(), distinctId);
    const flag = response.flags.get(key);
    if (flag !== undefined) values.set(key, flag.value);
    // A flag that had no value at the first read, because the server could not evaluate it, may have one later.
    if (!reported.has(key) || reported.get(key) !== flag?.value) {
      reported.set(key, flag?.value);
      const properties = createExposureProperties(key, flag, response);
      this.#parts.capture(FLAG_CALLED_EVENT, properties, distinctId === undefined ? {} : { distinctId });
    }
    return flag?.value;
  }

  /**
   * Returns the variant of an experiment. Its exposure is reported with its outcome, and not for each session. Returns
   * undefined if the experiment is stopped, or if no variant can be assigned.
   */
  #useVariant(
    name: string,
    remoteValue: string | boolean | undefined,
    { experiments }: ActivePipeline,
  ): string | undefined {
    const used = experiments.decide(name, remoteValue);
    this.#parts.observeVariant(name, used);
    const { values } = this.#parts.getSession().exposures;
    if (used === undefined)
      values.delete(name); // it was stopped during the session
    else values.set(name, used.variant);
    return used?.variant;
  }

  /**
   * Returns undefined if telemetry is off, or there is no response in time.
   * @param key the only flag to request. Without a key, all flags are requested.
   */
  async #fetchWithinTimeout(options: FlagOptions<unknown>, key?: string): Promise<FlagResponse | undefined> {
    if (this.#parts.pipeline.isOff) return undefined;
    const requestedMs: unknown = options.timeoutMs; // callers in plain JavaScript may pass anything
    const isTime = typeof requestedMs === "number" && !Number.isNaN(requestedMs);
    const timeoutMs = isTime ? requestedMs : DEFAULT_TIMEOUT_MS;
    const { pipeline, ready, getSession, now } = this.#parts;
    const startedMs = now();
    try {
      const isReady = await waitWithTimeout(
        ready().then(() => true),
        timeoutMs,
      );
      const { active } = pipeline.current;
      if (isReady === undefined || active?.flags === undefined) return undefined;
      const request = this.#createRequest(options, key, active);
      const remainingMs = timeoutMs - (now() - startedMs);
      const service = { transport: active.flags, store: active.flagAnswers };
      return await this.#cache.fetch(service, request, getSession(), remainingMs);
    } catch {
      return undefined; // a getter of the caller's groups threw
    }
  }

  #createRequest(
    options: FlagOptions<unknown>,
    key: string | undefined,
    { getFlagBucket }: ActivePipeline,
  ): FlagRequest {
    const { sealContext, idDigest } = this.#parts.pipeline.current;
    const id = normalizeDistinctId(options.distinctId);
    return {
      flagKey: key === undefined ? undefined : sealName(key),
      distinctId: id === undefined ? getFlagBucket() : sealId(id, idDigest),
      personProperties: sealProperties(options.personProperties ?? {}, sealContext, REQUEST_NAME),
      groups: sealGroups(options.groups ?? {}, { digest: idDigest, omit: sealContext.omit }, REQUEST_NAME),
      groupProperties: sealProperties(options.groupProperties ?? {}, sealContext, REQUEST_NAME),
      disableGeoip: options.disableGeoip ?? true,
    };
  }
}
