/** Makes an event's draft: its parts sealed, its UUID and time stamped. */

import type { Sealed } from "../envelope.js";
import { uuidv7 } from "../internal/ids.js";
import type { Digest } from "../privacy/digests/keyed-digest.js";
import {
  mergeSealed,
  sealGroups,
  sealId,
  sealName,
  sealProperties,
  sealUnder,
} from "../privacy/sanitizer/seal.js";
import { isUuid } from "../redaction/tokens.js";
import type { Draft } from "./captured-event.js";
import type { Line } from "./event-pipeline.js";
import { copied } from "./plain-options.js";
import { givenId, type SeenFlags, type Session } from "./session.js";

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
export function takenOptions(options: CaptureOptions, properties: object): CaptureOptions {
  const given = options === NO_OPTIONS ? NO_OPTIONS : copied(options);
  try {
    if (given.groups !== undefined || !Object.hasOwn(properties, "$groups")) return given;
    const groups: unknown = Reflect.get(properties, "$groups");
    return typeof groups === "object" && groups !== null ? { ...given, groups: { ...groups } } : given;
  } catch {
    return given; // what cannot be read of the properties was left out of them
  }
}

/** What of the client an event takes with it. */
interface Moment {
  readonly line: Line;
  readonly session: Session;
  /** The tags of `withContext`. */
  readonly context: Sealed | undefined;
  /** Of what surrounds it, whichever client captures. */
  readonly ambience: Sealed | undefined;
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
export function draftOf(
  { event, properties, fixed }: SealedEvent,
  { distinctId, timestamp, uuid, groups }: CaptureOptions,
  { line, session, context, ambience, now }: Moment,
): Draft {
  const { sealContext, idDigest } = line;
  const time = timeOf(timestamp, whole(now()));
  const id = givenId(distinctId);
  const { values } = (id === undefined ? session.seen : session.seenByOthers.get(id)) ?? NOTHING_SEEN;
  const flags = values.size === 0 ? undefined : sealProperties(flagsOf(values), sealContext);
  return {
    uuid: typeof uuid === "string" && isUuid(uuid) ? uuid.toLowerCase() : uuidv7(),
    event: sealName(event),
    time,
    distinctId: sealedId(distinctId, idDigest),
    tags: tagsOf(session.tags, ambience, context, flags),
    properties,
    groups:
      groups === undefined
        ? undefined
        : sealUnder("$groups", sealGroups(groups, { digest: idDigest, omit: sealContext.omit })),
    fixed: fixed === undefined ? session.stamp : mergeSealed([fixed, session.stamp], sealContext.omit),
    draw: session.draw,
  };
}

const NOTHING_SEEN: Pick<SeenFlags, "values"> = { values: new Map() };
const NO_TAGS: readonly Sealed[] = [];

function tagsOf(...tags: readonly (Sealed | undefined)[]): readonly Sealed[] {
  const some = tags.filter((part) => part !== undefined);
  return some.length === 0 ? NO_TAGS : some; // one list for all, for most events have none
}

function flagsOf(values: SeenFlags["values"]): Record<string, string | boolean> {
  return Object.fromEntries([...values].map(([key, value]) => [`$feature/${key}`, value]));
}

export function sealedId(id: unknown, digest: Digest): Sealed<string> | undefined {
  const given = givenId(id);
  return given === undefined ? undefined : sealId(given, digest);
}

/** Milliseconds, of a clock that a host may have replaced. */
function whole(time: number): number {
  return Number.isFinite(time) && Math.abs(time) <= FURTHEST_MS ? Math.trunc(time) : 0;
}

/** A Date reaches no further (ECMAScript, 21.4.1.1). */
const FURTHEST_MS = 8.64e15;

/** Longer than any form of a date: the engine's parser is not asked about a novel. */
const LONGEST_TIME = 64;

function timeOf(timestamp: Date | string | undefined, now: number): number {
  if (timestamp === undefined) return now;
  const isTime =
    timestamp instanceof Date || (typeof timestamp === "string" && timestamp.length <= LONGEST_TIME);
  const date = isTime ? new Date(timestamp) : undefined;
  return date === undefined || Number.isNaN(date.getTime()) ? now : date.getTime();
}
