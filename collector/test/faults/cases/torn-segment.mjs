/** Cuts the last segment at random bytes while the server is stopped, as a damaged file system does. */
import { appendFileSync, statSync, truncateSync } from "node:fs";
import { sendEvents } from "../support/load.mjs";
import { ServerProcess } from "../support/server-process.mjs";
import { endAndCompare, listSegmentPaths, readJournal } from "../support/truth.mjs";

const MAX_CUT_BYTES = 20_000;
/** What a crash leaves in a block that was allocated and not written, and the beginning of a line. */
const TAILS = ["", "\0".repeat(5000), '{"uuid":"0000', "\uFFFD\n"];

export const tornSegment = {
  name: "torn-segment",
  async run({ folder, isQuick }) {
    const rounds = isQuick ? 2 : 24;
    /** What the segments have after each cut. The events that were cut off are gone from the disk. */
    let kept = new Set();
    const problems = [];
    let result;
    for (let round = 0; round < rounds; round++) {
      const server = await ServerProcess.start(folder);
      const load = await sendEvents(server.url, 200);
      for (const id of load.acknowledged) kept.add(id);
      result = await endAndCompare(folder, server, kept);
      problems.push(...result.problems.filter((problem) => !problem.includes("are no events")));
      if (result.lost + result.countedTwice > 0) return { ...result, done: `after cut ${round}`, problems };
      cutLastSegment(folder, TAILS[round % TAILS.length]);
      kept = new Set(readJournal(folder).events.map(({ uuid }) => uuid));
    }
    const done = `the last segment cut at a random byte ${rounds} times, some with zeros or half a line behind`;
    return { ...result, done, problems };
  },
};

/** In each third round it is cut between two lines, where nothing shows that something is missing. */
function cutLastSegment(folder, tail) {
  const path = listSegmentPaths(folder).at(-1);
  const { size } = statSync(path);
  truncateSync(path, Math.max(0, size - 1 - Math.floor(Math.random() * MAX_CUT_BYTES)));
  appendFileSync(path, tail);
}
