/** Receipts as lines of text, a file a day: what is written while a request is on its way, and read by a person's command. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { codeOf } from "../internal/file-errors.js";
import type { FetchRequest } from "../net/http-client.js";

export interface Receipt {
  /** When it was about to leave: ISO 8601, UTC. */
  readonly time: string;
  readonly method: string;
  /** Where to. */
  readonly url: string;
  /** The answer's; undefined where none came, or where the process ended before: it may have left, or not. */
  readonly status: number | undefined;
  /** The answer came before all of it had left. */
  readonly isCut: boolean;
  /** As it was on the wire. */
  readonly bytes: Buffer;
  /** The same, decompressed. */
  readonly text: string;
}

/** What came of a request: an answer, perhaps too early, or that nothing of it left. */
export type ReceiptOutcome = { readonly status: number; readonly cut?: true } | { readonly unsent: true };

/** How many events were not sent, and parts of events left out, by reason. */
export interface Tally {
  readonly refused: Readonly<Record<string, number>>;
  readonly omitted: Readonly<Record<string, number>>;
}

export interface ReceiptBook {
  /** Oldest first. */
  readonly receipts: readonly Receipt[];
  /** Of all processes. */
  readonly tally: Tally;
  /** Lines that nothing can be made of. */
  readonly damaged: number;
}

const NAME = /^(\d{4}-\d{2}-\d{2})-(\d{4,})\.jsonl$/;

const DAY_MS = 24 * 60 * 60 * 1000;

/** Of today, of the six days before, or of tomorrow: later than that only by a clock that was set back. */
export function isKept(file: string, now: number): boolean {
  const [, day = ""] = NAME.exec(file) ?? [];
  return day >= dayOf(now - 6 * DAY_MS) && day <= dayOf(now + DAY_MS);
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** `2026-11-21-0000.jsonl`, by the day in UTC. */
export function receiptFileName(time: number, part: number): string {
  return `${dayOf(time)}-${String(part).padStart(4, "0")}.jsonl`;
}

export function isOfSameDay(file: string, other: string): boolean {
  return NAME.exec(file)?.[1] === NAME.exec(other)?.[1];
}

export function nextPart(file: string): string {
  const [, day = "", part = ""] = NAME.exec(file) ?? [];
  return `${day}-${String(Number(part) + 1).padStart(4, "0")}.jsonl`;
}

/** Oldest first, and nothing else that lies there. */
export function receiptFilesIn(names: readonly string[]): string[] {
  return names.filter((name) => NAME.test(name)).sort();
}

/** Each begins with a line break, so that a line which a crash has cut spoils no other. */
export function requestLine(
  id: string,
  time: number,
  url: string,
  { method, body = "" }: FetchRequest,
): string {
  return line({
    id,
    time: new Date(time).toISOString(),
    method,
    url,
    body: bytesOf(body).toString("base64"),
  });
}

export function outcomeLine(id: string, outcome: ReceiptOutcome): string {
  return line({ id, ...outcome });
}

export function tallyLine(time: number, { refused, omitted }: Tally): string {
  return line({ time: new Date(time).toISOString(), refused, omitted });
}

/** What is of these seven days. @throws the system's error where there is a folder and it cannot be read */
export function readReceipts(folder: string, now: number): ReceiptBook {
  const requests = new Map<string, Receipt>();
  const outcomes = new Map<string, Record<string, unknown>>();
  const tally = { refused: {}, omitted: {} };
  let damaged = 0;
  for (const file of filesIn(folder).filter((name) => isKept(name, now))) {
    for (const text of linesOf(join(folder, file))) {
      const fields = parsed(text);
      const { id, body, status, unsent } = fields;
      if (typeof id === "string" && (typeof status === "number" || unsent === true)) outcomes.set(id, fields);
      else if (typeof id === "string" && typeof body === "string") {
        const receipt = receiptOf(fields, Buffer.from(body, "base64"));
        if (receipt === undefined) damaged++;
        else requests.set(id, receipt);
      } else if (fields.refused !== undefined && fields.omitted !== undefined) {
        addTo(tally.refused, fields.refused);
        addTo(tally.omitted, fields.omitted);
      } else damaged++;
    }
  }
  const receipts = [...requests]
    .filter(([id]) => outcomes.get(id)?.unsent !== true)
    .map(([id, receipt]) => ({ ...receipt, ...answerOf(outcomes.get(id)) }));
  receipts.sort((a, b) => a.time.localeCompare(b.time));
  return { receipts, tally, damaged };
}

function answerOf({ status, cut }: Record<string, unknown> = {}): Pick<Receipt, "status" | "isCut"> {
  return { status: typeof status === "number" ? status : undefined, isCut: cut === true };
}

/** A line that cannot be read where the file cannot. */
function linesOf(path: string): string[] {
  try {
    return readFileSync(path, "utf8")
      .split("\n")
      .filter((text) => text !== "");
  } catch {
    return ["unreadable"];
  }
}

function filesIn(folder: string): string[] {
  try {
    return receiptFilesIn(readdirSync(folder));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  }
}

/** Undefined where it cannot be decompressed. */
function receiptOf({ time, method, url }: Record<string, unknown>, bytes: Buffer): Receipt | undefined {
  try {
    const text = textOf(bytes);
    return {
      time: String(time),
      method: String(method),
      url: String(url),
      status: undefined,
      isCut: false,
      bytes,
      text,
    };
  } catch {
    return undefined;
  }
}

/** What a request says: its body, decompressed. @throws where it cannot be */
export function textOf(body: string | Uint8Array): string {
  const bytes = bytesOf(body);
  // gzip's own first bytes (RFC 1952): the header that said so is not kept.
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return (isGzip ? process.getBuiltinModule("node:zlib").gunzipSync(bytes) : bytes).toString("utf8");
}

function bytesOf(body: string | Uint8Array): Buffer {
  return typeof body === "string"
    ? Buffer.from(body)
    : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}

function line(value: object): string {
  return `\n${JSON.stringify(value)}\n`;
}

function parsed(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

function addTo(sums: Record<string, number>, counts: unknown): void {
  for (const [reason, count] of Object.entries(Object(counts)))
    if (typeof count === "number") sums[reason] = (sums[reason] ?? 0) + count;
}
