// How long it takes to turn a response into what of it may leave, beside hand-written code and others.
import assert from "node:assert/strict";
import { RESPONSES } from "./fixtures/response.mjs";
import { race, raceFirstCalls, start } from "./support/race.mjs";

export const title =
  "one response of 14 fields with 10 matches and 11 hashes, as the library's model and as a tool's own class";

const OURS = "codeweaver-telemetry";
const INTERPRETED = "codeweaver-telemetry, no code generation";
const HAND = "by hand";
const TRANSFORMER = "class-transformer instanceToPlain";

// The slack is what was attained, with room for noise: a quick run finds what has got worse.
export const targets = ["library's model", "own class"].flatMap((model) => {
  const column = `${model}, ns`;
  return [
    { title: `${model} ÷ by hand`, row: OURS, column, over: { row: HAND }, limit: 1.3, slack: 6 },
    {
      title: `${model}, no code generation ÷ by hand`,
      row: INTERPRETED,
      column,
      over: { row: HAND },
      limit: 3,
      slack: 7,
    },
    {
      title: `${model}, instanceToPlain ÷ this`,
      row: TRANSFORMER,
      column,
      over: { row: OURS },
      limit: 150,
      slack: 12,
      atLeast: true,
    },
  ];
});

const ENTRIES = {
  [OURS]: {},
  [INTERPRETED]: { contestant: OURS, execArgv: ["--disallow-code-generation-from-strings"] },
  [HAND]: {},
  "by hand, and frozen": {},
  [TRANSFORMER]: {},
  "zod 4 transform": {},
  "fast-redact, to JSON, what is undeclared as it is": {},
  structuredClone: {},
  "JSON copy": {},
};
/** In a quick run only who is held against a target. */
const QUICK = [OURS, INTERPRETED, HAND, TRANSFORMER];
/** These say they do the same. */
const EQUAL = [INTERPRETED, HAND, "by hand, and frozen", TRANSFORMER, "zod 4 transform"];

export async function measure({ quick }) {
  const entries = quick ? Object.fromEntries(QUICK.map((label) => [label, ENTRIES[label]])) : ENTRIES;
  const module = new URL("contestants/serialise.mjs", import.meta.url).href;
  const { racers, notes } = await start(module, entries);
  const sizes = await assertEqual(racers);
  const measured = await race(racers, ["library", "own"], { quick });
  for (const { close } of racers) close();
  const first = { library: {}, own: {} };
  if (!quick)
    for (const key of ["library", "own"]) first[key] = await raceFirstCalls(module, entries, key, 7);
  const rows = racers.map(({ label }) => ({
    name: label,
    "library's model, ns": measured[label].library.nanoseconds,
    "÷ by hand": measured[label].library.nanoseconds / measured[HAND].library.nanoseconds,
    "own class, ns": measured[label].own.nanoseconds,
    "÷ by hand ": measured[label].own.nanoseconds / measured[HAND].own.nanoseconds,
    "first call, ms": first.library[label],
    "own class, first call, ms": first.own[label],
  }));
  return {
    rows,
    notes: [sizes, "a first call is one in a fresh process, with making the schema or the plan", ...notes],
  };
}

async function assertEqual(racers) {
  const sample = (label, key) =>
    racers.find((racer) => racer.label === label)?.ask({ kind: "sample", key, calls: RESPONSES });
  for (const key of ["library", "own"]) {
    const ours = await sample(OURS, key);
    for (const label of EQUAL) {
      const theirs = await sample(label, key);
      if (theirs !== undefined) assert.deepEqual(theirs, ours, `${label} does not do the same: ${key}`);
    }
  }
  const inside =
    racers.find(({ label }) => label === "JSON copy") && (await sample("JSON copy", "library"))[0];
  const [outside] = await sample(OURS, "library");
  return `${inside ? `${JSON.stringify(inside).length} bytes of JSON in, ` : ""}${JSON.stringify(outside).length} bytes out`;
}
