/** Reads feature flags: asked for once a session, with a timeout and a fallback, never in the way. */
import type { Json } from "../envelope.js";
import { waitWithTimeout } from "../internal/timeout.js";
import { sealGroups, sealProperties } from "../privacy/sanitizer/seal.js";
import type { FlagRequest, FlagResponse } from "../transports/flag-request.js";
import type { ActivePipeline } from "./active-pipeline.js";
import type { EventPipeline } from "./event-pipeline.js";
import { createExposureProperties, FLAG_CALLED_EVENT } from "./flag-exposure.js";
import { sealDistinctId } from "./pending-event.js";
import { copyOptions } from "./plain-options.js";
import { type CachedFlagAnswer, getExposures, normalizeDistinctId, type Session } from "./session.js";

export interface FlagOptions<F = string | boolean> {
  /** A UUID, or anything that identifies; the latter leaves as a digest. By default the client's own id. */
  readonly distinctId?: string;
  /** Sealed like an event's properties. */
  readonly personProperties?: Readonly<Record<string, unknown>>;
  readonly groups?: Readonly<Record<string, string>>;
  readonly groupProperties?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Default true. */
  readonly disableGeoip?: boolean;
  /** How long a caller waits at most, 1000 by default; an answer that comes later is kept for the next one. */
  readonly timeoutMs?: number;
  /** What is returned where there is no answer in time, or no such flag. Default undefined. */
  readonly fallback?: F;
}

/** One wait that a person does not notice; RESEARCH.md lists what happens without an end to it. */
const DEFAULT_TIMEOUT_MS = 1000;

/** After a question that got no answer the next one waits so long, so that a dead network costs one timeout and not one a flag. */
const RETRY_AFTER_MS = 30_000;

/** Under which name is reported what is left out of a question. */
const QUESTION = "getFeatureFlag()";

/** One for all who ask where telemetry is off. */
const RESOLVED: Promise<undefined> = Promise.resolve(undefined);
const RESOLVED_FALSE: Promise<boolean> = Promise.resolve(false);

function resolveFallback<F>(options: FlagOptions<F> | undefined): Promise<F | undefined> {
  return options === undefined ? RESOLVED : Promise.resolve(copyOptions(options).fallback);
}

