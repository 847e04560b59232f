/** Defines the event that the queue holds, whose parts are merged when it is written or sent. */
import type { Envelope, Sealed } from "../envelope.js";
import { formatIsoTime } from "../internal/iso-time.js";
import { writeMergedJson } from "../privacy/sanitizer/merged-properties.js";
import type { OnOmission } from "../privacy/sanitizer/omission.js";
import { mergeSealed, sealUnder } from "../privacy/sanitizer/seal.js";
import type { ActivePipeline } from "./active-pipeline.js";
import type { SanitizedEvent } from "./sanitized-event.js";

/** The parts are not merged in the call of `capture`, so that the call is short. */
export class QueuedEvent implements Envelope {
  readonly uuid: string;
  readonly event: Sealed<string>;
  readonly distinctId: Sealed<string>;
  readonly #event: SanitizedEvent;
  readonly #runtimeProperties: Sealed;
  readonly #dropReport: Sealed | undefined;
  readonly #onOmission: OnOmission;
  #areOmissionsCounted = false;

  /** @param dropReport the number of drops since the last report, by reason */
  constructor(
    event: SanitizedEvent,
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

  /** Merges the parts on each call, because a stored result would double the event's memory. The first call counts omissions. */
  get properties(): Sealed {
    const onOmission = this.#areOmissionsCounted ? () => {} : this.#onOmission;
    const properties = mergeSealed(this.#collectParts(), onOmission, this.#event.protectedProperties);
    this.#areOmissionsCounted = true;
    return properties;
  }

  get propertiesJson(): string {
    return writeMergedJson(this.#collectParts()) ?? JSON.stringify(this.properties);
  }

  /** Returns the parts in the order of precedence. Later ones replace earlier ones. */
  #collectParts(): readonly Sealed[] {
    const { tags, properties, groups, protectedProperties } = this.#event;
    const dropReport = this.#dropReport && sealUnder("telemetry_refused", this.#dropReport);
    const parts = [this.#runtimeProperties, ...tags, properties, groups, dropReport, protectedProperties];
    return parts.filter((part) => part !== undefined);
  }
}
