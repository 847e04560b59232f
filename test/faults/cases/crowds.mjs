// Many processes, many threads, many files, many failures: what they cost the server, and what arrives twice.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { BEHAVIOURS, ONE_429, SLOW } from "../behaviours.mjs";
import { plantSpoolFiles, writeIn } from "../plant.mjs";
import { createProgram, createThreadsProgram } from "../programs.mjs";
import { BATCH_SIZE, combine, LATER, UNTIMED } from "./words.mjs";

/** The limits of one process are not the subject. */
const GENEROUS = {
  CODEWEAVER__TELEMETRY__EVENTS_PER_MINUTE: "1000000",
  CODEWEAVER__TELEMETRY__SPOOL_MAX_MB: "1000",
};
const CROWD = 50;
const EVENTS_EACH = 20;

/** The breaker opens after five failures. A process that was sending by then may fail once more. */
const MOST_FAILURES = 8;
const failing = [
  { behaviour: BEHAVIOURS[500], name: "500 in every run", isQuick: true },
  { behaviour: BEHAVIOURS["resets in the middle"], name: "connections are reset in every run" },
].map((row) => ({ ...row, how: "inline", runs: 15, quickRuns: 12 }));

const breaker = [
  ...failing,
  { ...failing[0], how: "child", isQuick: false },
  { ...failing[0], how: "child, await endSession()", isQuick: false },
].map((row) => ({ ...row, arrives: LATER, requests: MOST_FAILURES }));

const retryAfter = {
  name: "one 429 with Retry-After: 1",
  how: "await flush()",
  behaviour: ONE_429,
  runs: 40,
  quickRuns: 8,
  together: 8,
  hasFreshHomes: true,
  isQuick: true,
};

const manyFiles = combine(
  [
    {
      name: "300 spool files of one event each",
      prepare: ({ home, host }) => ({ planted: plantSpoolFiles({ home, host, count: 300 }) }),
      runs: 1,
      requests: 8,
      ends: UNTIMED,
    },
  ],
  [{ how: "child", isQuick: true }, { how: "inline", arrives: LATER }, { how: "child, await endSession()" }],
);

const processes = combine(
  [{ name: `many processes at once, ${EVENTS_EACH} events each` }],
  [
    // On a machine with few cores, the server is slow for so many processes.
    { how: "child", twice: BATCH_SIZE, quickRuns: 12, isQuick: true },
    { how: "inline", behaviour: SLOW["400 ms"], twice: BATCH_SIZE },
    { how: "child, await endSession()", behaviour: SLOW["400 ms"], twice: BATCH_SIZE },
    { how: "child, await endSession()", behaviour: SLOW["2 s"], twice: BATCH_SIZE },
  ],
).map((row) => ({ ...row, program: { events: EVENTS_EACH }, runs: CROWD, together: CROWD }));

const endSessionInThread = createProgram({
  events: EVENTS_EACH,
  end: "await telemetry.endSession();",
}).replace(
  'output.write("done " + ids.join(" "));',
  '(await import("node:worker_threads")).parentPort.postMessage(ids);',
);

const threads = combine(
  [
    {
      name: `${CROWD} threads at once, ${EVENTS_EACH} events each`,
      text: ({ home }) => {
        const path = join(home, "thread.mjs");
        writeIn(path, endSessionInThread);
        return createThreadsProgram({ threads: CROWD, file: JSON.stringify(pathToFileURL(path).href) });
      },
      runs: 1,
      ends: UNTIMED,
      captures: CROWD * EVENTS_EACH,
    },
  ],
  [
    // Each thread has a queue of its own, and thus a batch of its own in flight.
    { how: "child", twice: CROWD * BATCH_SIZE },
    { how: "child", behaviour: SLOW["400 ms"], twice: CROWD * BATCH_SIZE },
    { how: "child", behaviour: SLOW["2 s"], twice: CROWD * BATCH_SIZE },
  ],
);

const named = (row) => {
  const time = Object.keys(SLOW).find((key) => SLOW[key] === row.behaviour);
  return time === undefined ? row : { ...row, name: `${row.name}; the server answers after ${time}` };
};

export const CROWDS = [
  ...breaker,
  retryAfter,
  ...manyFiles,
  ...[...processes, ...threads].map((row) => ({
    ...named(row),
    env: GENEROUS,
    arrives: LATER,
    later: { program: { events: 1 } },
  })),
];
