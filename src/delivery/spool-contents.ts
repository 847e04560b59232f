/** What lies in the spool, whoever has it: for a person to look at, and to throw away. */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Envelope } from "../envelope.js";
import { codeOf } from "../internal/file-errors.js";
import { mayBeAlive, thisProcess } from "../internal/process-id.js";
import { type Reseal, readSpoolText } from "./spool-lines.js";
import { parseSpoolName } from "./spool-names.js";

export interface SpoolFile {
  readonly path: string;
  /** From `destinationOf`. */
  readonly destination: string;
  /** The process that has it, if that is running. */
  readonly heldBy: number | undefined;
  readonly bytes: number;
  readonly envelopes: readonly Envelope[];
  /** Lines that nothing can be made of. */
  readonly damaged: number;
}

/** Oldest first. @throws the system's error where there is a folder and it cannot be read */
export function spoolContents(folder: string, reseal: Reseal): SpoolFile[] {
  const files: SpoolFile[] = [];
  for (const file of list(folder)) {
    const name = parseSpoolName(file);
    if (name === undefined) continue;
    const path = join(folder, file);
    const { owner, destination } = name;
    const heldBy = owner !== undefined && mayBeAlive(owner, thisProcess()) ? owner.pid : undefined;
    const text = textOf(path);
    if (text === undefined) continue; // it was delivered meanwhile, or is no file
    files.push({ path, destination, heldBy, bytes: Buffer.byteLength(text), ...readSpoolText(text, reseal) });
  }
  return files;
}

/** Everything in the folder goes, what other processes hold, too. Returns how many files of events. @throws the system's error */
export function emptySpool(folder: string): number {
  const files = list(folder);
  for (const file of files) rmSync(join(folder, file), { force: true, recursive: true });
  return files.filter((file) => parseSpoolName(file) !== undefined).length;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  }
}
