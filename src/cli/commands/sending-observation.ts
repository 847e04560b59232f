/** Finds out whether other processes have sent events while an erasure was under way. */
import { parseSpoolName } from "../../delivery/spool-format.js";
import { listOwnFolder } from "../../files/own-folders.js";
import type { OwnIds } from "./own-ids.js";

export interface SendingObservation {
  /** When it was made: ISO 8601, UTC. */
  readonly time: string;
  /** The files of pending events, without the processes that own them. */
  readonly pendingFiles: ReadonlySet<string>;
  readonly ids: ReadonlySet<string>;
  readonly requests: OwnIds["requests"];
}

export function observeSending(spool: string, { ids, requests }: OwnIds): SendingObservation {
  return {
    time: new Date().toISOString(),
    pendingFiles: new Set(listPendingFiles(spool)),
    ids: new Set(ids),
    requests,
  };
}

/** Returns whether there is a new id or a new request, or pending events are gone. Without a request log, only these show it. */
export function hasSentSince(before: SendingObservation, after: SendingObservation): boolean {
  return (
    [...after.ids].some((id) => !before.ids.has(id)) ||
    [...before.pendingFiles].some((file) => !after.pendingFiles.has(file)) ||
    after.requests.some(({ time }) => time >= before.time)
  );
}

function listPendingFiles(spool: string): string[] {
  try {
    return listOwnFolder(spool).flatMap((file) => parseSpoolName(file)?.base ?? []);
  } catch {
    return []; // the deletion names the folder
  }
}
