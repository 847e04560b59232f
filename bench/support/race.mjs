// Measures contestants in turns, each in a process of its own. So compiled code, garbage and patched built-ins of one
// contestant do not affect another, and changes in the machine's speed affect all of them alike.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { formatMissing } from "../peers/peer-modules.mjs";
import { createEnvironment, createHome } from "./environment.mjs";
import { median } from "./median.mjs";

const PROGRAM = fileURLToPath(new URL("contestant.mjs", import.meta.url));

/** The milliseconds of the warm-up and of one round at most, and the number of rounds. */
const FULL = { warmUp: 500, longest: 20, rounds: 21 };
const QUICK = { warmUp: 500, longest: 6, rounds: 15 };

/**
 * Starts the contestants `{ label: { contestant, execArgv, env } }` of a module.
 * Contestants whose peers are not installed are left out, and named in the notes.
 * @returns `{ racers, notes }`; call `close()` of each racer
 */
export async function start(module, entries, { isFresh = false } = {}) {
  const racers = [];
  const notes = [];
  for (const [label, { contestant = label, execArgv = [], env = {} }] of Object.entries(entries)) {
    const child = fork(PROGRAM, [module, contestant, ...(isFresh ? ["--fresh"] : [])], {
      cwd: process.env.HOME,
      env: createEnvironment(createHome(), env),
      execArgv: ["--expose-gc", ...execArgv],
      serialization: "advanced",
    });
    let pending;
    const ask = (message) => {
      if (message !== undefined) child.send(message);
      return new Promise((resolve, reject) => {
        pending = { resolve, reject };
      });
    };
    child.on("message", (answer) => pending.resolve(answer));
    child.on("exit", (code) => pending.reject(new Error(`${label} ended with ${code}`)));
    const greeting = await ask();
    if (greeting === "ready") {
      racers.push({ label, ask, close: () => child.kill() });
    } else {
      notes.push(formatMissing(label));
      child.kill();
    }
  }
  return { racers, notes };
}

/** Returns medians over the rounds, label → case → `{ nanoseconds, cpu }` of a call, with the CPU time in microseconds. */
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
      for (const { label, ask } of rotate(racers, round))
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

/** Builds each contestant in a fresh process and calls it once. Returns the median milliseconds by label. */
export async function raceFirstCalls(module, entries, key, rounds) {
  const samples = {};
  for (let round = 0; round < rounds; round++)
    for (const entry of rotate(Object.entries(entries), round)) {
      const { racers } = await start(module, Object.fromEntries([entry]), { isFresh: true });
      for (const { label, ask, close } of racers) {
        samples[label] ??= [];
        samples[label].push(await ask({ kind: "first", key }));
        close();
      }
    }
  return Object.fromEntries(Object.entries(samples).map(([label, each]) => [label, median(each)]));
}

/** Rotates the order, so that no contestant always runs after the same one. */
const rotate = (list, by) => [...list.slice(by % list.length), ...list.slice(0, by % list.length)];
