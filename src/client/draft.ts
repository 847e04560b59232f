/** Makes an event's draft: its parts sealed, its UUID and time stamped. */
import { uuidv7 } from "uuidv7";
import type { Sealed } from "../envelope.js";
import { isUuid } from "../privacy/redaction/tokens.js";
import { mergeSealed, sealGroups, sealId, sealName, sealProperties, sealUnder } from "../privacy/seal.js";
import type { Draft, Line } from "./line.js";
import type { Session } from "./session.js";
import { fixedProperties } from "./stamp.js";

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

/** What of the client an event takes with it. */
export interface Moment {
  readonly line: Line;
  readonly session: Session;
  /** The tags of `withContext`. */
  readonly context: Sealed | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface SealedEvent {
  readonly event: string;
  readonly properties: Sealed;
  /** Properties that no other replaces. */
  readonly fixed?: Sealed | undefined;
}

/** @throws where the groups are hostile: their getters run here */
export function draftOf(
  { event, properties, fixed }: SealedEvent,
  { distinctId, timestamp, uuid, groups }: CaptureOptions,
  { line, session, context, now }: Moment,
): Draft {
  const { sealContext, idDigest } = line;
  const flags = Object.fromEntries([...session.flags].map(([key, value]) => [`$feature/${key}`, value]));
  const stamped = sealProperties(fixedProperties(session.id), sealContext);
  return {
    uuid: typeof uuid === "string" && isUuid(uuid) ? uuid.toLowerCase() : uuidv7(),
    event: sealName(event),
    timestamp: isoTime(timestamp, now),
    distinctId: distinctId === undefined || distinctId === null ? undefined : sealId(distinctId, idDigest),
    tags: [session.tags, context, sealProperties(flags, sealContext)].filter((part) => part !== undefined),
    properties,
    groups: groups === undefined ? undefined : sealUnder("$groups", sealGroups(groups, idDigest)),
    fixed: fixed === undefined ? stamped : mergeSealed([fixed, stamped], sealContext.omit),
    draw: session.draw,
  };
}

function isoTime(timestamp: Date | string | undefined, now: () => number): string {
  const date = timestamp === undefined ? new Date(now()) : new Date(timestamp);
  return Number.isNaN(date.getTime()) ? new Date(now()).toISOString() : date.toISOString();
}
