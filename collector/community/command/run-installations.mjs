/** Runs installations of the real client as processes, a few at a time, each with a home of its own. */
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DAY_MS, findMonday, HOUR_MS } from "../calendar.mjs";
import { VERSIONS } from "../parameters.mjs";
import { SeededRandom } from "../seeded-random.mjs";

const PROGRAM = fileURLToPath(new URL("./installation-process.mjs", import.meta.url));
/** Two variants of an experiment need two weeks from the first use to the outcome. */
const WEEK_MS = 7 * DAY_MS;

/**
 * @param {object} options
 * @param {number} options.count
 * @param {string} options.folder of the homes
 * @param {string} options.url of the collector
 * @param {number} options.weekMs the Monday of the week that will be published
 * @param {AbortSignal} options.signal
 * @param {(finished: number) => void} options.onFinished
 * @returns {Promise<string | undefined>} the home of the first installation
 */
export async function runInstallations({ count, folder, url, weekMs, signal, onFinished }) {
  const random = new SeededRandom(count);
  const homes = Array.from({ length: count }, (_, index) => join(folder, String(index + 1).padStart(3, "0")));
  let next = 0;
  let finished = 0;
  const runInTurn = async () => {
    while (next < homes.length) {
      const index = next++;
      const days = planDays(random, weekMs).map((day, place) => `${day}=${VERSIONS[place === 0 ? 0 : 1]}`);
      await runInstallation({
        home: homes[index] ?? folder,
        args: [url, String(index + 1), ...days],
        signal,
      });
      onFinished(++finished);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, runInTurn));
  return homes[0];
}

/**
 * Returns when an installation is used: in the week before the published one, in that week, and now. With the last use it
 * reports the week, and the outcomes of experiments.
 * @param {SeededRandom} random
 * @param {number} weekMs
 */
function planDays(random, weekMs) {
  const drawTime = (/** @type {number} */ mondayMs) =>
    mondayMs + random.integer(0, 6) * DAY_MS + Math.round((8 + 11 * random.uniform()) * HOUR_MS);
  const now = Date.now();
  const today = Math.max(now - random.integer(0, 30) * 60_000, findMonday(weekMs + 2 * WEEK_MS));
  return [drawTime(weekMs - WEEK_MS), drawTime(weekMs), today];
}

/** @param {{ home: string, args: string[], signal: AbortSignal }} options */
async function runInstallation({ home, args, signal }) {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  // Nothing else of the environment applies, so that neither a setting nor CI changes what is sent.
  const env = { PATH: process.env.PATH ?? "", HOME: home };
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: home,
    env,
    signal,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const code = await new Promise((resolve, reject) => {
    child.once("close", resolve);
    child.once("error", reject);
  });
  if (code !== 0) throw new Error(`an installation ended with code ${code}: ${errors}`);
}
