// Measures what telemetry adds to a process, and what happens to its events, whatever goes wrong.
// `npm run build && npm run test:faults [-- --quick] [--only=PART OF A GROUP'S OR CASE'S NAME]`; ends with 1 if a case breaks its promise.
import { burden } from "./burden.mjs";
import { GROUPS } from "./cases/index.mjs";
import { DEFAULTS } from "./cases/words.mjs";
import { Controls } from "./controls.mjs";
import { judgeCase } from "./judge.mjs";
import { enterNamespace } from "./mounts.mjs";
import { comparePeers } from "./peers.mjs";
import { cleanUp, performGroup, performLater, prepareCase } from "./perform.mjs";
import { storms } from "./storms.mjs";

enterNamespace();

const isQuick = process.argv.includes("--quick");
const only = process.argv.find((argument) => argument.startsWith("--only="))?.slice("--only=".length);
/** Later runs are not measured, so that some of them may be made at the same time. */
const LATER_AT_ONCE = 4;

let faultCount = 0;
function judge(name, isRight, problem) {
  if (isRight) return;
  faultCount++;
  console.log(`✗ ${name}: ${problem}`);
}

const getLabel = ({ name, how = DEFAULTS.how }) => `${name}; ${how}`;
const isSelected = (title, row) =>
  (!isQuick || row.isQuick === true) && `${title}: ${getLabel(row)}`.includes(only ?? "");

/** Returns a function that starts at most so many actions at a time. */
function createLimit(count) {
  const waiting = [];
  return async (action) => {
    if (count === 0) await new Promise((resolve) => waiting.push(resolve));
    else count--;
    try {
      return await action();
    } finally {
      const next = waiting.shift();
      if (next === undefined) count++;
      else next();
    }
  };
}

const performed = [];
for (const [title, rows] of Object.entries(GROUPS)) {
  const selected = rows.filter((row) => isSelected(title, row));
  for (const row of selected)
    if (row.skipped !== undefined) console.log(`skipped: ${getLabel(row)} (${row.skipped})`);
  const possible = selected.filter(({ skipped }) => skipped === undefined);
  if (possible.length === 0) continue;
  const controls = new Controls();
  const cases = [];
  for (const row of possible) cases.push(await prepareCase(row, isQuick));
  await performGroup(cases, controls);
  performed.push({ title, controls, cases });
}

const runSoon = createLimit(LATER_AT_ONCE);
await Promise.all(performed.flatMap(({ cases }) => cases).map((each) => performLater(each, runSoon)));

for (const { title, controls, cases } of performed) {
  const table = {};
  for (const each of cases) {
    const { row, problems } = judgeCase(each, controls);
    table[getLabel(each)] = row;
    for (const problem of problems) judge(getLabel(each), false, problem);
    await cleanUp(each);
  }
  console.log(`${title}: medians of the ends of processes (${controls.describe()})`);
  console.table(table);
  await controls.remove();
}

if (only === undefined) await storms(judge, isQuick);
if (!isQuick && only === undefined) await burden(judge);
if (!isQuick && only === undefined) await comparePeers();
console.log(faultCount === 0 ? "every case keeps its promises" : `${faultCount} faults`);
process.exit(faultCount === 0 ? 0 : 1);
