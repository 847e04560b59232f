/** Names of the spool's files: when they were begun, for which server, and which process has them. */

import { join } from "node:path";
import { createRandomHex } from "../internal/ids.js";
import { createShortHash, type ProcessId } from "../internal/process-id.js";

export interface SpoolName {
  /** Sorts by age. */
  readonly base: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Eight hex digits: a file goes to the server that its events were captured for, and to no other. */
  readonly destinationId: string;
  /** Whoever writes or sends it; undefined where it waits for anybody. */
  readonly owner: ProcessId | undefined;
}

const SPOOL_FILE_NAME = /^((\d{13})-[0-9a-f]{8}-([0-9a-f]{8})\.jsonl)(?:\.([0-9a-f]{8})\.(\d{1,10}))?$/;

export function createSpoolName(createdAt: number, destinationId: string): SpoolName {
  const time = String(Math.max(0, Math.round(createdAt))).padStart(13, "0");
  const base = `${time}-${createRandomHex(4)}-${destinationId}.jsonl`;
  return { base, createdAt, destinationId, owner: undefined };
}

/** Undefined for whatever else lies in the folder. */
export function parseSpoolName(file: string): SpoolName | undefined {
  const [, base, createdAt, destinationId, place, pid] = SPOOL_FILE_NAME.exec(file) ?? [];
  if (base === undefined || destinationId === undefined) return undefined;
  const owner = place === undefined ? undefined : { place, pid: Number(pid) };
  return { base, createdAt: Number(createdAt), destinationId, owner };
}

export function formatSpoolName({ base, owner }: Pick<SpoolName, "base" | "owner">): string {
  return owner === undefined ? base : `${base}.${owner.place}.${owner.pid}`;
}

/** A digest of the server and the project, because a key does not belong into a file's name. */
export function getDestinationId(host: string, apiKey: string): string {
  return createShortHash(`${host}\n${apiKey}`);
}

export interface Route {
  /** The spool's. */
  readonly folder: string;
  readonly host: string;
  readonly apiKey: string;
  /** Between this machine and the host. */
  readonly proxy: string | undefined;
}

/** What processes with one destination share besides the spool's files; another server's trouble is none of theirs. */
export function getSharedFilePaths({ folder, host, apiKey, proxy }: Route): {
  lock: string;
  breaker: string;
} {
  const route = proxy === undefined ? host : `${host} ${proxy}`; // without the proxy that failed it may go well
  return {
    lock: join(folder, `courier-${getDestinationId(host, apiKey)}.lock`),
    breaker: join(folder, `breaker-${getDestinationId(route, apiKey)}.json`),
  };
}
