// The folders of a person who runs the programs, and the processes that work for them.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { getDestinationId, getSharedFilePaths } from "../../lib/delivery/spool-destination.js";
import { createSpoolName } from "../../lib/delivery/spool-format.js";

const API_KEY = "phc_x";

/** No file can be created in it, and it cannot be created itself. */
export const NO_HOME = "/dev/null/home";

export const createHome = () => mkdtempSync(join(tmpdir(), "telemetry-faults-"));

/** Removes a home again if a child process has just put something into it, because `maxRetries` does not cover that. */
export async function removeHome(home) {
  if (home === NO_HOME) return;
  for (let tries = 1; ; tries++) {
    try {
      return rmSync(home, { recursive: true, force: true });
    } catch (error) {
      if (tries === 50) throw error;
      await delay(100);
    }
  }
}

/** The environment of a program. */
export const createEnvironment = (home) => ({
  PATH: process.env.PATH,
  HOME: home,
  XDG_CONFIG_HOME: join(home, "config"),
  XDG_DATA_HOME: join(home, "data"),
  CODEWEAVER_POSTHOG_API_KEY: API_KEY,
});

/** The folders and files of the tool in a home. The shared ones depend on the server's address. */
export const PATHS = {
  tool: (home) => join(home, "data", "codeweaver"),
  telemetry: (home) => join(PATHS.tool(home), "telemetry"),
  spool: (home) => join(PATHS.telemetry(home), "spool"),
  receipts: (home) => join(PATHS.telemetry(home), "receipts"),
  salt: (home) => join(PATHS.telemetry(home), "salt"),
  choice: (home) => join(home, "config", "codeweaver", "telemetry-choice.json"),
  breaker: (home, host) => getShared(home, host).breaker,
  lock: (home, host) => getShared(home, host).lock,
  /** Another name with each call: an hour old, so that it is the first to be sent. */
  spoolFile: (home, host) =>
    join(PATHS.spool(home), createSpoolName(Date.now() - 3_600_000, getDestinationId(host, API_KEY))),
  requestLog: (home) => join(PATHS.receipts(home), `${new Date().toISOString().slice(0, 10)}-0000.jsonl`),
};

const getShared = (home, host) =>
  getSharedFilePaths({ folder: PATHS.spool(home), host, apiKey: API_KEY, proxy: undefined });

/** Returns the ids of events that are pending on the disk. */
export function readPendingIds(home) {
  const ids = new Set();
  for (const line of readSpool(PATHS.spool(home)).join("\n").split("\n")) {
    try {
      const { uuid, settled = [] } = JSON.parse(line);
      if (uuid !== undefined) ids.add(uuid);
      for (const each of settled) ids.delete(each);
    } catch {
      // A line that a crash has cut.
    }
  }
  return ids;
}

function readSpool(folder) {
  try {
    const files = readdirSync(folder, { withFileTypes: true });
    return files
      .filter((file) => file.isFile() && file.name.includes(".jsonl"))
      .map(({ name }) => readFileSync(join(folder, name), "utf8"));
  } catch {
    return []; // there is no folder, or a file was just taken
  }
}

/** Ends the pause of the circuit breaker, as time does. */
export function endBreakerPause(home) {
  try {
    for (const file of readdirSync(PATHS.spool(home), { withFileTypes: true }))
      if (file.isFile() && file.name.startsWith("breaker-")) rmSync(join(PATHS.spool(home), file.name));
  } catch {
    // There is no folder, or another process has removed the file.
  }
}

/** Returns the numbers of the processes that were started for a home. Their environment names it. */
export function listProcesses(home) {
  if (home === NO_HOME || process.platform !== "linux") return [];
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && readEnvironment(name).includes(home));
}

function readEnvironment(pid) {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8");
  } catch {
    return ""; // it has ended, or it belongs to somebody else
  }
}

/** Waits until a condition holds. Returns whether it does. */
export async function waitUntil(holds, longestMs = 20_000) {
  for (const end = performance.now() + longestMs; performance.now() < end; await delay(50))
    if (holds()) return true;
  return holds();
}
