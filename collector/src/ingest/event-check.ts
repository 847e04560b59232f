/** Turns a received event into the line of the journal, with only what the project's manifests list. */
import { randomUUID } from "node:crypto";
import type { Json } from "codeweaver-telemetry/manifest";
import type { ReceivedEvent } from "codeweaver-telemetry/receiver";
import { normalizeDistinctId } from "./distinct-id.js";
import type { OnDrop } from "./drop-reason.js";
import { checkEventTime, type TimeLimits } from "./event-time.js";
import type { ManifestSet } from "./manifest-set.js";
import { redactName } from "./redact-texts.js";
import { keepNumbersAndWords } from "./undeclared-values.js";

/**
 * Returns the JSON of an event for the journal, without a newline, or undefined if the event is dropped.
 * @param manifests undefined for a project without manifests, which keeps numbers and words
 */
export function checkEvent(
  received: ReceivedEvent,
  manifests: ManifestSet | undefined,
  limits: TimeLimits,
  onDrop: OnDrop,
): string | undefined {
  const timestamp = checkEventTime(received.timestamp, limits, onDrop);
  if (timestamp === undefined) return undefined;
  // JSON.parse has made the properties.
  const properties = received.properties as Json;
  const event = manifests === undefined ? redactName(received.event) : received.event;
  const checked =
    manifests === undefined
      ? keepNumbersAndWords(properties, onDrop)
      : manifests.checkProperties(received.event, properties, onDrop);
  if (checked === undefined) return undefined;
  return JSON.stringify({
    uuid: received.uuid ?? randomUUID(),
    event,
    distinct_id: checkDistinctId(received.distinct_id, onDrop),
    timestamp,
    properties: checked,
  });
}

function checkDistinctId(id: string | undefined, onDrop: OnDrop): string | undefined {
  if (id === undefined) return undefined;
  return normalizeDistinctId(id) ?? void onDrop("distinct_id");
}
