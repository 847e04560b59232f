/** Writes the request with which a person asks an author to erase their events from the server. */
import { type LoggedRequest, parseJsonObject } from "../../delivery/request-log-reader.js";
import { readOwnFile } from "../../files/own-files.js";
import { isBucket } from "../../privacy/sanitizer/seal.js";

/**
 * Returns the id in the identity file. Undefined without the file, which exists only with `identity = "install"`.
 * @throws if the file cannot be used
 */
export function readStoredId(identityFile: string): string | undefined {
  const text = readOwnFile(identityFile);
  if (text === undefined) return undefined;
  const { id } = parseJsonObject(text);
  if (!isId(id)) throw new Error("it has no id");
  return id;
}

/** Returns the ids under which logged events were sent. The bucket of flag requests is not one: other installations share it. */
export function collectDistinctIds(requests: readonly LoggedRequest[]): string[] {
  const ids = new Set<string>();
  const addId = (id: unknown) => isId(id) && !isBucket(id) && ids.add(id);
  for (const { text } of requests) {
    const { batch, distinct_id } = parseJsonObject(text);
    addId(distinct_id);
    if (Array.isArray(batch)) for (const event of batch) addId(Object(event).distinct_id);
  }
  return [...ids];
}

/** Returns whether a body has ids that cannot be read: it is cut, or an event has none. Plain HTTP and OTLP have no ids. */
export function hasUnreadableIds({ text }: LoggedRequest): boolean {
  const { batch, distinct_id, events, resourceSpans } = parseJsonObject(text);
  if (batch !== undefined)
    return !Array.isArray(batch) || batch.some((event) => !isId(Object(event).distinct_id));
  const isProtobuf = text.startsWith("\n"); // the tag of its first field
  return !isProtobuf && !isId(distinct_id) && events === undefined && resourceSpans === undefined;
}

function isId(id: unknown): id is string {
  return typeof id === "string" && id !== "";
}

interface ErasureFacts {
  readonly tool: string;
  readonly ids: readonly string[];
  readonly requests: readonly LoggedRequest[];
  /** The server in the current settings, which is named if no request is logged. */
  readonly host: string;
}

/** Returns the lines of the request. */
export function createErasureRequest({ tool, ids, requests, host }: ErasureFacts): string[] {
  const urls = requests.map(({ url }) => url).filter((url) => URL.canParse(url)); // the log may be damaged
  const servers = new Set(urls.map((url) => new URL(url).origin).filter((origin) => origin !== "null"));
  const server = [...servers].join(" and ") || host;
  return [
    `Please erase the usage data of ${tool} that you store under these ids of PostHog (distinct_id)${server === "" ? "" : `, at ${server}`}:`,
    "",
    ...ids.map((id) => `  ${id}`),
    "",
    "I ask for this under article 17 of the GDPR, or the law that gives me the same right. Please tell me when it is done.",
  ];
}
