/** Parses requests for PostHog's ingestion, with the status codes of its capture service (PostHog/posthog, rust/capture). */

/** An accepted event. */
export interface ReceivedEvent {
  readonly event: string;
  /** Undefined if the request's format has none. */
  readonly distinct_id: string | undefined;
  readonly uuid: string | undefined;
  readonly timestamp: string | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
}

export type ParsedBatch =
  | { readonly accepted: true; readonly events: readonly ReceivedEvent[] }
  | { readonly accepted: false; readonly status: 400 | 401 | 413; readonly message: string };

/** The service's limits for one event as JSON, and for a whole request. */
const MAX_EVENT_BYTES = 1024 * 1024;
export const MAX_REQUEST_BYTES = 20 * 1024 * 1024;

/** Parses the body of `/batch/`, `/capture/`, `/e/` or `/i/v0/e/`: one event, a list of events, or a batch. */
export function parsePosthogBatch(body: unknown): ParsedBatch {
  if (typeof body !== "object" || body === null) return rejectBatch(400, "failed to parse request");
  const batch: unknown = Array.isArray(body) ? body : Reflect.get(body, "batch");
  const items: readonly unknown[] = Array.isArray(batch) ? batch : [body];
  if ([body, ...items].every((holder) => getProjectKey(holder) === undefined))
    return rejectBatch(401, "event submitted without an api_key");
  if (items.length === 0) return rejectBatch(400, "request holds no event");

  const events: ReceivedEvent[] = [];
  for (const item of items) {
    if (typeof item !== "object" || item === null) return rejectBatch(400, "failed to parse request");
    const { event, distinct_id, uuid, timestamp, properties } = item as Record<string, unknown>; // checked to be an object; its members are checked below
    if (typeof event !== "string" || event === "")
      return rejectBatch(400, "event submitted with an empty event name");
    const id = distinct_id ?? Reflect.get(Object(properties), "distinct_id");
    if (id === undefined || id === null || id === "")
      return rejectBatch(400, "event submitted without a distinct_id");
    if (Buffer.byteLength(JSON.stringify(item)) > MAX_EVENT_BYTES)
      return rejectBatch(413, "maximum event size exceeded");
    events.push({
      event,
      distinct_id: String(id),
      uuid: typeof uuid === "string" ? uuid : undefined,
      timestamp: typeof timestamp === "string" ? timestamp : undefined,
      properties: Object(properties),
    });
  }
  return { accepted: true, events };
}

/** Returns the project key, under any of the names that PostHog's clients use. */
export function getProjectKey(body: unknown): string | undefined {
  const { api_key, token, properties } = Object(body);
  const key: unknown = api_key ?? token ?? Object(properties).token;
  return typeof key === "string" && key.trim() !== "" ? key : undefined;
}

export function rejectBatch(status: 400 | 401 | 413, message: string): ParsedBatch {
  return { accepted: false, status, message };
}
