/** One session: its id, its tags, the flags it has seen. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Sealed } from "../envelope.js";
import { BoundedCache, copyString } from "../internal/bounded-cache.js";
import { createUuidV7 } from "../internal/ids.js";
import { sealShared } from "../privacy/sanitizer/seal.js";
import type { FlagResponse } from "../transports/flag-request.js";
import { createFixedProperties } from "./standard-properties.js";

export interface Session {
  /** UUIDv7: PostHog reads a session's start from it. */
  readonly id: string;
  /** Drawn once, so that sampling takes a session whole or not at all. */
  readonly sampleValue: number;
  readonly tags: Sealed | undefined;
  /** How often the line had been closed when the session began: see `Line.closings`. */
  readonly generation: number;
  /** What each of its events carries and nothing replaces. */
  readonly fixedProperties: Sealed;
  /** What the client's own id has seen of the flags. */
  readonly exposures: FlagExposures;
  /** What others have, by their ids as the caller gives them; of many the latest. */
  readonly exposuresByDistinctId: BoundedCache<FlagExposures>;
  /** Answers of the flag service, by the question; kept as long as the session, so that a person stays in one variant. */
  readonly flagAnswers: BoundedCache<CachedFlagAnswer>;
}

/** What one person has seen of the flags: each stays in a variant of their own. */
export interface FlagExposures {
  /** By key; they ride on that person's later events as `$feature/<key>`. */
  readonly values: Map<string, string | boolean>;
  /** Flags whose `$feature_flag_called` has been captured. */
  readonly reported: Set<string>;
}

/** People of one session: a server that asks for each of its users has no end of them. */
const MAX_DISTINCT_IDS = 500;

export interface CachedFlagAnswer {
  readonly answer: Promise<FlagResponse | undefined>;
  /** Milliseconds since the epoch, as below. */
  readonly requestedAtMs: number;
  /** When it turned out that there is none; milliseconds since the epoch. */
  failedAtMs: number | undefined;
}

export function createSession(random: () => number, generation: number, tags?: Sealed): Session {
  const id = createUuidV7();
  return {
    id,
    sampleValue: random(),
    tags,
    generation,
    fixedProperties: sealShared(createFixedProperties(id)),
    exposures: createExposures(),
    exposuresByDistinctId: new BoundedCache(MAX_DISTINCT_IDS),
    flagAnswers: new BoundedCache(MAX_DISTINCT_IDS),
  };
}

/** The session that events are captured in. It is made with the first of them: telemetry that is off mints no id. */
export class CurrentSession {
  readonly #random: () => number;
  readonly #getGeneration: () => number;
  #session: Session | undefined;

  /** @param closings how often the person has refused telemetry since the process began */
  constructor(random: () => number, getGeneration: () => number) {
    this.#random = random;
    this.#getGeneration = getGeneration;
  }

  /** Undefined where none has begun. */
  get current(): Session | undefined {
    return this.#session;
  }

  /** A session ends when the person refuses telemetry: its id and its tags would join what is sent before and after. */
  getOrCreate(): Session {
    const generation = this.#getGeneration();
    if (this.#session?.generation !== generation) this.#session = createSession(this.#random, generation);
    return this.#session;
  }

  /** Begins a session with these tags; without tags one begins with the next event. */
  replace(tags: Sealed | undefined): void {
    this.#session = tags === undefined ? undefined : createSession(this.#random, this.#getGeneration(), tags);
  }
}

const createExposures = (): FlagExposures => ({ values: new Map(), reported: new Set() });

/** Untyped callers give numbers, too; what is no identifier at all counts as not given: the client's own is meant. */
export function normalizeDistinctId(id: unknown): string | undefined {
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}

/** To be added to. */
export function getExposures(
  { exposures, exposuresByDistinctId }: Session,
  id: string | undefined,
): FlagExposures {
  if (id === undefined) return exposures;
  const known = exposuresByDistinctId.get(id);
  if (known !== undefined) return known;
  const created = createExposures();
  exposuresByDistinctId.set(copyString(id), created);
  return created;
}

/** Tags for what a function captures, across its awaits. */
export class TagContext {
  readonly #storage = new AsyncLocalStorage<{ readonly tags: Sealed; readonly closings: number }>();

  /** Returns the tags, unless they were sealed before the line was last closed: see `Line.closings`. */
  getTags(generation: number): Sealed | undefined {
    const store = this.#storage.getStore();
    return store?.closings === generation ? store.tags : undefined;
  }

  run<T>(tags: Sealed, generation: number, fn: () => T): T {
    return this.#storage.run({ tags, closings: generation }, fn);
  }
}
