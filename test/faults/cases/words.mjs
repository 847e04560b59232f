// The words of a case's row. `../perform.mjs` performs a row, and `../judge.mjs` compares the result with it.
import { EVENTS } from "../programs.mjs";

/**
 * A row has a `name` and these fields, all optional:
 * - `how`: who sends, and what the program calls at its end. One of `HOW`, @default `child`
 * - `behaviour`: what the server does with requests. @default healthy. `server`: how it is reached
 * - `program`: what the program does (`createProgram`), or `text`, a function that returns a whole program
 * - `env`, `args`, `wrapper`, `uid`, `hangsUp`: how it is run. `home`: where, @default an empty folder. `mount`: a disk for it
 * - `prepare`: changes the home before the first run. May return ids that it planted, and a check of the home at the end
 * - `runs`: how often; `together`: so many at a time; `hasFreshHomes`: each run has its own home
 * - `arrives`: when the events arrive. `later`: what is different in the later run, which every case performs
 * - `twice`: how many events of one process may arrive a second time, @default 0. More often than twice is never allowed
 * - `ends`: what the end of the process is compared with. @default `AT_ONCE`, or `UNTIMED` for processes at the same time
 * - `requests`: the largest number of requests, without those of the later run
 * - `whenDone`: a check while the program still runs, after it said what it captured
 * - `isQuick`: whether the quick part has it. `skipped`: why it cannot be performed here
 */
export const DEFAULTS = { how: "child", runs: 3, twice: 0, arrives: "at once", later: {} };

/** The setting `delivery`, and the call at the end. */
export const HOW = {
  child: { delivery: "auto" },
  inline: { delivery: "inline" },
  spool: { delivery: "spool" },
  "child, await endSession()": { delivery: "auto", end: "await telemetry.endSession();" },
  "inline, await endSession()": { delivery: "inline", end: "await telemetry.endSession();" },
  "await shutdown()": { delivery: "auto", end: "await telemetry.shutdown();" },
  "await flush()": {
    delivery: "inline",
    end: `await telemetry.flush();
      const { pending } = telemetry.stats();
      if (pending > 0) process.stderr.write(pending + " events are unsent after flush()");`,
  },
};

/** All events arrive before the later run. */
export const AT_ONCE_ALL = "at once";
/** All events have arrived after the later run. */
export const LATER = "with the later run";
/** The server refuses the events, or telemetry is off. */
export const NEVER = "never";
/** Nothing can be sent, not even later, and nothing is lost. */
export const ON_DISK = "they are on the disk";
/** Nothing can be sent or stored. */
export const MAY_BE_LOST = "they may be lost";

/** As long as with a healthy server. */
export const AT_ONCE = "as with a healthy server";
/** As long as a process that itself sends to a healthy server. Where nothing can be stored, there is no other way. */
export const AT_ONCE_ITSELF = "as a process that sends to a healthy server itself";
/** As long as a host that itself waits for the exit budget. */
export const WITHIN_BUDGET = "as a host that waits for the exit budget";
/** As long as a host that itself sends a request over the same line. */
export const AFTER_ANSWER = "as a host that sends a request itself";
export const UNTIMED = "not compared";

/** The default of `batch_size`: the largest batch of its own events that a process has in flight when it ends. */
export const BATCH_SIZE = 10;
/** The one batch of a program with the usual number of events. */
export const ONE_BATCH = EVENTS;

/** Combines each row with each variant. The variant's fields win. */
export const combine = (rows, variants) =>
  rows.flatMap((row) => variants.map((variant) => ({ ...row, ...variant })));
