// Starts the collector as a process, asks it for its state, and measures its memory.
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const MAIN = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const MANIFEST = fileURLToPath(new URL("../../config/telemetry-manifest.json", import.meta.url));

export function createDataFolder() {
  const folder = mkdtempSync(join(tmpdir(), "collector-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function startServer(data) {
  const child = spawn(process.execPath, [MAIN, "serve", "--data", data, "--port", "0"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const url = await new Promise((resolve, reject) => {
    let text = "";
    child.stderr.on("data", (chunk) => {
      text += chunk;
      const address = /listening on (\S+)/.exec(text)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once("exit", () => reject(new Error(text)));
  });
  const server = {
    url,
    pid: child.pid,
    async status() {
      const { stdout } = await run(process.execPath, [MAIN, "status", "--data", data]);
      return JSON.parse(stdout);
    },
    addManifest: () => run(process.execPath, [MAIN, "manifest", "add", MANIFEST, "--data", data]),
    rebuild: () => run(process.execPath, [MAIN, "rebuild", "--data", data]),
    readToken: () => readFileSync(join(data, "admin-token"), "utf8").trim(),
    async readMetric(name) {
      const headers = { Authorization: `Bearer ${server.readToken()}` };
      const response = await fetch(`${url}/metrics`, { headers });
      const lines = (await response.text()).split("\n").filter((line) => line.startsWith(name));
      return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
    },
    /** Waits until the index has everything. */
    async catchUp() {
      for (;;) {
        const isOpen = (await this.readMetric("collector_index_open{")) === 1;
        if (isOpen && (await this.readMetric("collector_index_backlog_bytes{")) === 0) return;
        await sleep(50);
      }
    },
    async stop() {
      child.kill("SIGTERM");
      await new Promise((resolve) => child.once("exit", resolve));
    },
  };
  return server;
}

/** Returns the memory of processes in bytes. A page that several of them share counts once (Pss in proc(5)). */
export function measureMemory(pids) {
  return pids.reduce((sum, pid) => {
    const kilobytes = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0;
    return sum + Number(kilobytes) * 1024;
  }, 0);
}
