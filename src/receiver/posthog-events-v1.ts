/**
 * Parses requests of PostHog's newer event endpoint, which answers for each event. The rules are those of PostHog's capture
 * service (PostHog/posthog, rust/capture/src/v1).
 */
import type { IncomingHttpHeaders } from "node:http";
import { isRecord, type UnknownRecord } from "../internal/record.js";
import { parseJson } from "./json-text.js";
import { findKeyFault, parseBearerToken } from "./project-key.js";
import type { ReceivedEvent } from "./received-event.js";
import { RejectedRequest } from "./rejection.js";
import { canDecompress, decodeUtf8, decompress } from "./request-body.js";
import { parseUuid } from "./uuid.js";

const REQUIRED_HEADERS = [
  "posthog-sdk-info",
  "posthog-attempt",
  "posthog-request-id",
  "posthog-request-timestamp",
  "content-type",
  "user-agent",
];
const MAX_NAME_BYTES = 200;
const MAX_DISTINCT_ID_BYTES = 200;
const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,20})?(?:[Zz]|[+-]\d\d:\d\d)$/;

/**
 * The results of events in the response, by UUID.
 *
 * @example
 * const results: EventResults = { "0198c0de-0000-7000-8000-000000000001": { result: "ok" } };
 */
export type EventResults = Readonly<
  Record<string, { readonly result: "ok" | "drop"; readonly details?: string }>
>;

export interface ParsedV1Batch {
  /** The events that are not dropped. */
  readonly events: readonly ReceivedEvent[];
  readonly results: EventResults;
  readonly key: string | undefined;
  readonly text: string;
  readonly count: number;
}

/** @throws RejectedRequest */
export function parseV1Batch(
  headers: IncomingHttpHeaders,
  bytes: Buffer,
  maxBytes: number,
  maxEventBytes: number,
): ParsedV1Batch {
  checkHeaders(headers);
  if (bytes.length === 0) throw createV1Error(400, "empty_body", "request body is empty");
  const text = decodeUtf8(decompress(getEncoding(headers), bytes, maxBytes));
  const { value: body, count } = parseJson(text);
  if (!isRecord(body) || !Array.isArray(body.batch) || typeof body.created_at !== "string")
    throw createV1Error(400, "request_parsing_error", "created_at and batch are required");
  const batch = body.batch.map(checkTypes);
  if (batch.length === 0) throw createV1Error(400, "empty_batch", "request batch is empty");
  if (!isTime(body.created_at)) throw createV1Error(400, "invalid_batch", "created_at is not valid RFC 3339");

  const isLong = Buffer.byteLength(text) > maxEventBytes;
  const library = parseLibrary(headers["posthog-sdk-info"]);
  const events: ReceivedEvent[] = [];
  const results = new Map<string, EventResults[string]>();
  for (const item of batch) {
    const uuid = parseUuid(item.uuid);
    if (uuid === undefined) {
      const isMissing = item.uuid === "";
      throw createV1Error(400, isMissing ? "missing_event_uuid" : "invalid_event_uuid", "uuid is not a UUID");
    }
    if (results.has(uuid)) throw createV1Error(400, "duplicate_event_uuid", `duplicate event uuid: ${uuid}`);
    const isTooBig = isLong && Buffer.byteLength(JSON.stringify(item)) > maxEventBytes;
    const details = findDropReason(item) ?? (isTooBig ? "event_too_big" : undefined);
    results.set(uuid, details === undefined ? { result: "ok" } : { result: "drop", details });
    if (details === undefined) events.push(toReceivedEvent(item, uuid, library));
  }
  const key = parseBearerToken(headers.authorization);
  return { events, results: Object.fromEntries(results), key, text, count };
}

interface V1Event {
  readonly event: string;
  readonly uuid: string;
  readonly distinct_id: string;
  readonly timestamp: string;
  readonly session_id: unknown;
  readonly window_id: unknown;
  readonly options: unknown;
  readonly properties: unknown;
}

function checkTypes(item: unknown): V1Event {
  const { event, uuid, distinct_id, timestamp, session_id, window_id, ...rest }: UnknownRecord = Object(item);
  const { options, properties = {} } = rest;
  if (![event, uuid, distinct_id, timestamp].every((value) => typeof value === "string"))
    throw createV1Error(400, "request_parsing_error", "event, uuid, distinct_id and timestamp must be texts");
  return {
    event: String(event),
    uuid: String(uuid).trim(),
    distinct_id: String(distinct_id).trim(),
    timestamp: String(timestamp),
    session_id,
    window_id,
    options: options ?? {},
    properties,
  };
}

