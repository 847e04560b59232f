// Measures how long an undeclared text takes to sanitize, by its kind, at first and when it is repeated.
import assert from "node:assert/strict";
import { race, start } from "./support/race.mjs";

export const title = "whether an undeclared text may be sent (isSendable), beside redactIdentifiableInfo";

const KINDS = {
  word: "a word of a closed set",
  label: "semantic_rerank",
  version: "1.2.3",
  sentence: "a sentence of 60 characters",
  path: "a path of 60 characters",
};
const repeated = "repeated, ns";
const unseen = "never seen, ns";

export const targets = [
  ...["word", "label", "version"].map((kind) => ({
    title: `${KINDS[kind]}, repeated`,
    row: KINDS[kind],
    column: repeated,
    limit: 60,
    unit: "ns",
  })),
  {
    title: "semantic_rerank, repeated ÷ never seen",
    row: KINDS.label,
    column: repeated,
    over: { column: unseen },
    limit: 0.1,
    slack: 2,
  },
];

export async function measure({ quick }) {
  const module = new URL("contestants/undeclared-text.mjs", import.meta.url).href;
  const { racers } = await start(module, { isSendable: {}, redactIdentifiableInfo: {} });
  const [{ ask }] = racers;
  assert.deepEqual(await ask({ kind: "sample", key: "path, never seen", calls: 1 }), [false]);
  assert.deepEqual(await ask({ kind: "sample", key: "version, repeated", calls: 1 }), [true]);
  const kinds = quick ? ["label"] : Object.keys(KINDS);
  const keys = kinds.flatMap((kind) => [`${kind}, repeated`, `${kind}, never seen`]);
  const measured = await race(racers, keys, { quick });
  for (const { close } of racers) close();
  const rows = kinds.map((kind) => ({
    name: KINDS[kind],
    [repeated]: measured.isSendable[`${kind}, repeated`].nanoseconds,
    [unseen]: measured.isSendable[`${kind}, never seen`].nanoseconds,
    "redaction, repeated, ns": measured.redactIdentifiableInfo[`${kind}, repeated`].nanoseconds,
    "redaction, never seen, ns": measured.redactIdentifiableInfo[`${kind}, never seen`].nanoseconds,
  }));
  return { rows };
}
