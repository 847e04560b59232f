// Measures the CPU time of sender processes, which outlive the run that starts them. Only Linux tells it (proc(5)).
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** Waits until all sender processes have ended. Returns their CPU time in milliseconds, up to two before their end. */
export async function watchSenders() {
  const nanoseconds = new Map();
  for (let pids = listSenders(); pids.length > 0; pids = listSenders()) {
    for (const pid of pids) nanoseconds.set(pid, readCpuTime(pid) ?? nanoseconds.get(pid) ?? 0);
    await delay(1);
  }
  return [...nanoseconds.values()].reduce((sum, each) => sum + each, 0) / 1e6;
}

function listSenders() {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && isSender(name));
}

function isSender(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("detached-sender");
  } catch {
    return false; // it has ended
  }
}

/** The first number of `schedstat` is the time on a CPU, in nanoseconds. */
function readCpuTime(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]);
  } catch {
    return undefined;
  }
}
