/** Creates sanitized events, which do not depend on the settings and can be held until these are known. */
import type { Sealed } from "../envelope.js";
import { createUuidV7, isUuid } from "../internal/ids.js";
import type { Digest } from "../privacy/digests/keyed-digest.js";
import type { SanitizeContext } from "../privacy/sanitizer/sanitize-context.js";
import {
  mergeSealed,
  sealFlags,
  sealGroups,
  sealId,
  sealName,
  sealUnder,
} from "../privacy/sanitizer/seal.js";
import { type CaptureOptions, normalizeDistinctId } from "./caller-options.js";
import type { Session } from "./session.js";

/** An event whose properties are sanitized. Of its parts, the later in the list below replace the earlier ones. */
export interface SanitizedEvent {
  readonly uuid: string;
  readonly event: Sealed<string>;
  /** Milliseconds since the epoch. */
  readonly timeMs: number;
  readonly distinctId: Sealed<string> | undefined;
  /** Tags of the session, the capture scope and the context, then the flags. */
  readonly tags: readonly Sealed[];
  /** The event's own properties. */
  readonly properties: Sealed;
  /** PostHog's `$groups`. */
  readonly groups: Sealed | undefined;
  /** Properties that no tag and no other property replaces. */
  readonly protectedProperties: Sealed;
  /** The session's random number from 0 to 1, which sampling compares with the rate. */
  readonly sampleValue: number;
}

/** The sanitized parts that an event is created from, and the state of its client. */
interface EventParts {
  readonly event: string;
  readonly properties: Sealed;
  /** The event's own protected properties, such as the report of an exception. The session adds its own. */
  readonly protectedProperties: Sealed | undefined;
  readonly session: Session;
  /** The tags of the surrounding `CaptureScope`. */
  readonly scopeTags: Sealed | undefined;
  /** The tags of `withContext()`. */
  readonly contextTags: Sealed | undefined;
  readonly sealContext: SanitizeContext;
  /** The digest for distinct ids and groups. */
  readonly idDigest: Digest;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** @throws if a getter of the caller's groups throws */
export function createSanitizedEvent(
  {
    event,
    properties,
    protectedProperties,
    session,
    scopeTags,
    contextTags,
    sealContext,
    idDigest,
    now,
  }: EventParts,
  { distinctId, timestamp, uuid, groups }: CaptureOptions,
): SanitizedEvent {
  const id = normalizeDistinctId(distinctId);
  const exposures = id === undefined ? session.exposures : session.exposuresByDistinctId.get(id);
  const ownGroups = typeof groups === "object" ? groups : {};
  // The event's own groups come first, because the number of groups is limited.
  const allGroups =
    session.groups.size === 0
      ? groups
      : { ...ownGroups, ...Object.fromEntries(session.groups), ...ownGroups };
  const flags = exposures?.values.size ? sealFlags(exposures.values) : undefined;
  return {
    uuid: typeof uuid === "string" && isUuid(uuid) ? uuid.toLowerCase() : createUuidV7(),
    event: sealName(event),
    timeMs: toTimestampMs(timestamp, now),
    distinctId: id === undefined ? undefined : sealId(id, idDigest),
    tags: collectTags(session.tags, scopeTags, contextTags, flags),
    properties,
    groups:
      allGroups === undefined
        ? undefined
        : sealUnder("$groups", sealGroups(allGroups, { digest: idDigest, omit: sealContext.omit }, event)),
    protectedProperties:
      protectedProperties === undefined
        ? session.protectedProperties
        : mergeSealed(
            [protectedProperties, session.protectedProperties],
            sealContext.omit,
            session.protectedProperties,
          ),
    sampleValue: session.sampleValue,
  };
}

/** Returns the event as one of another session. Its tags are unchanged, because they belong to the thread. */
export function moveToSession(event: SanitizedEvent, session: Session): SanitizedEvent {
  const { protectedProperties, sampleValue } = session;
  const merged = mergeSealed([event.protectedProperties, protectedProperties], () => {}, protectedProperties);
  return { ...event, sampleValue, protectedProperties: merged };
}

const NO_TAGS: readonly Sealed[] = [];

/** Lists the tags in the order of precedence. */
function collectTags(
  session: Sealed | undefined,
  scope: Sealed | undefined,
  context: Sealed | undefined,
  flags: Sealed | undefined,
): readonly Sealed[] {
  if ((session ?? scope ?? context ?? flags) === undefined) return NO_TAGS; // most events have none, and share one list
  return [session, scope, context, flags].filter((part) => part !== undefined);
}

/** The range of a Date (ECMAScript, 21.4.1.1). */
const MAX_DATE_MS = 8.64e15;

/** Longer than any notation of a date, so that no long text is parsed. */
const MAX_TIMESTAMP_LENGTH = 64;

/** Returns the caller's time, or the clock's. A host's own clock may return anything, so its result is checked, too. */
function toTimestampMs(timestamp: unknown, now: () => number): number {
  const isTime =
    timestamp instanceof Date || (typeof timestamp === "string" && timestamp.length <= MAX_TIMESTAMP_LENGTH);
  const givenMs = isTime ? new Date(timestamp).getTime() : Number.NaN;
  const ms = Number.isNaN(givenMs) ? now() : givenMs;
  return Number.isFinite(ms) && Math.abs(ms) <= MAX_DATE_MS ? Math.trunc(ms) : 0;
}
