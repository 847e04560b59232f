/** Creates an event that waits for the settings: its parts are sanitized, and it has its UUID and time. */

import type { Sealed } from "../envelope.js";
import { createUuidV7, isUuid } from "../internal/ids.js";
import {
  mergeSealed,
  sealFlags,
  sealGroups,
  sealId,
  sealName,
  sealUnder,
} from "../privacy/sanitizer/seal.js";
import type { PendingEvent } from "./captured-event.js";
import type { PipelineState } from "./event-pipeline.js";
import { copyOptions } from "./plain-options.js";
import { type FlagExposures, normalizeDistinctId, type Session } from "./session.js";

/** Options of one event, besides its name and properties. A value that cannot be used has no effect. */
export interface CaptureOptions {
  /** Whose event it is. A UUID is sent as it is, any other text as a keyed hash. @default the client's own random id */
  readonly distinctId?: string;
  /** When it happened: a Date, or a text that `Date` parses. @default now */
  readonly timestamp?: Date | string;
  /** The event's UUID, by which PostHog removes duplicates. @default a new UUIDv7 */
  readonly uuid?: string;
  /** PostHog's groups by type. A key that is not a UUID is sent as a keyed hash. @default {} */
  readonly groups?: Readonly<Record<string, string>>;
}

/** The default of all capture methods. */
export const NO_OPTIONS: CaptureOptions = {};

/** Copies the options. The property `$groups`, which PostHog's SDKs use, is read as the option `groups`. */
export function readCaptureOptions(options: CaptureOptions, properties: object): CaptureOptions {
  const given = options === NO_OPTIONS ? NO_OPTIONS : copyOptions(options);
  try {
    if (given.groups !== undefined || !Object.hasOwn(properties, "$groups")) return given;
    const groups: unknown = Reflect.get(properties, "$groups");
    return typeof groups === "object" && groups !== null ? { ...given, groups: { ...groups } } : given;
  } catch {
    return given; // sanitizing has removed properties that cannot be read
  }
}

/** The sanitized parts that an event is created from, and the state of its client. */
interface EventParts {
  readonly event: string;
  readonly properties: Sealed;
  /** Properties that no tag and no other property replaces. */
  readonly fixed: Sealed | undefined;
  readonly pipeline: PipelineState;
  readonly session: Session;
  /** The tags of `withContext()`. */
  readonly contextTags: Sealed | undefined;
  /** The tags of the surrounding `CaptureScope`. */
  readonly scopeTags: Sealed | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** @throws if a getter of the caller's groups throws */
export function createPendingEvent(
  { event, properties, fixed, pipeline, session, contextTags, scopeTags, now }: EventParts,
  { distinctId, timestamp, uuid, groups }: CaptureOptions,
): PendingEvent {
  const { sealContext, idDigest } = pipeline;
  const id = normalizeDistinctId(distinctId);
  const { values } =
    (id === undefined ? session.exposures : session.exposuresByDistinctId.get(id)) ?? NO_EXPOSURES;
  const flags = values.size === 0 ? undefined : sealFlags(values);
  return {
    uuid: typeof uuid === "string" && isUuid(uuid) ? uuid.toLowerCase() : createUuidV7(),
    event: sealName(event),
    timeMs: toTimestampMs(timestamp, now),
    distinctId: id === undefined ? undefined : sealId(id, idDigest),
    tags: collectTags(session.tags, scopeTags, contextTags, flags),
    properties,
    groups:
      groups === undefined
        ? undefined
        : sealUnder("$groups", sealGroups(groups, { digest: idDigest, omit: sealContext.omit }, event)),
    fixed:
      fixed === undefined
        ? session.fixedProperties
        : mergeSealed([fixed, session.fixedProperties], sealContext.omit, session.fixedProperties),
    sampleValue: session.sampleValue,
  };
}

const NO_EXPOSURES: Pick<FlagExposures, "values"> = { values: new Map() };
const NO_TAGS: readonly Sealed[] = [];

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
