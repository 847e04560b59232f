/** Names of the spool's files: when they were begun, for which server, and which process has them. */

import { join } from "node:path";
import { randomHex } from "../internal/ids.js";
import { type Owner, shortHash } from "../internal/process-id.js";

export interface SpoolName {
  /** Sorts by age. */
  readonly base: string;
  /** Milliseconds since the epoch. */
  readonly begun: number;
  /** Eight hex digits: a file goes to the server that its events were captured for, and to no other. */
  readonly destination: string;
  /** Whoever writes or sends it; undefined where it waits for anybody. */
  readonly owner: Owner | undefined;
}

const NAME = /^((\d{13})-[0-9a-f]{8}-([0-9a-f]{8})\.jsonl)(?:\.([0-9a-f]{8})\.(\d{1,10}))?$/;

export function newSpoolName(begun: number, destination: string): SpoolName {
  const time = String(Math.max(0, Math.round(begun))).padStart(13, "0");
  const base = `${time}-${randomHex(4)}-${destination}.jsonl`;
  return { base, begun, destination, owner: undefined };
}

/** Undefined for whatever else lies in the folder. */
export function parseSpoolName(file: string): SpoolName | undefined {
  const [, base, begun, destination, place, pid] = NAME.exec(file) ?? [];
  if (base === undefined || destination === undefined) return undefined;
  const owner = place === undefined ? undefined : { place, pid: Number(pid) };
  return { base, begun: Number(begun), destination, owner };
}

export function spoolFileName({ base, owner }: Pick<SpoolName, "base" | "owner">): string {
  return owner === undefined ? base : `${base}.${owner.place}.${owner.pid}`;
}

/** A digest of the server and the project, because a key does not belong into a file's name. */
export function destinationOf(host: string, apiKey: string): string {
  return shortHash(`${host}\n${apiKey}`);
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
export function filesFor({ folder, host, apiKey, proxy }: Route): { lock: string; breaker: string } {
  const way = proxy === undefined ? host : `${host} ${proxy}`; // without the proxy that failed it may go well
  return {
    lock: join(folder, `courier-${destinationOf(host, apiKey)}.lock`),
    breaker: join(folder, `breaker-${destinationOf(way, apiKey)}.json`),
  };
}
