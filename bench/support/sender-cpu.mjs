// Measures the CPU time of sender processes, which outlive the run that starts them. Only Linux tells it (proc(5)).
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const PROGRAM = resolve("dist/detached-sender.cjs");

/** Waits until all sender processes of this checkout have ended. Returns their CPU time in milliseconds, up to two before their end. */
export async function watchSenders() {
  const nanoseconds = new Map();
  for (let pids = listSenders(); pids.length > 0; pids = listSenders()) {
    for (const pid of pids) nanoseconds.set(pid, readCpuTime(pid) ?? nanoseconds.get(pid) ?? 0);
    await delay(1);
  }
  return [...nanoseconds.values()].reduce((sum, each) => sum + each, 0) / 1e6;
}

export const canWatchSenders = existsSync("/proc/self/schedstat");

function listSenders() {
  return canWatchSenders ? readdirSync("/proc").filter((name) => /^\d+$/.test(name) && isSender(name)) : [];
}

function isSender(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(PROGRAM);
  } catch {
    return false; // it has ended
  }
}

/** Returns the nanoseconds of all threads: the first number of `schedstat` is the time on a CPU. */
function readCpuTime(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`)
      .map((thread) => Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]))
      .reduce((sum, each) => sum + each, 0);
  } catch {
    return undefined;
  }
}
