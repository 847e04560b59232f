// Checks that time grows no faster than the number of items, and that memory does not grow at all.
import { runInFreshProcess } from "./support/fresh-process.mjs";

export const title = "the time of one item among few, and among many";

const growth = "growth";
const heap = "heap growth, MB";

/** The number of items in a full run and in a quick run. A part without `quick` is left out of quick runs. */
const PARTS = {
  "numbers in an array": { part: "numbers", full: 10_000, quick: 10_000 },
  "values in a DISTRIBUTION": { part: "distribution", full: 10_000, quick: 10_000 },
  matches: { part: "matches", full: 500, quick: 500 },
  "matches, past the limits": { part: "matches", full: 10_000 },
  "captures, into a spool": { part: "captures", full: 100_000, quick: 5000 },
  "different classes": { part: "classes", full: 100_000, quick: 5000 },
  "different hashed texts": { part: "hashes", full: 1_000_000, quick: 50_000 },
  "different undeclared texts": { part: "strings", full: 1_000_000 },
};
const CONSTANT_MEMORY = ["classes", "hashes", "strings", "captures"];

export const targets = Object.entries(PARTS).flatMap(([name, { part }]) => [
  { title: `${name}: time an item`, row: name, column: growth, limit: 1.5, slack: 1.4, unit: "×" },
  ...(CONSTANT_MEMORY.includes(part)
    ? [{ title: `${name}: heap`, row: name, column: heap, limit: 1, unit: "MB" }]
    : []),
]);

export async function measure({ quick }) {
  const program = new URL("programs/growth.mjs", import.meta.url);
  const rows = [];
  for (const [name, { part, full, quick: fewer }] of Object.entries(PARTS)) {
    if (quick && fewer === undefined) continue;
    const result = await runInFreshProcess(program, {
      args: [part, String(quick ? fewer : full)],
      execArgv: ["--expose-gc"],
      env: { BENCH_RECEIVER: "http://127.0.0.1:9" },
    });
    const { few, many, outputBytes, heap: heapGrowth } = result;
    rows.push({
      name,
      items: quick ? fewer : full,
      "ns an item, few": few,
      "ns an item, many": many,
      [growth]: many / few,
      [heap]: heapGrowth,
      "bytes out": outputBytes,
    });
  }
  const tenths =
    "few is a tenth of the items, or the first three tenths of a stream; many is all of them, or the last three tenths";
  const limits =
    "an event has at most 512 keys and 32 KB; what does not fit is removed, so further items take less time";
  const captures = "captures are spooled, and the queue in memory holds at most 1,000 of them";
  return { rows, notes: [tenths, limits, captures] };
}
