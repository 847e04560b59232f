/** Lets fsync fail under load, for some moments and for a longer time. A failed fsync must not be acknowledged, ever. */
import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { createFailingFsync } from "../support/failing-fsync.mjs";
import { Load } from "../support/load.mjs";
import { ServerProcess } from "../support/server-process.mjs";
import { endAndCompare, getJournalFolder } from "../support/truth.mjs";
import { checkRefusals, waitForRefusal } from "./refusals.mjs";

const MAX_FAILING_MS = 400;
const CHECK_MS = 300;
const MAX_OPEN_SEGMENTS = 3;

export const failingFsync = {
  name: "failing-fsync",
  async run({ root, folder, isQuick }) {
    const rounds = isQuick ? 3 : 40;
    const { how, options, setFailing } = createFailingFsync(root, "/events");
    const server = await ServerProcess.start(folder, options);
    const load = Load.start(server.url, { senders: 4, batchSize: 20 });
    const problems = [];
    for (let round = 0; round < rounds; round++) {
      await load.waitForMore(100);
      setFailing(true);
      await waitForRefusal(load);
      problems.push(...(await checkNothingIsAcknowledged(load)));
      await sleep(Math.random() * MAX_FAILING_MS);
      setFailing(false);
    }
    await load.waitForMore(100);
    await load.stop();
    problems.push(...checkRefusals(load, server));
    const segments = readdirSync(getJournalFolder(folder)).length;
    if (segments > (rounds + 1) * MAX_OPEN_SEGMENTS) problems.push(`${segments} files in the journal`);
    const handles = readdirSync(`/proc/${server.pid}/fd`).length;
    if (handles > 100) problems.push(`${handles} open files`);
    const result = await endAndCompare(folder, server, load.acknowledged);
    return {
      ...result,
      done: `fsync and fdatasync fail with EIO ${rounds} times (${how}); ${load.countStatus(503)} answers 503 with Retry-After`,
      problems: [...result.problems, ...problems],
    };
  },
};

/** A commit that had begun may still succeed, so the count is taken after the first refusal and a pause. */
async function checkNothingIsAcknowledged(load) {
  await sleep(CHECK_MS / 3);
  const before = load.acknowledged.size;
  await sleep(CHECK_MS);
  const more = load.acknowledged.size - before;
  return more === 0 ? [] : [`${more} events were acknowledged while fsync failed`];
}
