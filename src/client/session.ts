/** Defines a session of a client, which also holds the feature flags that were read in it. */
import type { Sealed } from "../envelope.js";
import { BoundedCache, copyString } from "../internal/bounded-cache.js";
import { createUuidV7 } from "../internal/ids.js";
import { trustShared } from "../privacy/sanitizer/seal.js";
import type { Flag, FlagResponse } from "../transports/transport.js";
import { createProtectedProperties } from "./standard-properties.js";

export interface Session {
  /** A UUIDv7, because PostHog reads the session's start from it. */
  readonly id: string;
  /** A random number from 0 to 1. It is drawn once, so that either all events of a session are sampled or none. */
  readonly sampleValue: number;
  readonly tags: Sealed | undefined;
  /** The keys of groups by type, which are not sanitized yet: the key of their hashes may not be known. */
  readonly groups: Map<string, string>;
  /** The pipeline's generation when the session began: see `PipelineState.generation`. */
  readonly generation: number;
  /** The protected properties of each event of the session. */
  readonly protectedProperties: Sealed;
  /** The flags that were read under the client's own id. */
  readonly exposures: FlagExposures;
  /** The flags that were read under ids that the caller passed, by id. */
  readonly exposuresByDistinctId: BoundedCache<FlagExposures>;
  /** Answers of the flag service, by all of a request except the flag. They are kept for the session, so that variants do not change within it. */
  readonly flagAnswers: BoundedCache<FlagAnswers>;
}

/** The flags that were read under one id. Every id keeps its own variants. */
export interface FlagExposures {
  /** Values by key, of the flags that were read one by one. Later events under this id carry them as `$feature/<key>`. */
  readonly values: Map<string, string | boolean>;
  /** The value with which `$feature_flag_called` was last captured, by key. */
  readonly reported: Map<string, string | boolean | undefined>;
}

/** The answers for one id, with its properties and groups. */
export interface FlagAnswers {
  /** The session's values by flag. */
  readonly values: Map<string, Flag>;
  /** The requests by flag. One of them may be for all flags. */
  readonly requests: BoundedCache<CachedFlagResponse>;
}

export interface CachedFlagResponse {
  readonly response: Promise<FlagResponse | undefined>;
  /** The last answer. Until a repeated request is answered, it is the earlier answer. */
  latest: FlagResponse | undefined;
  /** Milliseconds since the epoch. */
  readonly requestedAtMs: number;
  /** When the request failed or its answer lacked flags, in milliseconds since the epoch. Otherwise undefined. */
  failedAtMs: number | undefined;
}

/** A server may read flags for any number of users, so only the latest ids are kept. */
const MAX_DISTINCT_IDS = 500;

/** A server that reads flags for many users makes a different request for each. */
export const MAX_CACHED_RESPONSES = 500;

/** The parts of a session that are known when it begins. */
export interface SessionStart {
  /** @default a new UUID */
  readonly id?: string;
  readonly sampleValue: number;
  readonly generation: number;
  readonly tags?: Sealed | undefined;
  readonly groups?: ReadonlyMap<string, string> | undefined;
}

export function createSession({
  id = createUuidV7(),
  sampleValue,
  generation,
  tags,
  groups,
}: SessionStart): Session {
  return {
    id,
    sampleValue,
    tags,
    groups: new Map(groups),
    generation,
    protectedProperties: trustShared(createProtectedProperties(id)),
    exposures: createExposures(),
    exposuresByDistinctId: new BoundedCache(MAX_DISTINCT_IDS),
    flagAnswers: new BoundedCache(MAX_CACHED_RESPONSES),
  };
}

function createExposures(): FlagExposures {
  return { values: new Map(), reported: new Map() };
}

/** Returns the exposures of an id, to read and to extend. Without an id they are the client's own. */
export function getExposures(session: Session, distinctId: string | undefined): FlagExposures {
  if (distinctId === undefined) return session.exposures;
  let exposures = session.exposuresByDistinctId.get(distinctId);
  if (exposures === undefined) {
    exposures = createExposures();
    session.exposuresByDistinctId.set(copyString(distinctId), exposures);
  }
  return exposures;
}
