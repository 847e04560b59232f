/** Receipts as lines of text, a file a day: what is written while a request is on its way, and read by a person's command. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { getErrorCode } from "../internal/file-errors.js";
import type { FetchRequest } from "../net/http-client.js";

export interface LoggedRequest {
  /** When it was about to leave: ISO 8601, UTC. */
  readonly time: string;
  readonly method: string;
  /** Where to. */
  readonly url: string;
  /** The answer's; undefined where none came, or where the process ended before: it may have left, or not. */
  readonly status: number | undefined;
  /** The answer came before all of it had left. */
  readonly isIncomplete: boolean;
  /** As it was on the wire. */
  readonly bytes: Buffer;
  /** The same, decompressed. */
  readonly text: string;
}

/** What came of a request: an answer, perhaps too early, or that nothing of it left. */
export type RequestResult = { readonly status: number; readonly cut?: true } | { readonly unsent: true };

/** How many events were not sent, and parts of events left out, by reason. */
export interface DropCounts {
  readonly refused: Readonly<Record<string, number>>;
  readonly omitted: Readonly<Record<string, number>>;
}

export interface RequestLogContents {
  /** Oldest first. */
  readonly requests: readonly LoggedRequest[];
  /** Of all processes. */
  readonly dropCounts: DropCounts;
  /** Lines that nothing can be made of. */
  readonly damagedLineCount: number;
}

const LOG_FILE_NAME = /^(\d{4}-\d{2}-\d{2})-(\d{4,})\.jsonl$/;

const DAY_MS = 24 * 60 * 60 * 1000;

/** Of today, of the six days before, or of tomorrow: later than that only by a clock that was set back. */
export function isWithinRetention(file: string, now: number): boolean {
  const [, day = ""] = LOG_FILE_NAME.exec(file) ?? [];
  return day >= formatDay(now - 6 * DAY_MS) && day <= formatDay(now + DAY_MS);
}

function formatDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** `2026-11-21-0000.jsonl`, by the day in UTC. */
export function formatLogFileName(time: number, part: number): string {
  return `${formatDay(time)}-${String(part).padStart(4, "0")}.jsonl`;
}

export function isSameDay(file: string, other: string): boolean {
  return LOG_FILE_NAME.exec(file)?.[1] === LOG_FILE_NAME.exec(other)?.[1];
}

export function getNextPartName(file: string): string {
  const [, day = "", part = ""] = LOG_FILE_NAME.exec(file) ?? [];
  return `${day}-${String(Number(part) + 1).padStart(4, "0")}.jsonl`;
}

/** Oldest first, and nothing else that lies there. */
export function selectLogFiles(names: readonly string[]): string[] {
  return names.filter((name) => LOG_FILE_NAME.test(name)).sort();
}

/** Each begins with a line break, so that a line which a crash has cut spoils no other. */
export function formatRequestLine(
  id: string,
  time: number,
  url: string,
  { method, body = "" }: FetchRequest,
): string {
  return formatLine({
    id,
    time: new Date(time).toISOString(),
    method,
    url,
    body: toBuffer(body).toString("base64"),
  });
}

export function formatResultLine(id: string, result: RequestResult): string {
  return formatLine({ id, ...result });
}

export function formatDropCountsLine(time: number, { refused, omitted }: DropCounts): string {
  return formatLine({ time: new Date(time).toISOString(), refused, omitted });
}

/** What is of these seven days. @throws the system's error where there is a folder and it cannot be read */
export function readRequestLog(folder: string, now: number): RequestLogContents {
  const requestsById = new Map<string, LoggedRequest>();
  const resultsById = new Map<string, Record<string, unknown>>();
  const dropCounts = { refused: {}, omitted: {} };
  let damagedLineCount = 0;
  for (const file of listLogFiles(folder).filter((name) => isWithinRetention(name, now))) {
    for (const text of readLines(join(folder, file))) {
      const fields = parseLogLine(text);
      const { id, body, status, unsent } = fields;
      if (typeof id === "string" && (typeof status === "number" || unsent === true))
        resultsById.set(id, fields);
      else if (typeof id === "string" && typeof body === "string") {
        const request = parseLoggedRequest(fields, Buffer.from(body, "base64"));
        if (request === undefined) damagedLineCount++;
        else requestsById.set(id, request);
      } else if (fields.refused !== undefined && fields.omitted !== undefined) {
        addCounts(dropCounts.refused, fields.refused);
        addCounts(dropCounts.omitted, fields.omitted);
      } else damagedLineCount++;
    }
  }
  const requests = [...requestsById]
    .filter(([id]) => resultsById.get(id)?.unsent !== true)
    .map(([id, receipt]) => ({ ...receipt, ...readResponseFields(resultsById.get(id)) }));
  requests.sort((a, b) => a.time.localeCompare(b.time));
  return { requests, dropCounts, damagedLineCount };
}

function readResponseFields({
  status,
  cut,
}: Record<string, unknown> = {}): Pick<LoggedRequest, "status" | "isIncomplete"> {
  return { status: typeof status === "number" ? status : undefined, isIncomplete: cut === true };
}

/** A line that cannot be read where the file cannot. */
function readLines(path: string): string[] {
  try {
    return readFileSync(path, "utf8")
      .split("\n")
      .filter((text) => text !== "");
  } catch {
    return ["unreadable"];
  }
}

function listLogFiles(folder: string): string[] {
  try {
    return selectLogFiles(readdirSync(folder));
  } catch (error) {
    if (getErrorCode(error) === "ENOENT") return [];
    throw error;
  }
}

/** Undefined where it cannot be decompressed. */
function parseLoggedRequest(
  { time, method, url }: Record<string, unknown>,
  bytes: Buffer,
): LoggedRequest | undefined {
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

/** What a request says: its body, decompressed. @throws where it cannot be */
export function decodeBody(body: string | Uint8Array): string {
  const bytes = toBuffer(body);
  // gzip's own first bytes (RFC 1952): the header that said so is not kept.
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return (isGzip ? process.getBuiltinModule("node:zlib").gunzipSync(bytes) : bytes).toString("utf8");
}

function toBuffer(body: string | Uint8Array): Buffer {
  return typeof body === "string"
    ? Buffer.from(body)
    : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}

function formatLine(value: object): string {
  return `\n${JSON.stringify(value)}\n`;
}

function parseLogLine(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

function addCounts(sums: Record<string, number>, counts: unknown): void {
  for (const [reason, count] of Object.entries(Object(counts)))
    if (typeof count === "number") sums[reason] = (sums[reason] ?? 0) + count;
}
