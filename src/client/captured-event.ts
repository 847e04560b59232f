/** An event in the queue: its parts, and the envelope that they make once somebody writes or sends it. */
import type { Envelope, Sealed } from "../envelope.js";
import type { OnOmission } from "../privacy/sanitizer/omission.js";
import { mergedText, mergeSealed, sealUnder } from "../privacy/sanitizer/seal.js";

/** An event that is sealed and stamped, and knows nothing yet of the settings. */
export interface PendingEvent {
  readonly uuid: string;
  readonly event: Sealed<string>;
  /** Milliseconds since the epoch. */
  readonly timeMs: number;
  readonly distinctId: Sealed<string> | undefined;
  /** A session's, a context's, and flags, later ones winning. */
  readonly tags: readonly Sealed[];
  /** The event's own; they win over tags. */
  readonly properties: Sealed;
  /** PostHog's `$groups`; they win over both. */
  readonly groups: Sealed | undefined;
  /** What nothing may replace. */
  readonly fixed: Sealed;
  /** The session's draw for sampling. */
  readonly sampleValue: number;
}

/** What the settings, and the moment, add to a draft. */
export interface EventEnrichment {
  readonly distinctId: Sealed<string>;
  readonly runtimeProperties: Sealed;
  /** What was refused since the last report. */
  readonly dropReport: Sealed | undefined;
  readonly onOmission: OnOmission;
}

/** Parts are shared between events, and put together out of the caller's turn. */
export class CapturedEvent implements Envelope {
  readonly uuid: string;
  readonly event: Sealed<string>;
  readonly distinctId: Sealed<string>;
  readonly #enrichment: EventEnrichment;
  readonly #event: PendingEvent;
  #areOmissionsCounted = false;

  constructor(draft: PendingEvent, addition: EventEnrichment) {
    this.uuid = draft.uuid;
    this.event = draft.event;
    this.distinctId = draft.distinctId ?? addition.distinctId;
    this.#event = draft;
    this.#enrichment = addition;
  }

  get timestamp(): string {
    return formatIsoTime(this.#event.timeMs);
  }

  /** Put together for each who asks, for a queue holds the parts in half the room; what is left out is counted once. */
  get properties(): Sealed {
    const properties = mergeSealed(
      this.#collectParts(),
      this.#areOmissionsCounted ? () => {} : this.#enrichment.onOmission,
    );
    this.#areOmissionsCounted = true;
    return properties;
  }

  get propertiesJson(): string {
    return mergedText(this.#collectParts()) ?? JSON.stringify(this.properties);
  }

  /** Later ones win. */
  #collectParts(): readonly Sealed[] {
    const { tags, properties, groups, fixed } = this.#event;
    const { runtimeProperties, dropReport } = this.#enrichment;
    const refused = dropReport && sealUnder("telemetry_refused", dropReport);
    return [runtimeProperties, ...tags, properties, groups, refused, fixed].filter(
      (part) => part !== undefined,
    );
  }
}

let cachedSecond = Number.NaN;
let cachedPrefix = "";

/** As `toISOString` writes it, which takes a tenth of the time where the second is the one before's. */
function formatIsoTime(time: number): string {
  const seconds = Math.floor(time / 1000);
  if (seconds !== cachedSecond) {
    cachedSecond = seconds;
    cachedPrefix = formatIsoSeconds(new Date(seconds * 1000));
  }
  return `${cachedPrefix}${String(time - seconds * 1000).padStart(3, "0")}Z`;
}

/** `2026-11-21T10:00:00.`, by the parts that need no time zone: to have one found takes a process up to 2 ms. */
function formatIsoSeconds(date: Date): string {
  const year = date.getUTCFullYear();
  if (year < 1000 || year > 9999) return date.toISOString().slice(0, -4);
  const day = `${year}-${padToTwoDigits(date.getUTCMonth() + 1)}-${padToTwoDigits(date.getUTCDate())}`;
  return `${day}T${padToTwoDigits(date.getUTCHours())}:${padToTwoDigits(date.getUTCMinutes())}:${padToTwoDigits(date.getUTCSeconds())}.`;
}

function padToTwoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
