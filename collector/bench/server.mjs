// Creates the data folder of a server that is measured, and measures the memory of its processes.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export function createDataFolder() {
  const folder = mkdtempSync(join(tmpdir(), "collector-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Returns the memory of processes in bytes. A page that several of them share counts once (Pss in proc(5)). */
export function measureMemory(pids) {
  return pids.reduce((sum, pid) => {
    const kilobytes = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0;
    return sum + Number(kilobytes) * 1024;
  }, 0);
}
