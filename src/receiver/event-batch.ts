/** Parses batches of events: those of PostHog's clients, and those for a plain endpoint. */

/** An accepted event. */
export interface ReceivedEvent {
  readonly event: string;
  /** Undefined if the request's format has none. */
  readonly distinct_id: string | undefined;
  readonly uuid: string | undefined;
  readonly timestamp: string | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
}

export type ParsedBatch = { readonly kind: "events"; readonly events: readonly ReceivedEvent[] } | Rejection;

/** The response to a request that is not accepted. */
export interface Rejection {
  readonly kind: "rejected";
  readonly status: 400 | 401 | 404 | 405 | 413 | 415;
  readonly message: string;
}

export function createRejection(status: Rejection["status"], message: string): Rejection {
  return { kind: "rejected", status, message };
}

/** The limit of PostHog's capture service for one event as JSON. */
const MAX_EVENT_BYTES = 1024 * 1024;

/**
 * Parses the body of `/batch/`, `/capture/`, `/e/` or `/i/v0/e/`: one event, a list of events, or a batch. It rejects with
 * the status codes of PostHog's capture service (PostHog/posthog, rust/capture).
 */
export function parsePosthogBatch(body: unknown): ParsedBatch {
  if (typeof body !== "object" || body === null) return createRejection(400, "failed to parse request");
  const batch: unknown = Array.isArray(body) ? body : Reflect.get(body, "batch");
  const items: readonly unknown[] = Array.isArray(batch) ? batch : [body];
  if ([body, ...items].every((holder) => getProjectKey(holder) === undefined))
    return createRejection(401, "event submitted without an api_key");
  if (items.length === 0) return createRejection(400, "request holds no event");

  const events: ReceivedEvent[] = [];
  for (const item of items) {
    if (typeof item !== "object" || item === null) return createRejection(400, "failed to parse request");
    const { event, distinct_id, uuid, timestamp, properties } = item as Record<string, unknown>; // checked to be an object; its members are checked below
    if (typeof event !== "string" || event === "")
      return createRejection(400, "event submitted with an empty event name");
    const id = distinct_id ?? Reflect.get(Object(properties), "distinct_id");
    if (id === undefined || id === null || id === "")
      return createRejection(400, "event submitted without a distinct_id");
    if (Buffer.byteLength(JSON.stringify(item)) > MAX_EVENT_BYTES)
      return createRejection(413, "maximum event size exceeded");
    events.push({
      event,
      distinct_id: String(id),
      uuid: typeof uuid === "string" ? uuid : undefined,
      timestamp: typeof timestamp === "string" ? timestamp : undefined,
      properties: Object(properties),
    });
  }
  return { kind: "events", events };
}

/** Returns the project key, under any of the names that PostHog's clients use. */
export function getProjectKey(body: unknown): string | undefined {
  const { api_key, token, properties } = Object(body);
  const key: unknown = api_key ?? token ?? Object(properties).token;
  return typeof key === "string" && key.trim() !== "" ? key : undefined;
}

/** Returns whether a body has the form of a batch for a plain endpoint, which PostHog's batches do not have. */
export function isPlainBatch(body: unknown): body is { readonly events: unknown } {
  return typeof body === "object" && body !== null && "events" in body;
}

/** The range of a Date (ECMAScript, 21.4.1.1). */
const MAX_DATE_SECONDS = 8.64e12;

/**
 * Parses a batch for a plain endpoint, as a reference for authors who write one. Each event has a type and a time in
 * seconds. Its other members are the properties.
 */
export function parsePlainBatch({ events, ...rest }: { readonly events: unknown }): ParsedBatch {
  if (Reflect.get(rest, "version") !== "1.0") return createRejection(400, 'version is not "1.0"');
  if (!Array.isArray(events) || events.length === 0)
    return createRejection(400, "events is not a list with at least one event");
  const received: ReceivedEvent[] = [];
  for (const item of events) {
    const { event_type, timestamp, ...properties }: Record<string, unknown> = Object(item);
    if (typeof event_type !== "string" || event_type === "")
      return createRejection(400, "event without an event_type");
    if (typeof timestamp !== "number" || !(Math.abs(timestamp) < MAX_DATE_SECONDS))
      return createRejection(400, "event without a timestamp in seconds");
    received.push({
      event: event_type,
      distinct_id: undefined, // not part of this format
      uuid: undefined,
      timestamp: new Date(timestamp * 1000).toISOString(),
      properties,
    });
  }
  return { kind: "events", events: received };
}
