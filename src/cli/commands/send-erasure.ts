/** Asks a server to erase the events under a person's ids, and checks its receipts. */
import { parseJsonObject } from "../../delivery/request-log-reader.js";
import { isUuid } from "../../internal/ids.js";
import { type DataConnection, splitIds } from "./data-request.js";
import { type DataServer, DataServerError } from "./data-server.js";

export interface ErasureReceipt {
  /** The server's number of the erasure, a UUID. */
  readonly receipt: string;
  /** ISO 8601. */
  readonly erasedAt: string;
  /** The number of ids in the request. */
  readonly ids: number;
  /** The number of these ids that the server knew. */
  readonly idsFound: number;
  readonly events: number;
  readonly spans: number;
}

/** The sums of the receipts. */
export type ErasureSums = Pick<ErasureReceipt, "ids" | "idsFound" | "events" | "spans">;

/** A receipt has some hundred bytes. */
const MAX_RECEIPT_BYTES = 64 * 1024;

/**
 * Sends as many requests as the ids need, one after another.
 * @param onReceipt called with each receipt at once, because a later request may fail
 * @throws a DataServerError if the server did not erase the events under all ids
 */
export async function sendErasure(
  server: DataServer,
  connection: DataConnection,
  ids: readonly string[],
  onReceipt: (receipt: ErasureReceipt) => void,
): Promise<void> {
  for (const part of splitIds(ids)) {
    const answer = await connection.post("/api/erasure", part);
    const receipt = parseReceipt(await readText(connection.readParts(answer), server), part.length);
    if (receipt === undefined)
      throw new DataServerError(`the answer of ${server.host} is not a valid receipt`);
    onReceipt(receipt);
  }
}

/** Returns undefined if the answer is no receipt for a request with this number of ids. */
export function parseReceipt(text: string, idCount: number): ErasureReceipt | undefined {
  const { receipt, erased_at: erasedAt, ids, ids_found: idsFound, events, spans } = parseJsonObject(text);
  if (typeof receipt !== "string" || !isUuid(receipt)) return undefined;
  if (typeof erasedAt !== "string" || !isIsoTime(erasedAt)) return undefined;
  if (!isCount(idsFound) || !isCount(events) || !isCount(spans)) return undefined;
  if (ids !== idCount || idsFound > idCount) return undefined;
  return { receipt, erasedAt, ids: idCount, idsFound, events, spans };
}

export function sumReceipts(receipts: readonly ErasureReceipt[]): ErasureSums {
  const sum = (name: keyof ErasureSums) => receipts.reduce((total, receipt) => total + receipt[name], 0);
  return { ids: sum("ids"), idsFound: sum("idsFound"), events: sum("events"), spans: sum("spans") };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isIsoTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(text) && !Number.isNaN(Date.parse(text));
}

async function readText(parts: AsyncIterable<Uint8Array>, { host }: DataServer): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const part of parts) {
    length += part.length;
    if (length > MAX_RECEIPT_BYTES)
      throw new DataServerError(`the answer of ${host} is too large for a receipt`);
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString("utf8");
}
