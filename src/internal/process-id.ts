/** Which process a file speaks of: its number, and what that number counts in. */
import { readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { getErrorCode } from "./file-errors.js";

/** A process, as its files name it. */
export interface ProcessId {
  /** Eight hex digits for this machine and, in a container, for what its process numbers count in. */
  readonly place: string;
  readonly pid: number;
}

let currentProcess: ProcessId | undefined;

export function getCurrentProcess(): ProcessId {
  currentProcess ??= { place: createShortHash(`${hostname()}\n${readPidNamespace()}`), pid: process.pid };
  return currentProcess;
}

/** Containers that share a folder count their processes each from 1 (pid_namespaces(7)). */
function readPidNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

/** It never leaves the machine, and only tells apart. */
export function createShortHash(text: string): string {
  return process.getBuiltinModule("node:crypto").createHash("sha256").update(text).digest("hex").slice(0, 8);
}

/** False where a process is gone for certain, and true where nobody can tell. */
export function isPossiblyAlive(owner: ProcessId, current: ProcessId): boolean {
  if (owner.place !== current.place) return true;
  try {
    process.kill(owner.pid, 0);
    return true;
  } catch (error) {
    return getErrorCode(error) !== "ESRCH";
  }
}
