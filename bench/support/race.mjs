// Measures contestants in turn, round after round, each in a process of its own: what one of them leaves behind
// (compiled code, garbage, patched built-ins) is no other's, and what the machine does meanwhile is everybody's.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { INSTALL } from "../peers/load.mjs";
import { median } from "./median.mjs";
import { cleanEnvironment, newHome } from "./surroundings.mjs";

const PROGRAM = fileURLToPath(new URL("contestant.mjs", import.meta.url));

/** How long, in milliseconds, is warmed up and how long one round is; and how many rounds there are. */
const FULL = { warmUp: 500, longest: 20, rounds: 21 };
const QUICK = { warmUp: 300, longest: 3, rounds: 9 };

/**
 * Starts `{ label: { contestant, execArgv, env } }` of a module. Those whose peers are not installed are left out, and noted.
 * @returns `{ racers, notes }`; call `close()` of each racer
 */
export async function start(module, entries, { isFresh = false } = {}) {
  const racers = [];
  const notes = [];
  for (const [label, { contestant = label, execArgv = [], env = {} }] of Object.entries(entries)) {
    const child = fork(PROGRAM, [module, contestant, ...(isFresh ? ["--fresh"] : [])], {
      cwd: process.env.HOME,
      env: cleanEnvironment(newHome(), env),
      execArgv: ["--expose-gc", ...execArgv],
      serialization: "advanced",
    });
    let settle;
    const ask = (message) => {
      if (message !== undefined) child.send(message);
      return new Promise((...both) => {
        settle = both;
      });
    };
    child.on("message", (answer) => settle[0](answer));
    child.on("exit", (code) => settle[1](new Error(`${label} ended with ${code}`)));
    const said = await ask();
    if (said === "ready") racers.push({ label, ask, close: () => child.kill() });
    else notes.push(`${label} is not installed, so not measured: ${INSTALL}`);
    if (said !== "ready") child.kill();
  }
  return { racers, notes };
}

/** Nanoseconds and CPU microseconds a call, medians over the rounds: label → case → `{ nanoseconds, cpu }`. */
export async function race(racers, keys, { quick, calls, rounds = (quick ? QUICK : FULL).rounds }) {
  const { warmUp, longest } = quick ? QUICK : FULL;
  const measured = {};
  for (const key of keys) {
    const sizes = new Map();
    const samples = new Map(racers.map(({ label }) => [label, []]));
    for (const { label, ask } of racers) {
      const size = await ask({ kind: "warm", key, milliseconds: warmUp, longest: calls ? 1 : longest });
      sizes.set(label, calls ?? size);
    }
    for (let round = 0; round < rounds; round++)
      for (const { label, ask } of rotated(racers, round))
        samples.get(label).push(await ask({ kind: "burst", key, calls: sizes.get(label) }));
    for (const [label, each] of samples) {
      measured[label] ??= {};
      measured[label][key] = {
        nanoseconds: median(each.map(({ nanoseconds }) => nanoseconds)),
        cpu: median(each.map(({ cpu }) => cpu)),
      };
    }
  }
  return measured;
}

/** Milliseconds to build a contestant and call it once, in a new process for each: label → median. */
export async function raceFirstCalls(module, entries, key, rounds) {
  const samples = {};
  for (let round = 0; round < rounds; round++)
    for (const entry of rotated(Object.entries(entries), round)) {
      const { racers } = await start(module, Object.fromEntries([entry]), { isFresh: true });
      for (const { label, ask, close } of racers) {
        samples[label] ??= [];
        samples[label].push(await ask({ kind: "first", key }));
        close();
      }
    }
  return Object.fromEntries(Object.entries(samples).map(([label, each]) => [label, median(each)]));
}

/** Nobody is always the one who runs after the heaviest. */
const rotated = (list, by) => [...list.slice(by % list.length), ...list.slice(0, by % list.length)];
