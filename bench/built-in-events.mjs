// Measures how long the built-in events take, from a tool's data to sanitized properties, beside code written by hand.
import assert from "node:assert/strict";
import { RESPONSES } from "./fixtures/response.mjs";
import { race, start } from "./support/race.mjs";

export const title = "each built-in event, from a tool's data to its sanitized properties, nothing opted in";

const OURS = "codeweaver-telemetry";
const HAND = "by hand";
const RATIO = "÷ by hand";

const EVENTS = {
  session: { name: "SessionEvent", limit: 3 },
  flaggedSearch: { name: "SearchEvent with flags", limit: 4.5 },
  search: { name: "SearchEvent", limit: 2.8 },
  agentUsage: { name: "trackAgentUsage", limit: 5 },
};

export const targets = Object.values(EVENTS).map(({ name, limit }) => ({
  title: `${name} ÷ by hand`,
  row: name,
  column: RATIO,
  limit,
  unit: "×",
  slack: 2.5,
}));

export async function measure({ quick }) {
  const module = new URL("contestants/built-in-events.mjs", import.meta.url).href;
  const { racers } = await start(module, { [OURS]: {}, [HAND]: {} });
  const keys = Object.keys(EVENTS);
  for (const key of keys) await assertEqual(racers, key);
  const measured = await race(racers, keys, { quick });
  for (const { close } of racers) close();
  const rows = keys.map((key) => {
    const ours = measured[OURS][key].nanoseconds;
    const byHand = measured[HAND][key].nanoseconds;
    return { name: EVENTS[key].name, ns: ours, "by hand, ns": byHand, [RATIO]: ours / byHand };
  });
  return { rows };
}

/** Two processes have two keys, so that only the hashes differ. */
async function assertEqual(racers, key) {
  const samples = [];
  for (const { ask } of racers) {
    const sample = await ask({ kind: "sample", key, calls: RESPONSES });
    samples.push(JSON.parse(JSON.stringify(sample).replace(/[0-9a-f]{64}/g, "a hash")));
  }
  for (const sample of samples) assert.deepEqual(sample, samples[0], key);
}
