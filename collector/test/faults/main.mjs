/**
 * Breaks the machine under a running collector in every way that is likely, and compares what it acknowledged with its files.
 * `npm run build && npm run build -w collector && npm run test:faults -w collector [-- --quick] [-- --only NAME]`; ends with 1
 * if a case fails.
 */
import { parseArgs } from "node:util";
import { enterNamespace } from "../../../test/faults/mounts.mjs";
import { CASES } from "./cases/index.mjs";
import { createFolder, killRemaining, listErrors, removeFolder } from "./support/server-process.mjs";

enterNamespace();

const { values: flags } = parseArgs({
  options: { quick: { type: "boolean", default: false }, only: { type: "string" } },
});
const selected = CASES.filter(({ name }) => flags.only === undefined || name === flags.only);
if (selected.length === 0) {
  console.error(`--only is one of ${CASES.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}

/** Returns the row of a case. One that cannot come to its end has failed. */
async function runCase({ name, run }) {
  const root = createFolder();
  try {
    return { name, ...(await run({ folder: `${root}/data`, root, isQuick: flags.quick })) };
  } catch (error) {
    return { name, done: "did not come to its end", problems: [error.stack ?? String(error), listErrors()] };
  } finally {
    await killRemaining();
    removeFolder(root);
  }
}

function judge({ lost = 0, countedTwice = 0, skipped, problems = [] }) {
  if (skipped !== undefined) return `skipped: ${skipped}`;
  return lost + countedTwice + problems.length === 0 ? "kept" : "FAILED";
}

const rows = [];
for (const each of selected) {
  const start = performance.now();
  const result = await runCase(each);
  const verdict = judge(result);
  console.error(`${each.name}: ${verdict} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  for (const problem of new Set(result.problems)) console.error(`  ✗ ${problem}`);
  rows.push({ ...result, verdict });
}

console.log("| case | what was done | acknowledged | lost | counted twice | verdict |");
console.log("|---|---|---|---|---|---|");
for (const { name, done = "", acknowledged = "", lost = "", countedTwice = "", verdict } of rows)
  console.log(`| ${[name, done, acknowledged, lost, countedTwice, verdict].join(" | ")} |`);
process.exit(rows.some(({ verdict }) => verdict === "FAILED") ? 1 : 0);
