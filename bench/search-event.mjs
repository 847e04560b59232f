// How long the search event takes, from a response to sealed properties, beside a function that makes the same object.
import assert from "node:assert/strict";
import { RESPONSES } from "./fixtures/response.mjs";
import { race, start } from "./support/race.mjs";

export const title =
  "a SearchEvent of a response with 10 matches, to its sealed properties, nothing opted in";

const OURS = "codeweaver-telemetry";
const HAND = "by hand";

export const targets = [
  { title: "the event ÷ by hand", row: OURS, column: "ns", over: { row: HAND }, limit: 2, slack: 5 },
];

export async function measure({ quick }) {
  const module = new URL("contestants/search-event.mjs", import.meta.url).href;
  const { racers } = await start(module, { [OURS]: {}, [`${OURS}, without its query`]: {}, [HAND]: {} });
  const samples = [];
  for (const { ask } of racers) samples.push(await ask({ kind: "sample", key: "search", calls: RESPONSES }));
  for (const sample of samples) assert.deepEqual(sample, samples[0]);
  const measured = await race(racers, ["search"], { quick });
  for (const { close } of racers) close();
  const of = (label) => measured[label].search.nanoseconds;
  return {
    rows: racers.map(({ label }) => ({ name: label, ns: of(label), "÷ by hand": of(label) / of(HAND) })),
  };
}
