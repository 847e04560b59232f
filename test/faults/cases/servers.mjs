// Servers that fail, each with a child process that sends and with a process that sends by itself.
import { BEHAVIOURS, SLOW } from "../behaviours.mjs";
import {
  AT_ONCE,
  AT_ONCE_ALL,
  BATCH_SIZE,
  combine,
  LATER,
  NEVER,
  ONE_BATCH,
  WITHIN_BUDGET,
} from "./words.mjs";

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
  runs: name === "healthy" ? 5 : 3,
}));

/** The server stores the events at once. With an answer after 400 ms, a process that sends by itself ends before it. */
const slow = [
  ...combine(
    [{ name: "answers after 100 ms", behaviour: SLOW["100 ms"] }],
    [
      { how: "child" },
      { how: "inline", ends: WITHIN_BUDGET },
      { how: "child, await endSession()", ends: WITHIN_BUDGET },
    ],
  ),
  ...combine(
    [
      { name: "answers after 400 ms", behaviour: SLOW["400 ms"] },
      { name: "answers after 2 s", behaviour: SLOW["2 s"] },
    ],
    [
      { how: "child" },
      { how: "inline", ends: WITHIN_BUDGET, twice: ONE_BATCH },
      { how: "child, await endSession()", ends: WITHIN_BUDGET, twice: ONE_BATCH },
      { how: "inline, await endSession()", ends: WITHIN_BUDGET, twice: ONE_BATCH },
    ],
  ),
  ...combine(
    [{ name: "answers after 400 ms, 45 events", behaviour: SLOW["400 ms"], program: { events: 45 } }],
    [
      { how: "child" },
      { how: "inline", ends: WITHIN_BUDGET, twice: BATCH_SIZE, arrives: LATER, isQuick: true },
      { how: "child, await endSession()", ends: WITHIN_BUDGET, twice: BATCH_SIZE, isQuick: true },
    ],
  ),
].map((row) => ({ arrives: AT_ONCE_ALL, ...row }));

export const SERVERS = [
  { name: "healthy", how: "spool", arrives: LATER, isQuick: true },
  ...combine(failing, [{ how: "child" }]),
  ...failing.map((row) => ({
    ...row,
    how: "inline",
    ends: row.behaviour.isSilent ? WITHIN_BUDGET : AT_ONCE,
  })),
  // Beside the healthy server above: the cost of the request log.
  ...combine(
    [{ name: "healthy, no receipts", env: { CODEWEAVER__TELEMETRY__RECEIPTS: "false" }, runs: 5 }],
    [{ how: "child" }, { how: "inline" }],
  ),
  ...slow,
];
