/** Reads the request log, for the command-line tool. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type DropCounts, isWithinRetention, listLogFiles } from "./request-log.js";

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

/** Reads the requests of the last seven days. @throws the system's error if the folder exists and cannot be read */
export function readRequestLog(folder: string, now: number): RequestLogContents {
  const requestsById = new Map<string, LoggedRequest>();
  const resultsById = new Map<string, Record<string, unknown>>();
  const dropCounts = { refused: {}, omitted: {} };
  let damagedLineCount = 0;
  for (const line of readLines(folder, now)) {
    const fields = parseLine(line);
    const { id, body, status, unsent } = fields;
    if (typeof id === "string" && (typeof status === "number" || unsent === true)) {
      resultsById.set(id, fields);
    } else if (typeof id === "string" && typeof body === "string") {
      const request = parseLoggedRequest(fields, body);
      if (request === undefined) damagedLineCount++;
      else requestsById.set(id, request);
    } else if (fields.refused !== undefined && fields.omitted !== undefined) {
      addCounts(dropCounts.refused, fields.refused);
      addCounts(dropCounts.omitted, fields.omitted);
    } else damagedLineCount++;
  }
  const requests = [...requestsById]
    .filter(([id]) => resultsById.get(id)?.unsent !== true)
    .map(([id, request]) => addResult(request, resultsById.get(id)));
  requests.sort((a, b) => a.time.localeCompare(b.time));
  return { requests, dropCounts, damagedLineCount };
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
      const text = readFileSync(join(folder, file), "utf8");
      return text.split("\n").filter((line) => line !== "");
    } catch {
      return ["unreadable"]; // counts as one damaged line
    }
  });
}

function parseLine(line: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(line));
  } catch {
    return {};
  }
}

/** Returns undefined if the body cannot be decompressed. */
function parseLoggedRequest(fields: Record<string, unknown>, body: string): LoggedRequest | undefined {
  const { time, method, url } = fields;
  const bytes = Buffer.from(body, "base64");
  try {
    const text = decodeBody(bytes);
    return {
      time: String(time),
      method: String(method),
      url: String(url),
      status: undefined,
      isIncomplete: false,
      bytes,
      text,
    };
  } catch {
    return undefined;
  }
}

function addResult(request: LoggedRequest, result: Record<string, unknown> = {}): LoggedRequest {
  const { status, cut } = result;
  return {
    ...request,
    status: typeof status === "number" ? status : undefined,
    isIncomplete: cut === true,
  };
}

function addCounts(sums: Record<string, number>, counts: unknown): void {
  for (const [reason, count] of Object.entries(Object(counts)))
    if (typeof count === "number") sums[reason] = (sums[reason] ?? 0) + count;
}
