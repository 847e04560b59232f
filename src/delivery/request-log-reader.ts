/** Reads the request log, for the command-line tool. */
import { dirname, join } from "node:path";
import { checkFile, type PathProblem } from "../files/file-checks.js";
import { MAX_READABLE_LOG_FILE_BYTES } from "../files/file-limits.js";
import { readOwnFile } from "../files/own-files.js";
import { type Deletion, deleteOwnFiles, listOwnFolder } from "../files/own-folders.js";
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
  /** Lines that cannot be parsed. A file that cannot be read counts as one line. */
  readonly damagedLineCount: number;
  /** The names of the files with such lines. */
  readonly damagedFiles: readonly string[];
}

const LOG_FILE_RULE = { maxBytes: MAX_READABLE_LOG_FILE_BYTES };

/** Reads the requests of the last seven days. @throws an error if the folder cannot be read or used */
export function readRequestLog(folder: string, now: number): RequestLogContents {
  const requestsById = new Map<string, LogLine>();
  const resultsById = new Map<string, Record<string, unknown>>();
  // Without a prototype, a reason such as `constructor` has no value yet.
  const dropCounts: DropCounts = { dropped: Object.create(null), omitted: Object.create(null) };
  const damagedLines: LogLine[] = [];
  for (const line of readLines(folder, now)) {
    const { fields } = line;
    const { id, body, status, unsent, refused, omitted } = fields;
    if (typeof id === "string" && (typeof status === "number" || unsent === true))
      resultsById.set(id, fields);
    else if (typeof id === "string" && typeof body === "string") requestsById.set(id, line);
    else if (refused !== undefined && omitted !== undefined) {
      addCounts(dropCounts.dropped, refused);
      addCounts(dropCounts.omitted, omitted);
    } else damagedLines.push(line);
  }
  const requests: LoggedRequest[] = [];
  for (const [id, line] of requestsById) {
    const result = resultsById.get(id) ?? {};
    const request = parseLoggedRequest(line.fields, result);
    if (request === undefined) damagedLines.push(line);
    else if (result.unsent !== true) requests.push(request);
  }
  requests.sort((a, b) => a.time.localeCompare(b.time));
  const damagedFiles = [...new Set(damagedLines.map(({ file }) => file))];
  return { requests, dropCounts, damagedLineCount: damagedLines.length, damagedFiles };
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
  if (!isGzip) return bytes.toString("utf8");
  const { gunzipSync } = process.getBuiltinModule("node:zlib");
  return gunzipSync(bytes, { maxOutputLength: MAX_BODY_BYTES }).toString("utf8");
}

/** A damaged or hostile body may claim to be larger. PostHog accepts 20 MB. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

interface LogLine {
  /** The name of the file. */
  readonly file: string;
  readonly fields: Record<string, unknown>;
}

function readLines(folder: string, now: number): LogLine[] {
  const files = listLogFiles(folder).filter((name) => isWithinRetention(name, now));
  return files.flatMap((file) => {
    try {
      const lines = (readOwnFile(join(folder, file), LOG_FILE_RULE) ?? "").split("\n");
      return lines.filter((line) => line !== "").map((line) => ({ file, fields: parseJsonObject(line) }));
    } catch {
      return [{ file, fields: {} }]; // counts as one damaged line
    }
  });
}

/** As `Date.prototype.toISOString` writes it. The commands print parts of it, and compare it. */
const ISO_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Returns an empty object for text that is not JSON. */
export function parseJsonObject(text: string): Record<string, unknown> {
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

/** @param sums an object without a prototype */
function addCounts(sums: Record<string, number>, counts: unknown): void {
  for (const [reason, count] of Object.entries(Object(counts)))
    if (typeof count === "number") sums[reason] = (sums[reason] ?? 0) + count;
}
