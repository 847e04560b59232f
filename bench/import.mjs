// Measures how much an import adds to the start of a process, beside those of peers. The packages take turns.
import { describeMissing, locate } from "./peers/peer-modules.mjs";
import { runInFreshProcess } from "./support/fresh-process.mjs";
import { median } from "./support/median.mjs";

export const title = "the import of a package in a fresh process";

const added = "ms more than an empty module";
const MAIN = "codeweaver-telemetry";
const MODELS = "codeweaver-telemetry/models";
const POSTHOG = "posthog-node";
const PEERS = [
  "zod",
  "class-transformer",
  "reflect-metadata",
  "@opentelemetry/api",
  "@opentelemetry/sdk-trace-node",
  "@segment/analytics-node",
];

export const targets = [
  {
    title: "main entry ÷ posthog-node",
    row: MAIN,
    column: added,
    over: { row: POSTHOG },
    limit: 0.06,
    slack: 3,
  },
  {
    title: "/models ÷ posthog-node",
    row: MODELS,
    column: added,
    over: { row: POSTHOG },
    limit: 0.1,
    slack: 2.5,
  },
];

export async function measure({ quick }) {
  const programs = { bare: [], "an empty module": [new URL("programs/empty.mjs", import.meta.url).href] };
  for (const name of [MAIN, MODELS]) programs[name] = [import.meta.resolve(name)];
  const names = quick ? [POSTHOG] : [POSTHOG, ...PEERS];
  for (const name of names) if (!describeMissing(name)) programs[name] = [locate(name)];
  const samples = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
  const program = new URL("programs/import-one.mjs", import.meta.url);
  for (let round = 0; round < (quick ? 3 : 15); round++)
    for (const [name, args] of Object.entries(programs))
      samples[name].push(await runInFreshProcess(program, { args }));
  const getImportTime = (name) => median(samples[name].map((each) => each.milliseconds));
  const getWallTime = (name) => median(samples[name].map((each) => each.wall));
  const getAdded = (name) => getImportTime(name) - getImportTime("an empty module");
  const rows = Object.keys(programs)
    .filter((name) => name !== "bare")
    .map((name) => ({
      name,
      "ms of import()": getImportTime(name),
      [added]: getAdded(name),
      "whole process, ms more than bare": getWallTime(name) - getWallTime("bare"),
      "× posthog-node": getAdded(name) / getAdded(POSTHOG),
    }));
  return {
    rows,
    notes: [
      `bare node takes ${getWallTime("bare").toFixed(0)} ms`,
      ...names.map(describeMissing).filter(Boolean),
    ],
  };
}
