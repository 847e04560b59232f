/** An event in the queue: its parts, and the envelope that they make once somebody writes or sends it. */
import type { Envelope, Sealed } from "../envelope.js";
import type { OnOmission } from "../privacy/sanitizer/omission.js";
import { mergedText, mergeSealed, sealUnder } from "../privacy/sanitizer/seal.js";

/** An event that is sealed and stamped, and knows nothing yet of the settings. */
export interface Draft {
  readonly uuid: string;
  readonly event: Sealed<string>;
  /** Milliseconds since the epoch. */
  readonly time: number;
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
  readonly draw: number;
}

/** What the settings, and the moment, add to a draft. */
export interface Addition {
  readonly distinctId: Sealed<string>;
  readonly runtime: Sealed;
  /** What was refused since the last report. */
  readonly report: Sealed | undefined;
  readonly omit: OnOmission;
}

/** Parts are shared between events, and put together out of the caller's turn. */
export class CapturedEvent implements Envelope {
  readonly uuid: string;
  readonly event: Sealed<string>;
  readonly distinctId: Sealed<string>;
  readonly #addition: Addition;
  readonly #draft: Draft;
  #isCounted = false;

  constructor(draft: Draft, addition: Addition) {
    this.uuid = draft.uuid;
    this.event = draft.event;
    this.distinctId = draft.distinctId ?? addition.distinctId;
    this.#draft = draft;
    this.#addition = addition;
  }

  get timestamp(): string {
    return isoTime(this.#draft.time);
  }

  /** Put together for each who asks, for a queue holds the parts in half the room; what is left out is counted once. */
  get properties(): Sealed {
    const properties = mergeSealed(this.#parts(), this.#isCounted ? () => {} : this.#addition.omit);
    this.#isCounted = true;
    return properties;
  }

  get text(): string {
    return mergedText(this.#parts()) ?? JSON.stringify(this.properties);
  }

  /** Later ones win. */
  #parts(): readonly Sealed[] {
    const { tags, properties, groups, fixed } = this.#draft;
    const { runtime, report } = this.#addition;
    const refused = report && sealUnder("telemetry_refused", report);
    return [runtime, ...tags, properties, groups, refused, fixed].filter((part) => part !== undefined);
  }
}

let second = Number.NaN;
let upToSecond = "";

/** As `toISOString` writes it, which takes a tenth of the time where the second is the one before's. */
function isoTime(time: number): string {
  const seconds = Math.floor(time / 1000);
  if (seconds !== second) {
    second = seconds;
    upToSecond = isoSeconds(new Date(seconds * 1000));
  }
  return `${upToSecond}${String(time - seconds * 1000).padStart(3, "0")}Z`;
}

/** `2026-11-21T10:00:00.`, by the parts that need no time zone: to have one found takes a process up to 2 ms. */
function isoSeconds(date: Date): string {
  const year = date.getUTCFullYear();
  if (year < 1000 || year > 9999) return date.toISOString().slice(0, -4);
  const day = `${year}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  return `${day}T${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}.`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
