// Measures how long the digest of a path takes, at first and when it is repeated.
import assert from "node:assert/strict";
import { race, start } from "./support/race.mjs";

export const title = "the digest of a path of 60 characters";

const OURS = "a HASH field's digest";
const HMAC = "createHmac";
const unseen = "never seen, ns";
const repeated = "repeated, ns";

const reference = { row: HMAC, value: 1461 };

export const targets = [
  { title: "never seen", row: OURS, column: unseen, limit: 1100, unit: "ns", reference },
  { title: "repeated", row: OURS, column: repeated, limit: 30, unit: "ns", reference },
  { title: "never seen ÷ createHmac", row: OURS, column: unseen, over: { row: HMAC }, limit: 1, slack: 1.3 },
  { title: "repeated ÷ createHmac", row: OURS, column: repeated, over: { row: HMAC }, limit: 0.02, slack: 2 },
];

export async function measure({ quick }) {
  const module = new URL("contestants/hash.mjs", import.meta.url).href;
  const labels = [OURS, HMAC, "two crypto.hash", "crypto.hash sha256, no key", "createHash sha256, no key"];
  const { racers } = await start(module, Object.fromEntries(labels.map((label) => [label, {}])));
  for (const { label, ask } of racers) {
    const digests = await ask({ kind: "sample", key: "never seen", calls: 3 });
    assert.equal(new Set(digests).size, 3, label);
    for (const digest of digests) assert.match(digest, /^[0-9a-f]{64}$/, label);
  }
  const measured = await race(racers, ["never seen", "repeated", "made anew"], { quick });
  for (const { close } of racers) close();
  const rows = racers.map(({ label }) => ({
    name: label,
    [unseen]: measured[label]["never seen"].nanoseconds,
    [repeated]: measured[label].repeated.nanoseconds,
    "an equal string, ns": measured[label]["made anew"].nanoseconds,
  }));
  return {
    rows,
    notes: ["an equal string is a different object, whose hash the engine has not computed yet"],
  };
}
