/** Receipts as lines of text, a file a day: what is written while a request is on its way, and read by a person's command. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { codeOf } from "../disk/file-errors.js";
import type { FetchRequest } from "../transports/node-fetch.js";

export interface Receipt {
  /** When the request had left: ISO 8601, UTC. */
  readonly time: string;
  readonly method: string;
  /** Where to. */
  readonly url: string;
  /** The answer's; undefined where none came, or where the process ended before. */
  readonly status: number | undefined;
  /** As it was on the wire. */
  readonly bytes: Buffer;
  /** The same, decompressed. */
  readonly text: string;
}

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

/** `2026-11-21-0000.jsonl`, by the day in UTC. */
export function receiptFileName(time: number, part: number): string {
  return `${new Date(time).toISOString().slice(0, 10)}-${String(part).padStart(4, "0")}.jsonl`;
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
export function sentLine(id: string, time: number, url: string, { method, body = "" }: FetchRequest): string {
  const bytes =
    typeof body === "string" ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return line({ id, time: new Date(time).toISOString(), method, url, body: bytes.toString("base64") });
}

export function answerLine(id: string, status: number): string {
  return line({ id, status });
}

export function tallyLine(time: number, { refused, omitted }: Tally): string {
  return line({ time: new Date(time).toISOString(), refused, omitted });
}

/** @throws the system's error where there are receipts and they cannot be read */
export function readReceipts(folder: string): ReceiptBook {
  const sent = new Map<string, Receipt>();
  const statuses = new Map<string, number>();
  const tally = { refused: {}, omitted: {} };
  let damaged = 0;
  for (const file of filesIn(folder)) {
    for (const text of readFileSync(join(folder, file), "utf8").split("\n")) {
      if (text === "") continue;
      const { id, time, method, url, body, status, refused, omitted } = parsed(text);
      if (typeof id === "string" && typeof status === "number") statuses.set(id, status);
      else if (typeof id === "string" && typeof body === "string") {
        const receipt = receiptOf(String(time), String(method), String(url), Buffer.from(body, "base64"));
        if (receipt === undefined) damaged++;
        else sent.set(id, receipt);
      } else if (refused !== undefined && omitted !== undefined) {
        addTo(tally.refused, refused);
        addTo(tally.omitted, omitted);
      } else damaged++;
    }
  }
  const receipts = [...sent].map(([id, receipt]) => ({ ...receipt, status: statuses.get(id) }));
  receipts.sort((a, b) => a.time.localeCompare(b.time));
  return { receipts, tally, damaged };
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
function receiptOf(time: string, method: string, url: string, bytes: Buffer): Receipt | undefined {
  // gzip's own first bytes (RFC 1952): the header that said so is not kept.
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    const text = (isGzip ? gunzipSync(bytes) : bytes).toString("utf8");
    return { time, method, url, status: undefined, bytes, text };
  } catch {
    return undefined;
  }
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
