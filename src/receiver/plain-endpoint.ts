/** Parses the requests of a plain endpoint, as a reference for authors who write one. */
import { type ParsedBatch, type ReceivedEvent, rejectBatch } from "./protocol.js";

/** Returns whether a body is in this format and not in PostHog's. */
export function isPlainBatch(body: unknown): body is { readonly events: unknown } {
  return typeof body === "object" && body !== null && "events" in body;
}

/** Parses a batch. Each event has a type and a time in seconds. Its other members are the properties. */
export function parsePlainBatch({ events, ...rest }: { readonly events: unknown }): ParsedBatch {
  if (Reflect.get(rest, "version") !== "1.0") return rejectBatch(400, 'version is not "1.0"');
  if (!Array.isArray(events) || events.length === 0)
    return rejectBatch(400, "events is no list with an event in it");
  const received: ReceivedEvent[] = [];
  for (const item of events) {
    const { event_type, timestamp, ...properties }: Record<string, unknown> = Object(item);
    if (typeof event_type !== "string" || event_type === "")
      return rejectBatch(400, "event without an event_type");
    if (typeof timestamp !== "number" || !(Math.abs(timestamp) < MAX_DATE_SECONDS))
      return rejectBatch(400, "event without a timestamp in seconds");
    received.push({
      event: event_type,
      distinct_id: undefined, // not part of this format
      uuid: undefined,
      timestamp: new Date(timestamp * 1000).toISOString(),
      properties,
    });
  }
  return { accepted: true, events: received };
}

/** The range of a Date (ECMAScript, 21.4.1.1). */
const MAX_DATE_SECONDS = 8.64e12;
