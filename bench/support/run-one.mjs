// Runs one bench: measures, compares with the targets, prints a table, and writes build/bench/<name>.json.
import { evaluateTarget, isRatio, printResult, writeResult } from "./report.mjs";

const [name, ...rest] = process.argv.slice(2);
const quick = rest.includes("--quick");
const { title, targets, measure } = await import(`../${name}.mjs`);
const started = performance.now();
let { rows, notes, verdicts } = await measureOnce();
// A quick run is repeated once before it fails, because the machine may have been busy with something else.
if (quick && verdicts.some(({ isMet }) => !isMet)) ({ rows, notes, verdicts } = await measureOnce());

async function measureOnce() {
  const { rows, notes = [] } = await measure({ quick });
  const verdicts = targets
    .filter((target) => isRatio(target) || !quick)
    .map((target) => evaluateTarget(target, rows, { quick }))
    .filter(({ isMet }) => isMet !== undefined || !quick); // a quick run does not measure every row
  return { rows, notes, verdicts };
}
printResult({ name, title, rows, notes, verdicts, seconds: (performance.now() - started) / 1000 });
writeResult({ name, quick, title, rows, notes, targets: verdicts });
// A missed target fails a quick run. A full run only reports it.
if (quick && verdicts.some(({ isMet }) => isMet === false)) process.exitCode = 1;
process.exit();
