// What an import adds to a process, beside others', each in fresh processes, in turn.
import { locate, missing } from "./peers/load.mjs";
import { runFresh } from "./support/fresh.mjs";
import { median } from "./support/median.mjs";

export const what = "the import of a package in a fresh process";

const inside = "ms more than an empty module";
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

const there = { row: POSTHOG, value: 34 };

export const targets = [
  { what: "main entry", row: MAIN, column: inside, limit: 5, unit: "ms", there },
  { what: "/models", row: MODELS, column: inside, limit: 7, unit: "ms", there },
  {
    what: "main entry ÷ posthog-node",
    row: MAIN,
    column: inside,
    over: { row: POSTHOG },
    limit: 0.15,
    slack: 3.5,
  },
  {
    what: "/models ÷ posthog-node",
    row: MODELS,
    column: inside,
    over: { row: POSTHOG },
    limit: 0.21,
    slack: 2.5,
  },
];

export async function measure({ quick }) {
  const programs = { bare: [], "an empty module": [new URL("programs/empty.mjs", import.meta.url).href] };
  for (const name of [MAIN, MODELS]) programs[name] = [import.meta.resolve(name)];
  const names = quick ? [POSTHOG] : [POSTHOG, ...PEERS];
  for (const name of names) if (!missing(name)) programs[name] = [locate(name)];
  const samples = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
  const program = new URL("programs/import-one.mjs", import.meta.url);
  for (let round = 0; round < (quick ? 3 : 15); round++)
    for (const [name, args] of Object.entries(programs))
      samples[name].push(await runFresh(program, { args }));
  const milliseconds = (name) => median(samples[name].map((each) => each.milliseconds));
  const wall = (name) => median(samples[name].map((each) => each.wall));
  const added = (name) => milliseconds(name) - milliseconds("an empty module");
  const rows = Object.keys(programs)
    .filter((name) => name !== "bare")
    .map((name) => ({
      name,
      "ms of import()": milliseconds(name),
      [inside]: added(name),
      "whole process, ms more than bare": wall(name) - wall("bare"),
      "× posthog-node": added(name) / added(POSTHOG),
    }));
  return {
    rows,
    notes: [`bare node takes ${wall("bare").toFixed(0)} ms`, ...names.map(missing).filter(Boolean)],
  };
}
