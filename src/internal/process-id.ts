/** Which process a file speaks of: its number, and what that number counts in. */
import { readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { codeOf } from "./file-errors.js";

/** A process, as its files name it. */
export interface Owner {
  /** Eight hex digits for this machine and, in a container, for what its process numbers count in. */
  readonly place: string;
  readonly pid: number;
}

let here: Owner | undefined;

export function thisProcess(): Owner {
  here ??= { place: shortHash(`${hostname()}\n${pidNamespace()}`), pid: process.pid };
  return here;
}

/** Containers that share a folder count their processes each from 1 (pid_namespaces(7)). */
function pidNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

/** It never leaves the machine, and only tells apart. */
export function shortHash(text: string): string {
  return process.getBuiltinModule("node:crypto").createHash("sha256").update(text).digest("hex").slice(0, 8);
}

/** False where a process is gone for certain, and true where nobody can tell. */
export function mayBeAlive(owner: Owner, here: Owner): boolean {
  if (owner.place !== here.place) return true;
  try {
    process.kill(owner.pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}
