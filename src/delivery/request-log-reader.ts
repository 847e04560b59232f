/** Reads the request log, for the command-line tool. */
import { dirname, join } from "node:path";
import { checkFile, type PathProblem } from "../internal/file-checks.js";
import { MAX_READABLE_LOG_FILE_BYTES } from "../internal/file-limits.js";
import { readOwnFile } from "../internal/own-files.js";
import { type Deletion, deleteOwnFiles, listOwnFolder } from "../internal/own-folders.js";
import { type DropCounts, isLogFolderName, isWithinRetention, listLogFiles } from "./request-log.js";

export interface LoggedRequest {
  /** When sending began: ISO 8601, UTC. */
  readonly time: string;
  readonly method: string;
  readonly url: string;
  /** Undefined without an answer. If the process ended before the answer, the request may have been sent. */
  readonly status: number | undefined;
  /** The answer came before the whole request was sent. */
  readonly isIncomplete: boolean;
  /** The body as it was sent. */
  readonly bytes: Buffer;
  /** The body, decompressed. */
  readonly text: string;
}

export interface RequestLogContents {
  /** Oldest first. */
  readonly requests: readonly LoggedRequest[];
  /** The sums over all processes. */
  readonly dropCounts: DropCounts;
  /** Lines that cannot be parsed. */
  readonly damagedLineCount: number;
}

const LOG_FILE_RULE = { maxBytes: MAX_READABLE_LOG_FILE_BYTES };

/** Reads the requests of the last seven days. @throws an error if the folder cannot be read or used */
export function readRequestLog(folder: string, now: number): RequestLogContents {
  const requestsById = new Map<string, Record<string, unknown>>();
  const resultsById = new Map<string, Record<string, unknown>>();
  const dropCounts = { dropped: {}, omitted: {} };
  let damagedLineCount = 0;
  for (const line of readLines(folder, now)) {
    const fields = parseJsonObject(line);
    const { id, body, status, unsent, refused, omitted } = fields;
    if (typeof id === "string" && (typeof status === "number" || unsent === true))
      resultsById.set(id, fields);
    else if (typeof id === "string" && typeof body === "string") requestsById.set(id, fields);
    else if (refused !== undefined && omitted !== undefined) {
      addCounts(dropCounts.dropped, refused);
      addCounts(dropCounts.omitted, omitted);
    } else damagedLineCount++;
  }
  const requests: LoggedRequest[] = [];
  for (const [id, fields] of requestsById) {
    const result = resultsById.get(id) ?? {};
    const request = parseLoggedRequest(fields, result);
    if (request === undefined) damagedLineCount++;
    else if (result.unsent !== true) requests.push(request);
  }
  requests.sort((a, b) => a.time.localeCompare(b.time));
  return { requests, dropCounts, damagedLineCount };
}

/** Returns the files of the log that are not used, and the number of those of a newer package. @throws as `readRequestLog` */
export function checkLogFolder(folder: string): { problems: readonly PathProblem[]; newerFileCount: number } {
  const names = listOwnFolder(folder).filter(isLogFolderName);
  const problems = names.flatMap((name) => checkFile(join(folder, name), LOG_FILE_RULE) ?? []);
  return { problems, newerFileCount: names.length - listLogFiles(folder).length };
}

/** Deletes all files of the log, also those of a newer package. @throws as `deleteOwnFiles` */
export function clearRequestLog(folder: string): Deletion {
  return deleteOwnFiles(folder, isLogFolderName, dirname(folder));
}

/** Returns a body as text, decompressed. @throws if it cannot be decompressed */
export function decodeBody(body: string | Uint8Array): string {
  const bytes = Buffer.from(body);
  // The first bytes of gzip (RFC 1952). The header that names the encoding is not logged.
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return (isGzip ? process.getBuiltinModule("node:zlib").gunzipSync(bytes) : bytes).toString("utf8");
}

function readLines(folder: string, now: number): string[] {
  const files = listLogFiles(folder).filter((name) => isWithinRetention(name, now));
  return files.flatMap((file) => {
    try {
      const text = readOwnFile(join(folder, file), LOG_FILE_RULE) ?? "";
      return text.split("\n").filter((line) => line !== "");
    } catch {
      return ["unreadable"]; // counts as one damaged line
    }
  });
}

/** As `Date.prototype.toISOString` writes it. The commands print parts of it, and compare it. */
const ISO_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Returns an empty object for text that is not JSON. */
export function parseJsonObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

/** Returns undefined if the body cannot be decompressed, or if it is not known when it was sent. */
function parseLoggedRequest(
  { time, method, url, body }: Record<string, unknown>,
  { status, cut }: Record<string, unknown>,
): LoggedRequest | undefined {
  if (typeof time !== "string" || !ISO_TIME.test(time)) return undefined;
  const bytes = Buffer.from(String(body), "base64");
  try {
    return {
      time,
      method: String(method),
      url: String(url),
      status: typeof status === "number" ? status : undefined,
      isIncomplete: cut === true,
      bytes,
      text: decodeBody(bytes),
    };
  } catch {
    return undefined;
  }
}

function addCounts(sums: Record<string, number>, counts: unknown): void {
  for (const [reason, count] of Object.entries(Object(counts)))
    if (typeof count === "number") sums[reason] = (sums[reason] ?? 0) + count;
}
