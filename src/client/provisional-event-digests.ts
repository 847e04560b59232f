/** Replaces the digests of events that are sanitized before telemetry is on, and thus before the key of digests is known. */
import type { Sealed } from "../envelope.js";
import { type FieldDigests, ProvisionalDigests } from "../privacy/digests/keyed-digest.js";
import { replaceProvisionalDigests } from "../privacy/sanitizer/seal.js";
import type { ActivePipeline } from "./active-pipeline.js";
import type { SanitizedEvent } from "./sanitized-event.js";

export class ProvisionalEventDigests {
  /** For the properties of events. */
  readonly fields = new ProvisionalDigests();
  /** For distinct ids and groups. */
  readonly ids = new ProvisionalDigests();
  /** For the tags of sessions and contexts. */
  readonly tags = new ProvisionalDigests();

  /** Returns the event with real digests. Most events have no others, and are returned unchanged. */
  resolve(event: SanitizedEvent, { fieldDigests, idDigest }: ActivePipeline): SanitizedEvent {
    if (this.fields.isEmpty && this.tags.isEmpty && this.ids.isEmpty) return event;
    const idDigests: FieldDigests = { digest: idDigest, installationDigest: idDigest };
    const resolvePart = <T extends Sealed | Sealed<string>>(part: T): T => {
      const withFields = replaceDigests(part, this.fields, fieldDigests);
      const withTags = replaceDigests(withFields, this.tags, fieldDigests);
      return replaceDigests(withTags, this.ids, idDigests);
    };
    return {
      ...event,
      tags: event.tags.map(resolvePart),
      properties: resolvePart(event.properties),
      groups: event.groups && resolvePart(event.groups),
      protectedProperties: resolvePart(event.protectedProperties),
      distinctId: event.distinctId && resolvePart(event.distinctId),
    };
  }

  /**
   * Forgets the texts of held events, after these are resolved. Tags that were sealed while the client was pending stay in
   * sessions and contexts, so their texts are needed after telemetry is on.
   */
  forgetEvents(): void {
    this.fields.forget();
    this.ids.forget();
  }

  /** Forgets all texts, after telemetry was turned off. */
  forgetAll(): void {
    this.forgetEvents();
    this.tags.forget();
  }
}

/** Returns the part itself, and no copy of it, if there is nothing to replace. */
function replaceDigests<T extends Sealed | Sealed<string>>(
  part: T,
  provisional: ProvisionalDigests,
  digests: FieldDigests,
): T {
  return provisional.isEmpty ? part : replaceProvisionalDigests(part, provisional, digests);
}
