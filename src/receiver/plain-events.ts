/** Parses batches for a plain endpoint, as a reference for authors who write one. */
import { isRecord, type UnknownRecord } from "../internal/record.js";
import { checkEventSizes, type EventLimit } from "./event-limit.js";
import type { ReceivedEvent } from "./received-event.js";
import { RejectedRequest } from "./rejection.js";

/** Returns whether a body has the form of a batch for a plain endpoint, which PostHog's batches do not have. */
export function isPlainBatch(body: unknown): body is UnknownRecord {
  return isRecord(body) && Object.hasOwn(body, "events");
}

/** The range of a Date (ECMAScript, 21.4.1.1). */
const MAX_DATE_SECONDS = 8.64e12;

/**
 * Parses a batch. Each event has a type and a time in seconds. Its other members are the properties.
 * @throws RejectedRequest
 */
export function parsePlainEvents(
  { events, version }: UnknownRecord,
  limit: EventLimit,
): readonly ReceivedEvent[] {
  if (version !== "1.0") throw new RejectedRequest(400, 'version is not "1.0"');
  if (!Array.isArray(events) || events.length === 0)
    throw new RejectedRequest(400, "events is not a list with at least one event");
  checkEventSizes(events, limit);
  return events.map(parsePlainEvent);
}

function parsePlainEvent(item: unknown): ReceivedEvent {
  if (!isRecord(item)) throw new RejectedRequest(400, "an event is not an object");
  const { event_type, timestamp, ...properties } = item;
  if (typeof event_type !== "string" || event_type === "")
    throw new RejectedRequest(400, "event without an event_type");
  if (typeof timestamp !== "number" || !(Math.abs(timestamp) < MAX_DATE_SECONDS))
    throw new RejectedRequest(400, "event without a timestamp in seconds");
  return {
    event: event_type,
    distinct_id: undefined, // not part of this format
    uuid: undefined,
    timestamp: new Date(timestamp * 1000).toISOString(),
    properties,
  };
}