/** Returns why only this event is not accepted, in PostHog's words. */
function findDropReason({ event, distinct_id, timestamp, options, properties }: V1Event): string | undefined {
  if (event === "$performance_event") return "dropped_performance_event";
  if (event === "") return "missing_event_name";
  if (Buffer.byteLength(event) > MAX_NAME_BYTES) return "event_name_too_long";
  if (distinct_id === "") return "missing_distinct_id";
  if (Buffer.byteLength(distinct_id) > MAX_DISTINCT_ID_BYTES) return "distinct_id_too_large";
  if (!isTime(timestamp)) return "invalid_event_timestamp";
  if (!isRecord(properties)) return "malformed_event_properties";
  return isRecord(options) ? undefined : "invalid_options";
}

function toReceivedEvent(item: V1Event, uuid: string, library: UnknownRecord): ReceivedEvent {
  const { event, distinct_id, timestamp, properties } = item;
  const moved = { ...listMovedProperties(item), ...library };
  return { event, distinct_id, uuid, timestamp, properties: { ...Object(properties), ...moved } };
}

/** The options of an event that are properties in the older formats, and the names that they have there. */
const PROPERTY_OF_OPTION: Readonly<Record<string, string>> = {
  cookieless_mode: "$cookieless_mode",
  disable_skew_correction: "$ignore_sent_at",
  product_tour_id: "$product_tour_id",
  process_person_profile: "$process_person_profile",
};

/** Returns the properties that a client of this format sends beside the others. */
function listMovedProperties({ session_id, window_id, options }: V1Event): UnknownRecord {
  const given: UnknownRecord = Object(options);
  const moved: [string, unknown][] = [
    ["$session_id", session_id],
    ["$window_id", window_id],
    ...Object.entries(PROPERTY_OF_OPTION).map(([name, key]): [string, unknown] => [key, given[name]]),
  ];
  return Object.fromEntries(moved.filter(([, value]) => value !== undefined && value !== null));
}

/** Returns the name and version of the client, which is in a header such as `posthog-node/5.70.0`. */
function parseLibrary(header: unknown): UnknownRecord {
  const [, $lib, $lib_version] = /^([^/\s]+)\/([^/\s]+)$/.exec(String(header)) ?? [];
  return $lib === undefined ? {} : { $lib, $lib_version };
}

function checkHeaders(headers: IncomingHttpHeaders): void {
  const missing = REQUIRED_HEADERS.filter((name) => headers[name] === undefined);
  if (missing.length > 0)
    throw createV1Error(
      400,
      "missing_required_headers",
      `request is missing required headers: ${missing.join(", ")}`,
    );
  const fault = findKeyFault(parseBearerToken(headers.authorization) ?? "");
  if (fault !== undefined) throw createV1Error(401, "invalid_api_token", `API token is not valid: ${fault}`);
  if (!/^application\/json\s*(?:;|$)/i.test(headers["content-type"] ?? ""))
    throw createV1Error(415, "unsupported_content_type", "content type is not application/json");
  if (!canDecompress(getEncoding(headers)) && headers["content-encoding"] !== undefined)
    throw createV1Error(415, "unsupported_encoding", "this receiver reads gzip, deflate and br");
  if (parseUuid(String(headers["posthog-request-id"])) === undefined)
    throw createV1Error(400, "invalid_header_value", "PostHog-Request-Id is not a UUID");
  if (!/^\+?0*[1-9]\d{0,9}$/.test(String(headers["posthog-attempt"])))
    throw createV1Error(400, "invalid_header_value", "PostHog-Attempt must be a positive integer");
  if (!isTime(String(headers["posthog-request-timestamp"])))
    throw createV1Error(400, "invalid_header_value", "PostHog-Request-Timestamp is not valid RFC 3339");
}

function getEncoding(headers: IncomingHttpHeaders): string {
  return headers["content-encoding"]?.toLowerCase() ?? "";
}

function isTime(text: string): boolean {
  return RFC_3339.test(text) && !Number.isNaN(Date.parse(text.toUpperCase()));
}

/** The body has the form of PostHog's errors. */
function createV1Error(status: 400 | 401 | 415, error: string, message: string): RejectedRequest {
  return new RejectedRequest(status, message, {
    error,
    error_description: message,
    error_uri: "https://posthog.com/docs/api",
  });
}
