/**
 * Parses the JSON of PostHog's older event endpoints: one event, a list of events, or a batch. The rules and status codes
 * are those of PostHog's capture service (PostHog/posthog, rust/capture/src/v0_request.rs and utils.rs, and
 * rust/common/types/src/event.rs). The messages name the field, which PostHog's often do not.
 */
import { isRecord, type UnknownRecord } from "../internal/record.js";
import { checkEventSizes, type EventLimit } from "./event-limit.js";
import { checkProjectKey } from "./project-key.js";
import type { ReceivedEvent } from "./received-event.js";
import { RejectedRequest } from "./rejection.js";
import { parseUuid } from "./uuid.js";

/** PostHog accepts this event and ignores it. */
const IGNORED_EVENT = "$performance_event";
const MAX_DISTINCT_ID_LENGTH = 200;
const COOKIELESS_MODES: readonly unknown[] = [undefined, true, false];

/** @throws RejectedRequest */
export function parsePosthogEvents(
  body: unknown,
  isEngagePath: boolean,
  limit: EventLimit,
): { readonly events: readonly ReceivedEvent[]; readonly key: string | undefined } {
  const { items, batchKey } = splitBatch(body);
  // PostHog answers 400 if a request without a key has another fault. A key that is missing everywhere is named first here.
  if (batchKey === undefined && items.length > 0 && !items.some(hasKey)) checkProjectKey(undefined);
  const isEngage = isEngagePath && items[0] === body;
  const events = items.map((item) => checkFields(item, isEngage));
  if (events.length === 0) throw new RejectedRequest(400, "request holds no event");
  const kept = events.filter(({ event }) => event !== IGNORED_EVENT);
  if (kept.length === 0) throw new RejectedRequest(400, "payload empty after filtering invalid event types");
  const key = batchKey ?? findCommonKey(kept);
  checkProjectKey(key);
  checkEventSizes(
    kept.map(({ item }) => item),
    limit,
  );
  return { events: kept.map(toReceivedEvent), key };
}

/** An event whose members have the right types. */
interface CheckedEvent {
  readonly item: UnknownRecord;
  readonly event: string;
  readonly uuid: string | undefined;
  readonly key: string | undefined;
  readonly properties: UnknownRecord;
}

/** Returns the events of a request, and the key that a batch has for all of them. */
function splitBatch(body: unknown): { readonly items: readonly unknown[]; readonly batchKey?: string } {
  if (Array.isArray(body)) return { items: body };
  if (!isRecord(body)) throw createParseError("the body is neither an object nor a list");
  if (!Array.isArray(body.batch)) return { items: [body] };
  const key = getOneOf(body, ["token", "api_key"]);
  checkType(body, "historical_migration", isBoolean, "true or false");
  checkType(body, "sent_at", isText, "a text");
  if (key === undefined || key === null)
    throw new RejectedRequest(401, "event submitted without an api_key: the batch has none");
  if (typeof key !== "string") throw createParseError("api_key is not a text");
  return { items: body.batch, batchKey: key };
}

/** @param isEngage whether the event can have no name, because the endpoint only sets properties of persons */
function checkFields(item: unknown, isEngage: boolean): CheckedEvent {
  if (!isRecord(item)) throw createParseError("an event is not an object");
  const event = item.event ?? (isEngage ? "$identify" : undefined);
  if (typeof event !== "string") throw createParseError("an event has no name, or one that is not a text");
  const key = getOneOf(item, ["token", "$token", "api_key"]) ?? undefined;
  if (key !== undefined && typeof key !== "string") throw createParseError("api_key is not a text");
  checkType(item, "timestamp", isText, "a text");
  checkType(item, "offset", Number.isInteger, "an integer");
  checkType(item, "$set", isRecord, "an object");
  checkType(item, "$set_once", isRecord, "an object");
  const { properties = {} } = item;
  if (!isRecord(properties)) throw createParseError("properties is not an object");
  const keyInProperties = typeof properties.token === "string" ? properties.token : undefined;
  return { item, event, uuid: checkUuid(item.uuid ?? ""), key: key ?? keyInProperties, properties };
}

function hasKey(item: unknown): boolean {
  const { token, $token, api_key, properties }: UnknownRecord = Object(item);
  return [token, $token, api_key, Object(properties).token].some((key) => typeof key === "string");
}

/** Returns undefined for an empty text: PostHog then chooses a UUID. */
function checkUuid(uuid: unknown): string | undefined {
  if (uuid === "") return undefined;
  const parsed = typeof uuid === "string" ? parseUuid(uuid) : undefined;
  if (parsed === undefined) throw createParseError("uuid is not a UUID");
  return parsed;
}

/** Returns the key of events without a batch. Events without a key belong to the others. */
function findCommonKey(events: readonly CheckedEvent[]): string | undefined {
  const keys = new Set(events.map(({ key }) => key));
  keys.delete(undefined);
  if (keys.size > 1) throw new RejectedRequest(401, "batch submitted with inconsistent api_key values");
  return [...keys][0];
}

function toReceivedEvent({ item, event, uuid, properties }: CheckedEvent): ReceivedEvent {
  if (event === "") throw new RejectedRequest(400, "event submitted with an empty event name");
  if (!COOKIELESS_MODES.includes(properties.$cookieless_mode))
    throw new RejectedRequest(400, "event submitted with invalid cookieless mode");
  const { timestamp } = item;
  return {
    event,
    distinct_id: getDistinctId(item, properties),
    uuid,
    timestamp: typeof timestamp === "string" ? timestamp : undefined,
    properties,
  };
}

/** Returns any value as a text. PostHog shortens long ids. */
function getDistinctId(item: UnknownRecord, properties: UnknownRecord): string {
  const value = getOneOf(item, ["distinct_id", "$distinct_id"]) ?? properties.distinct_id ?? "";
  const text = (typeof value === "string" ? value : JSON.stringify(value)).replaceAll("\0", "\ufffd");
  if (text === "") throw new RejectedRequest(400, "event submitted without a distinct_id");
  if (Buffer.byteLength(text) <= MAX_DISTINCT_ID_LENGTH) return text;
  const start = text.slice(0, 2 * MAX_DISTINCT_ID_LENGTH); // one character has at most two code units
  return [...start].slice(0, MAX_DISTINCT_ID_LENGTH).join("");
}

/** Returns the value of the only one of these names that is present. */
function getOneOf(object: UnknownRecord, names: readonly string[]): unknown {
  const present = names.filter((name) => Object.hasOwn(object, name));
  if (present.length > 1) throw createParseError(`${present.join(" and ")} are the same field`);
  return present[0] === undefined ? undefined : object[present[0]];
}

/** Checks a member that can also be missing or null. */
function checkType(
  object: UnknownRecord,
  name: string,
  isValid: (value: unknown) => boolean,
  expected: string,
): void {
  const value = object[name] ?? null;
  if (value !== null && !isValid(value)) throw createParseError(`${name} is not ${expected}`);
}

const isText = (value: unknown) => typeof value === "string";
const isBoolean = (value: unknown) => typeof value === "boolean";

function createParseError(fault: string): RejectedRequest {
  return new RejectedRequest(400, `failed to parse request: ${fault}`);
}
