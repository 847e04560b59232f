// Whether time grows with what there is to do and no faster, and memory not at all.
import { runFresh } from "./support/fresh.mjs";

export const what = "an item where there are few, and where there are many";

const growth = "growth";
const heap = "heap, MB more";

/** `most` of a full run, and of a quick one. */
const PARTS = {
  "numbers in an array": { part: "numbers", most: 10_000, quick: 10_000 },
  "values in a DISTRIBUTION": { part: "distribution", most: 10_000, quick: 10_000 },
  matches: { part: "matches", most: 500, quick: 500 },
  "matches, past the limits": { part: "matches", most: 10_000 },
  "captures, into a spool": { part: "captures", most: 100_000, quick: 5000 },
  "different classes": { part: "classes", most: 100_000, quick: 5000 },
  "different hashed texts": { part: "hashes", most: 1_000_000, quick: 50_000 },
  "different guarded texts": { part: "strings", most: 1_000_000 },
};
const FLAT = ["classes", "hashes", "strings", "captures"];

export const targets = Object.entries(PARTS).flatMap(([name, { part }]) => [
  { what: `${name}: time an item`, row: name, column: growth, limit: 1.5, slack: 1.4, unit: "×" },
  ...(FLAT.includes(part) ? [{ what: `${name}: heap`, row: name, column: heap, limit: 1, unit: "MB" }] : []),
]);

export async function measure({ quick }) {
  const program = new URL("programs/growth.mjs", import.meta.url);
  const rows = [];
  for (const [name, { part, most, quick: fewer }] of Object.entries(PARTS)) {
    if (quick && fewer === undefined) continue;
    const result = await runFresh(program, {
      args: [part, String(quick ? fewer : most)],
      execArgv: ["--expose-gc"],
      env: { BENCH_RECEIVER: "http://127.0.0.1:9" },
    });
    const { few, many, kept, heap: more } = result;
    rows.push({
      name,
      items: quick ? fewer : most,
      "ns an item, few": few,
      "ns an item, many": many,
      [growth]: many / few,
      [heap]: more,
      "bytes out": kept,
    });
  }
  const tenths =
    "few is a tenth of the items, or of a stream the first three tenths; many is all of them, or the last three";
  const limits =
    "an event has at most 512 keys and 32 KB: what does not fit is left out, so past it an item takes less";
  const captures = "captures are spooled: the queue in memory holds 1,000, so that is how long it gets";
  return { rows, notes: [tenths, limits, captures] };
}