export interface FlagReaderParts {
  readonly pipeline: EventPipeline;
  readonly ready: () => Promise<void>;
  readonly getSession: () => Session;
  readonly capture: (event: string, properties: object, options: { distinctId?: string }) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export class FlagReader {
  readonly #parts: FlagReaderParts;

  constructor(parts: FlagReaderParts) {
    this.#parts = parts;
  }

  /** A flag's value; the fallback where there is no answer in time, or no such flag. */
  getValue<F>(key: string, options: FlagOptions<F> | undefined): Promise<string | boolean | F> {
    // Without a fallback, F is undefined.
    return this.#isOff()
      ? (resolveFallback(options) as Promise<F>)
      : this.#readValueOrFallback(key, copyOptions(options));
  }

  isEnabled(key: string, options: FlagOptions<boolean> | undefined): Promise<boolean> {
    if (!this.#isOff()) return this.#isEnabled(key, copyOptions(options));
    return options === undefined ? RESOLVED_FALSE : Promise.resolve(copyOptions(options).fallback ?? false);
  }

  async #isEnabled(key: string, given: Partial<FlagOptions<boolean>>): Promise<boolean> {
    const value = await this.#readValue(key, given);
    return value === undefined ? (given.fallback ?? false) : value !== false;
  }

  getPayload(key: string, options: FlagOptions<Json> | undefined): Promise<Json | undefined> {
    return this.#isOff() ? resolveFallback(options) : this.#readPayload(key, copyOptions(options));
  }

  async #readPayload(key: string, given: Partial<FlagOptions<Json>>): Promise<Json | undefined> {
    return (await this.#fetchWithinTimeout(given))?.flags.get(key)?.payload ?? given.fallback;
  }

  async getAll(options: FlagOptions<never> | undefined): Promise<Record<string, string | boolean>> {
    const given: Partial<FlagOptions> = copyOptions(options);
    const answer = await this.#fetchWithinTimeout(given);
    if (answer === undefined) return {};
    const exposures = getExposures(this.#parts.getSession(), normalizeDistinctId(given.distinctId));
    for (const [key, { value }] of answer.flags) exposures.values.set(key, value);
    return Object.fromEntries([...answer.flags].map(([key, { value }]) => [key, value]));
  }

  async #readValueOrFallback<F>(key: string, options: FlagOptions<F>): Promise<string | boolean | F> {
    return (await this.#readValue(key, options)) ?? (options.fallback as F); // as above
  }

  /** Undefined: no answer in time, or no such flag. A person's first read in a session is told to PostHog. */
  async #readValue(key: string, options: FlagOptions<unknown>): Promise<string | boolean | undefined> {
    const answer = await this.#fetchWithinTimeout(options);
    if (answer === undefined) return undefined;
    // Of the session that goes on with the value, if another has begun meanwhile.
    const exposures = getExposures(this.#parts.getSession(), normalizeDistinctId(options.distinctId));
    const flag = answer.flags.get(key);
    if (flag !== undefined) exposures.values.set(key, flag.value);
    if (!exposures.reported.has(key)) {
      exposures.reported.add(key);
      const captureOptions = options.distinctId === undefined ? {} : { distinctId: options.distinctId };
      this.#parts.capture(FLAG_CALLED_EVENT, createExposureProperties(key, flag, answer), captureOptions);
    }
    return flag?.value;
  }

  #isOff(): boolean {
    return this.#parts.pipeline.state.status === "off";
  }

  /** The session's answer to a question, asked once. Undefined: none in time, or telemetry is off. */
  async #fetchWithinTimeout(options: FlagOptions<unknown>): Promise<FlagResponse | undefined> {
    if (this.#isOff()) return undefined;
    const requestedMs = Number(options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    const timeoutMs = Number.isNaN(requestedMs) ? DEFAULT_TIMEOUT_MS : requestedMs;
    try {
      return await waitWithTimeout(this.#fetch(options, timeoutMs), timeoutMs);
    } catch {
      return undefined; // hostile groups: their getters run in the question
    }
  }

  async #fetch(options: FlagOptions<unknown>, timeoutMs: number): Promise<FlagResponse | undefined> {
    const { pipeline, ready, getSession, now } = this.#parts;
    await ready();
    const { active } = pipeline;
    if (active?.flags === undefined) return undefined;
    const question = this.#createRequest(options, active);
    const { flagAnswers } = getSession();
    const cacheKey = JSON.stringify(question);
    const cached = flagAnswers.get(cacheKey);
    const isStale = cached?.failedAtMs !== undefined && now() - cached.failedAtMs >= RETRY_AFTER_MS;
    // Whoever waited in vain has waited for all: the next one takes what is there.
    if (cached !== undefined && !isStale)
      return waitWithTimeout(cached.answer, timeoutMs - (now() - cached.requestedAtMs));
    // All flags in one request: the server computes them together as it would one by one.
    const entry: CachedFlagAnswer = {
      answer: active.flags.evaluate(question),
      requestedAtMs: now(),
      failedAtMs: undefined,
    };
    flagAnswers.set(cacheKey, entry);
    const answer = await entry.answer;
    if (answer === undefined) entry.failedAtMs = now();
    return answer;
  }

  #createRequest(options: FlagOptions<unknown>, { distinctId }: ActivePipeline): FlagRequest {
    const { sealContext, idDigest } = this.#parts.pipeline;
    return {
      distinctId: sealDistinctId(options.distinctId, idDigest) ?? distinctId,
      personProperties: sealProperties(options.personProperties ?? {}, sealContext, QUESTION),
      groups: sealGroups(options.groups ?? {}, { digest: idDigest, omit: sealContext.omit }, QUESTION),
      groupProperties: sealProperties(options.groupProperties ?? {}, sealContext, QUESTION),
      disableGeoip: options.disableGeoip ?? true,
    };
  }
}
