/** What a plain endpoint takes: `{ events, version, timestamp }` at any path, as a reference for whoever hosts one (seed 003). */
import { type ReceivedEvent, refuse, type Verdict } from "./protocol.js";

/** Whether a body is of this wire and not of PostHog's. */
export function isPlain(body: unknown): body is { readonly events: unknown } {
  return typeof body === "object" && body !== null && "events" in body;
}

/** Judges a batch: each event has its type and a time in seconds; the rest of it are its properties. */
export function judgePlain({ events, ...rest }: { readonly events: unknown }): Verdict {
  if (Reflect.get(rest, "version") !== "1.0") return refuse(400, 'version is not "1.0"');
  if (!Array.isArray(events) || events.length === 0)
    return refuse(400, "events is no list with an event in it");
  const received: ReceivedEvent[] = [];
  for (const item of events) {
    const { event_type, timestamp, ...properties }: Record<string, unknown> = Object(item);
    if (typeof event_type !== "string" || event_type === "")
      return refuse(400, "event without an event_type");
    if (typeof timestamp !== "number" || !(Math.abs(timestamp) < FURTHEST_S))
      return refuse(400, "event without a timestamp in seconds");
    received.push({
      event: event_type,
      distinct_id: undefined, // it has none
      uuid: undefined,
      timestamp: new Date(timestamp * 1000).toISOString(),
      properties,
    });
  }
  return { accepted: true, events: received };
}

/** A Date reaches no further (ECMAScript, 21.4.1.1). */
const FURTHEST_S = 8.64e12;
