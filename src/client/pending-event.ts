/** Makes an event's draft: its parts sealed, its UUID and time stamped. */

import type { Sealed } from "../envelope.js";
import { createUuidV7, isUuid } from "../internal/ids.js";
import type { Digest } from "../privacy/digests/keyed-digest.js";
import {
  mergeSealed,
  sealFlags,
  sealGroups,
  sealId,
  sealName,
  sealUnder,
} from "../privacy/sanitizer/seal.js";
import type { PendingEvent } from "./captured-event.js";
import type { EventPipeline } from "./event-pipeline.js";
import { copyOptions } from "./plain-options.js";
import { type FlagExposures, normalizeDistinctId, type Session } from "./session.js";

export interface CaptureOptions {
  /** A UUID stays; a login or an address leaves as its digest. By default the client's own random id. */
  readonly distinctId?: string;
  /** When it happened; by default now. */
  readonly timestamp?: Date | string;
  /** By default a new UUIDv7. */
  readonly uuid?: string;
  /** PostHog's groups, type → key; the keys are treated as `distinctId` is. */
  readonly groups?: Readonly<Record<string, string>>;
}

/** One for all calls that give none. */
export const NO_OPTIONS: CaptureOptions = {};

/** The options as plain data. PostHog's SDKs take groups as a property, too: those are sealed as the option's are. */
export function readCaptureOptions(options: CaptureOptions, properties: object): CaptureOptions {
  const given = options === NO_OPTIONS ? NO_OPTIONS : copyOptions(options);
  try {
    if (given.groups !== undefined || !Object.hasOwn(properties, "$groups")) return given;
    const groups: unknown = Reflect.get(properties, "$groups");
    return typeof groups === "object" && groups !== null ? { ...given, groups: { ...groups } } : given;
  } catch {
    return given; // what cannot be read of the properties was left out of them
  }
}

/** What of the client an event takes with it. */
interface CaptureState {
  readonly pipeline: EventPipeline;
  readonly session: Session;
  /** The tags of `withContext`. */
  readonly contextTags: Sealed | undefined;
  /** Of what surrounds it, whichever client captures. */
  readonly scopeTags: Sealed | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

interface SealedEvent {
  readonly event: string;
  readonly properties: Sealed;
  /** Properties that no other replaces. */
  readonly fixed?: Sealed | undefined;
}

/** @throws where the groups are hostile: their getters run here */
export function createPendingEvent(
  { event, properties, fixed }: SealedEvent,
  { distinctId, timestamp, uuid, groups }: CaptureOptions,
  { pipeline, session, contextTags, scopeTags, now }: CaptureState,
): PendingEvent {
  const { sealContext, idDigest } = pipeline;
  const time = parseTimestamp(timestamp, toWholeMs(now()));
  const id = normalizeDistinctId(distinctId);
  const { values } =
    (id === undefined ? session.exposures : session.exposuresByDistinctId.get(id)) ?? NO_EXPOSURES;
  const flags = values.size === 0 ? undefined : sealFlags(values);
  return {
    uuid: typeof uuid === "string" && isUuid(uuid) ? uuid.toLowerCase() : createUuidV7(),
    event: sealName(event),
    timeMs: time,
    distinctId: sealDistinctId(distinctId, idDigest),
    tags: collectTags(session.tags, scopeTags, contextTags, flags),
    properties,
    groups:
      groups === undefined
        ? undefined
        : sealUnder("$groups", sealGroups(groups, { digest: idDigest, omit: sealContext.omit }, event)),
    fixed:
      fixed === undefined
        ? session.fixedProperties
        : mergeSealed([fixed, session.fixedProperties], sealContext.omit),
    sampleValue: session.sampleValue,
  };
}

const NO_EXPOSURES: Pick<FlagExposures, "values"> = { values: new Map() };
const NO_TAGS: readonly Sealed[] = [];

function collectTags(...tags: readonly (Sealed | undefined)[]): readonly Sealed[] {
  const present = tags.filter((part) => part !== undefined);
  return present.length === 0 ? NO_TAGS : present; // one list for all, for most events have none
}

export function sealDistinctId(id: unknown, digest: Digest): Sealed<string> | undefined {
  const given = normalizeDistinctId(id);
  return given === undefined ? undefined : sealId(given, digest);
}

/** Milliseconds, of a clock that a host may have replaced. */
function toWholeMs(time: number): number {
  return Number.isFinite(time) && Math.abs(time) <= MAX_DATE_MS ? Math.trunc(time) : 0;
}

/** A Date reaches no further (ECMAScript, 21.4.1.1). */
const MAX_DATE_MS = 8.64e15;

/** Longer than any form of a date: the engine's parser is not asked about a novel. */
const MAX_TIMESTAMP_LENGTH = 64;

function parseTimestamp(timestamp: Date | string | undefined, now: number): number {
  if (timestamp === undefined) return now;
  const isTime =
    timestamp instanceof Date || (typeof timestamp === "string" && timestamp.length <= MAX_TIMESTAMP_LENGTH);
  const date = isTime ? new Date(timestamp) : undefined;
  return date === undefined || Number.isNaN(date.getTime()) ? now : date.getTime();
}
