/** Remembers across a crash what has to be deleted from a database that other collectors use as well. */
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { syncFolderSync } from "../internal/sync.js";

const PREPARED = ".prepared";
const ACTIVE = ".json";

/** An erasure that the next index process carries out. */
export interface ErasureOrder {
  readonly file: string;
  /** Undefined for all rows of this collector, whose journals are then read from their beginnings. */
  readonly ids: readonly string[] | undefined;
}

function getFolder(indexPath: string): string {
  return `${indexPath}.erasures`;
}

/**
 * Writes an order, before the journal is rewritten. It is not carried out before it is activated, because lines of the journal
 * could still follow.
 * @returns the file
 * @throws the system's error
 */
export function prepareErasure(indexPath: string, ids?: readonly string[]): string {
  const folder = getFolder(indexPath);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${randomUUID()}${PREPARED}`);
  writeFileSync(`${file}.tmp`, JSON.stringify({ ids }), { mode: 0o600, flush: true });
  renameSync(`${file}.tmp`, file);
  syncFolderSync(folder);
  return file;
}

/** Called when the journal has been rewritten. @throws the system's error */
export function activateErasure(file: string): void {
  renameSync(file, `${file.slice(0, -PREPARED.length)}${ACTIVE}`);
  syncFolderSync(dirname(file));
}

/** Called at the start: a crash came before the end of these erasures. @throws the system's error */
export function activateErasures(indexPath: string): void {
  for (const file of listFiles(indexPath, PREPARED)) activateErasure(file);
}

/** Returns the orders that can be carried out. @throws the system's error */
export function readErasures(indexPath: string): ErasureOrder[] {
  return listFiles(indexPath, ACTIVE).map((file) => {
    const { ids }: { ids?: string[] } = JSON.parse(readFileSync(file, "utf8"));
    return { file, ids };
  });
}

/** Called when an order has been carried out. */
export function removeErasure(file: string): void {
  rmSync(file, { force: true });
}

function listFiles(indexPath: string, ending: string): string[] {
  const folder = getFolder(indexPath);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
}
