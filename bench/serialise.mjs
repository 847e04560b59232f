// Measures how long it takes to sanitize a response, beside code written by hand and other packages.
import assert from "node:assert/strict";
import { RESPONSES } from "./fixtures/response.mjs";
import { race, raceFirstCalls, start } from "./support/race.mjs";

export const title =
  "one response of 14 fields with 10 matches and 11 hashes, as the library's model and as a tool's own class";

const OURS = "codeweaver-telemetry";
const HAND = "by hand";
const TRANSFORMER = "class-transformer instanceToPlain";

/** The most that each class may take, compared with code written by hand. */
const LIMITS = { "library's model": 10, "own class": 6.5 };

// A quick run finds what became slower, so its slack has room for noise.
export const targets = Object.entries(LIMITS).map(([model, limit]) => ({
  title: `${model} ÷ by hand`,
  row: OURS,
  column: `${model}, ns`,
  over: { row: HAND },
  limit,
  slack: 2.5,
}));

const ENTRIES = {
  [OURS]: {},
  [HAND]: {},
  "by hand, and frozen": {},
  [TRANSFORMER]: {},
  "zod 4 transform": {},
  "fast-redact, to JSON, what is undeclared as it is": {},
  structuredClone: {},
  "JSON copy": {},
};
/** A quick run measures only what has a target. */
const QUICK = [OURS, HAND];
/** Contestants with the same output. */
const EQUAL = [HAND, "by hand, and frozen", TRANSFORMER, "zod 4 transform"];

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
    notes: [
      sizes,
      "a first call is one in a fresh process, including the creation of its schema or plan",
      ...notes,
    ],
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
