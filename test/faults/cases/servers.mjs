// Servers that fail, each with a child process that sends and with a process that sends by itself.
import { BEHAVIOURS, SLOW } from "../behaviours.mjs";
import { AT_ONCE, AT_ONCE_ALL, combine, LATER, NEVER, ONE_BATCH, WITHIN_BUDGET } from "./words.mjs";

const QUICK = new Set([
  "healthy",
  "refuses connections",
  "accepts, and never answers",
  "500",
  "413 for more than two",
]);

function expectArrival(behaviour) {
  if (behaviour === BEHAVIOURS.healthy || behaviour.isStoring || behaviour.isStoringInParts)
    return AT_ONCE_ALL;
  return behaviour.isFinal ? NEVER : LATER;
}

const failing = Object.entries(BEHAVIOURS).map(([name, behaviour]) => ({
  name,
  behaviour,
  arrives: expectArrival(behaviour),
  isQuick: QUICK.has(name),
  runs: 7,
}));

/** The server stores the events, and its answer comes later than most processes wait. */
const slow = [
  { name: "answers after 200 ms", behaviour: SLOW["200 ms"], how: "inline", ends: WITHIN_BUDGET },
  { name: "answers after 200 ms", behaviour: SLOW["200 ms"], how: "child" },
  {
    name: "answers after 200 ms",
    behaviour: SLOW["200 ms"],
    how: "child, await endSession()",
    ends: WITHIN_BUDGET,
  },
  ...["400 ms", "2 s"].flatMap((time) => {
    const name = `answers after ${time}`;
    const behaviour = SLOW[time];
    const ends = WITHIN_BUDGET;
    return [
      { name, behaviour, how: "child" },
      { name, behaviour, how: "inline", ends, twice: ONE_BATCH, isQuick: time === "400 ms" },
      {
        name,
        behaviour,
        how: "child, await endSession()",
        ends,
        twice: ONE_BATCH,
        isQuick: time === "400 ms",
      },
      { name, behaviour, how: "inline, await endSession()", ends, twice: ONE_BATCH },
    ];
  }),
].map((row) => ({ ...row, arrives: AT_ONCE_ALL, runs: 5 }));

export const SERVERS = [
  { name: "healthy", how: "spool", arrives: LATER, isQuick: true, runs: 7 },
  ...combine(failing, [{ how: "child" }]),
  ...failing.map((row) => ({
    ...row,
    how: "inline",
    ends: row.behaviour.isSilent ? WITHIN_BUDGET : AT_ONCE,
  })),
  // Beside the healthy server above: the cost of the request log.
  ...combine(
    [{ name: "healthy, no receipts", env: { CODEWEAVER__TELEMETRY__RECEIPTS: "false" }, runs: 7 }],
    [{ how: "child" }, { how: "inline" }],
  ),
  ...slow,
];
