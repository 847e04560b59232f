/** Defines the two forms of an event: pending until the settings are known, and captured in the queue. */
import type { Envelope, Sealed } from "../envelope.js";
import { createUuidV7, isUuid } from "../internal/ids.js";
import type { Digest } from "../privacy/digests/keyed-digest.js";
import { writeMergedJson } from "../privacy/sanitizer/merged-properties.js";
import type { OnOmission } from "../privacy/sanitizer/omission.js";
import type { SanitizeContext } from "../privacy/sanitizer/sanitize-context.js";
import {
  mergeSealed,
  sealFlags,
  sealGroups,
  sealId,
  sealName,
  sealUnder,
} from "../privacy/sanitizer/seal.js";
import type { ActivePipeline } from "./active-pipeline.js";
import { type CaptureOptions, normalizeDistinctId } from "./caller-options.js";
import type { Session } from "./session.js";

/** A sanitized event that does not depend on the settings. The later properties of the list below replace earlier ones. */
export interface PendingEvent {
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
  /** Properties that no other replaces. */
  readonly fixed: Sealed;
  /** The session's random number from 0 to 1, which sampling compares with the rate. */
  readonly sampleValue: number;
}

/** The sanitized parts that an event is created from, and the state of its client. */
interface EventParts {
  readonly event: string;
  readonly properties: Sealed;
  /** Properties that no tag and no other property replaces. */
  readonly fixed: Sealed | undefined;
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
export function createPendingEvent(
  { event, properties, fixed, session, scopeTags, contextTags, sealContext, idDigest, now }: EventParts,
  { distinctId, timestamp, uuid, groups }: CaptureOptions,
): PendingEvent {
  const id = normalizeDistinctId(distinctId);
  const exposures = id === undefined ? session.exposures : session.exposuresByDistinctId.get(id);
  const flags = exposures?.values.size ? sealFlags(exposures.values) : undefined;
  const tags = [session.tags, scopeTags, contextTags, flags];
  return {
    uuid: typeof uuid === "string" && isUuid(uuid) ? uuid.toLowerCase() : createUuidV7(),
    event: sealName(event),
    timeMs: toTimestampMs(timestamp, now),
    distinctId: id === undefined ? undefined : sealId(id, idDigest),
    tags: tags.filter((part) => part !== undefined),
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

/** An event whose parts are merged when it is written or sent, and not during the caller's call. */
export class CapturedEvent implements Envelope {
  readonly uuid: string;
  readonly event: Sealed<string>;
  readonly distinctId: Sealed<string>;
  readonly #event: PendingEvent;
  readonly #runtimeProperties: Sealed;
  readonly #dropReport: Sealed | undefined;
  readonly #onOmission: OnOmission;
  #areOmissionsCounted = false;

  /** @param dropReport the number of drops since the last report, by reason */
  constructor(
    event: PendingEvent,
    { distinctId, runtimeProperties }: Pick<ActivePipeline, "distinctId" | "runtimeProperties">,
    dropReport: Sealed | undefined,
    onOmission: OnOmission,
  ) {
    this.uuid = event.uuid;
    this.event = event.event;
    this.distinctId = event.distinctId ?? distinctId;
    this.#event = event;
    this.#runtimeProperties = runtimeProperties;
    this.#dropReport = dropReport;
    this.#onOmission = onOmission;
  }

  get timestamp(): string {
    return formatIsoTime(this.#event.timeMs);
  }

  /** Merges the parts on each call, because the result would double the memory. The first call counts omissions. */
  get properties(): Sealed {
    const onOmission = this.#areOmissionsCounted ? () => {} : this.#onOmission;
    const properties = mergeSealed(this.#collectParts(), onOmission, this.#event.fixed);
    this.#areOmissionsCounted = true;
    return properties;
  }

  get propertiesJson(): string {
    return writeMergedJson(this.#collectParts()) ?? JSON.stringify(this.properties);
  }

  /** Returns the parts in the order of precedence. Later ones replace earlier ones. */
  #collectParts(): readonly Sealed[] {
    const { tags, properties, groups, fixed } = this.#event;
    const refused = this.#dropReport && sealUnder("telemetry_refused", this.#dropReport);
    const parts = [this.#runtimeProperties, ...tags, properties, groups, refused, fixed];
    return parts.filter((part) => part !== undefined);
  }
}

let cachedSecond = Number.NaN;
let cachedPrefix = "";

/** Formats like `toISOString`, and about ten times as fast if the previous call was for the same second. */
function formatIsoTime(timeMs: number): string {
  const seconds = Math.floor(timeMs / 1000);
  if (seconds !== cachedSecond) {
    cachedSecond = seconds;
    cachedPrefix = formatIsoSeconds(new Date(seconds * 1000));
  }
  return `${cachedPrefix}${String(timeMs - seconds * 1000).padStart(3, "0")}Z`;
}

/** Formats `2026-11-21T10:00:00.` from UTC parts. The first call of `toISOString` takes up to 2 ms for the time zone. */
function formatIsoSeconds(date: Date): string {
  const year = date.getUTCFullYear();
  if (year < 1000 || year > 9999) return date.toISOString().slice(0, -4);
  const parts = [
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  ];
  const [month, day, hours, minutes, seconds] = parts.map((part) => String(part).padStart(2, "0"));
  return `${year}-${month}-${day}T${hours}:${minutes}:${seconds}.`;
}
