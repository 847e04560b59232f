/** Erases a person's events on the server, also those that are sent while the erasure is under way. */
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { clearSpool } from "../../delivery/spool-contents.js";
import { isUuid } from "../../internal/ids.js";
import { requireFolders } from "../local-data.js";
import { pluralize } from "../terminal-format.js";
import { DataConnection } from "./data-request.js";
import { type DataServer, DataServerError } from "./data-server.js";
import { collectOwnIds, type OwnIds } from "./own-ids.js";
import { type ErasureReceipt, sendErasure } from "./send-erasure.js";
import { hasSentSince, observeSending } from "./sending-observation.js";

export interface ServerErasure {
  /** The receipts for all ids that were known at the start. */
  readonly receipts: readonly ErasureReceipt[];
  /** The receipts of a second erasure, of events that other processes sent meanwhile. Usually empty. */
  readonly laterReceipts: readonly ErasureReceipt[];
  /** The ids at the end. */
  readonly latest: OwnIds;
}

/** Returns the ids that a request may have. Hashes of an author's ids are not among them. */
export function listServerIds({ ids }: Pick<OwnIds, "ids">): string[] {
  return [...new Set(ids.filter(isUuid).map((id) => id.toLowerCase()))];
}

/** @throws a DataServerError. Its message also names the receipts of requests that succeeded before. */
export async function eraseOnServer(
  server: DataServer,
  telemetry: ResolvedTelemetry,
  own: OwnIds,
): Promise<ServerErasure> {
  const { spool } = requireFolders(telemetry);
  const connection = new DataConnection(server);
  const receipts: ErasureReceipt[] = [];
  const laterReceipts: ErasureReceipt[] = [];
  try {
    const before = observeSending(spool, own);
    await sendErasure(server, connection, listServerIds(own), (receipt) => receipts.push(receipt));
    const current = collectOwnIds(telemetry);
    const isRepeated = hasSentSince(before, observeSending(spool, current));
    deletePendingEvents(spool);
    const latest = isRepeated ? collectOwnIds(telemetry) : current;
    if (isRepeated)
      await sendErasure(server, connection, listServerIds(latest), (receipt) => laterReceipts.push(receipt));
    return { receipts, laterReceipts, latest };
  } catch (error) {
    if (!(error instanceof DataServerError) || receipts.length === 0) throw error;
    const done = [...receipts, ...laterReceipts].map(({ receipt }) => receipt).join(", ");
    throw new DataServerError(
      `only a part is erased (${pluralize(receipts.length, "request")}, receipts: ${done}), because ${error.message}`,
    );
  } finally {
    connection.close();
  }
}

/** Prevents that they are sent after the erasure. The other local data is deleted later, when nothing can fail any more. */
function deletePendingEvents(spool: string): void {
  try {
    clearSpool(spool);
  } catch {
    // The deletion of all local data names what could not be deleted.
  }
}
