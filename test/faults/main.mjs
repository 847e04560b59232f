// What telemetry adds to a process, whatever goes wrong, and what becomes of its events.
// `npm run build && npm run test:faults [-- --quick]`; ends with 1 where anything is lost, said, or held too long.
import { setTimeout as delay } from "node:timers/promises";
import { burden } from "./burden.mjs";
import { ALL, allCases, deliveryOf, LATER, NONE } from "./cases.mjs";
import { enterNamespace } from "./mounts.mjs";
import { comparePeers } from "./peers.mjs";
import {
  BARE,
  EXIT_BUDGET_MS,
  median,
  newHome,
  onDisk,
  program,
  removeHome,
  run,
  runLater,
  until,
} from "./run.mjs";
import { BEHAVIOURS } from "./server.mjs";
import { storms } from "./storms.mjs";

enterNamespace();

const quick = process.argv.includes("--quick");
const only = process.argv.find((argument) => argument.startsWith("--only="))?.slice("--only=".length);
const RUNS = quick ? 3 : 7;
/** Whatever the server does, the end of a process takes no longer than its budget and this. */
const TOLERANCE_MS = 30;

let faults = 0;
function judge(name, isRight, what) {
  if (isRight) return;
  faults++;
  console.log(`✗ ${name}: ${what}`);
}

const envOf = (each) => ({
  ...(each.server && { CODEWEAVER__TELEMETRY__POSTHOG_HOST: each.server.url }),
  CODEWEAVER__TELEMETRY__DELIVERY: deliveryOf(each),
  ...each.env,
});

const everyCase = (await allCases()).filter(
  ({ quick: isQuick, name }) => (!quick || isQuick) && (!only || name.includes(only)),
);
const cases = everyCase.filter(({ skipped }) => skipped === undefined);
for (const { name, skipped } of everyCase)
  if (skipped !== undefined) console.log(`skipped: ${name} (${skipped})`);
for (const each of cases) {
  each.home ??= newHome();
  each.prepare?.(each.home, each.server?.url);
  each.text = each.textIn?.(each.home) ?? program(each);
  await each.server?.become(each.behaviour ?? each.server.behaviour);
  each.runs = [];
}

const bare = [];
const bareHome = newHome();
for (let round = 0; round < RUNS; round++) {
  for (const [index, each] of cases.entries()) {
    if (index % 3 === 0) bare.push(await run(BARE, { home: bareHome }));
    const { text, home, args, wrapper, server } = each;
    const result = await run(text, { home, env: envOf(each), args, wrapper });
    each.runs.push(result);
    // A child is at work beside the next one otherwise.
    if (each.expects === ALL) await until(() => result.ids.every((id) => server.ids.includes(id)), 5000);
    else if (each.how === "child") await delay(500);
  }
}
const without = median(bare.map(({ milliseconds }) => milliseconds));

for (const each of cases) {
  each.captured = each.runs.flatMap(({ ids }) => ids);
  each.atOnce = each.captured.filter((id) => each.server?.ids.includes(id)).length;
}
await Promise.all(
  cases
    .filter(({ expects }) => expects === LATER)
    .map(async (each) => {
      const env = { CODEWEAVER__TELEMETRY__POSTHOG_HOST: each.server.url, ...each.env, ...each.later };
      await each.server.become(BEHAVIOURS.healthy);
      await runLater(each.home, env);
    }),
);

const table = {};
for (const each of cases) {
  const { name, how, captured, expects, server, runs, home } = each;
  const label = `${name}; ${how}`;
  const taken = server?.ids.filter((id) => captured.includes(id)) ?? [];
  const arrived = new Set(taken).size;
  const kept = onDisk(home);
  const added = median(runs.map(({ milliseconds }) => milliseconds)) - without;
  const said = runs.reduce((sum, { said }) => sum + said, 0);
  const codes = [...new Set(runs.map(({ code }) => code))].join();
  table[label] = {
    "ms added": Number(added.toFixed(1)),
    captured: captured.length,
    "arrived at once": each.atOnce,
    "in the end": arrived,
    twice: taken.length - arrived,
    "output, bytes": said,
    "exit code": codes,
  };
  const whole = captured.length > 0 && captured.length % RUNS === 0;
  judge(label, whole, "not all runs said what they captured");
  if (expects === ALL || expects === LATER) judge(label, arrived === captured.length, "events are missing");
  else if (expects === NONE) judge(label, arrived === 0, "events arrived where none should");
  else
    judge(
      label,
      captured.every((id) => kept.has(id)),
      "events are missing on the disk",
    );
  judge(label, taken.length === arrived, "events arrived twice");
  judge(label, added <= EXIT_BUDGET_MS + TOLERANCE_MS, "the end took too long");
  judge(label, said === 0, `something was said: ${runs.find(({ said }) => said > 0)?.text.slice(0, 300)}`);
  judge(label, codes === "0", "the exit code changed");
}
console.log(
  `The end of a process: medians of ${RUNS} runs, against the same program without telemetry (${without.toFixed(1)} ms)`,
);
console.table(table);
for (const { home, mount } of cases) if (mount === undefined) await removeHome(home);
await removeHome(bareHome);

if (only === undefined) await storms(judge, quick);
if (!quick && only === undefined) await burden(judge);
if (!quick && only === undefined) await comparePeers();
console.log(faults === 0 ? "nothing lost, said, or held too long" : `${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
