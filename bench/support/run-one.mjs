// Runs one bench: measures, prints its table, holds it against its targets, and writes build/bench/<name>.json.
import { isRatio, print, verdictOf, write } from "./report.mjs";

const [name, ...rest] = process.argv.slice(2);
const quick = rest.includes("--quick");
const { what, targets, measure } = await import(`../${name}.mjs`);
const started = performance.now();
let { rows, notes, verdicts } = await attempt();
// A second in which the machine was busy with something else breaks no check.
if (quick && verdicts.some(({ isMet }) => !isMet)) ({ rows, notes, verdicts } = await attempt());

async function attempt() {
  const { rows, notes = [] } = await measure({ quick });
  const verdicts = targets
    .filter((target) => isRatio(target) || !quick)
    .map((target) => verdictOf(target, rows, { quick }))
    .filter(({ isMet }) => isMet !== undefined || !quick); // a quick run measures a part
  return { rows, notes, verdicts };
}
print({ name, what, rows, notes, verdicts, seconds: (performance.now() - started) / 1000 });
write({ name, quick, what, rows, notes, targets: verdicts });
// A full run says what was missed; a quick one is a check.
if (quick && verdicts.some(({ isMet }) => isMet === false)) process.exitCode = 1;
process.exit();
