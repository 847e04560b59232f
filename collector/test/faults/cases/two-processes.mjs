/** Starts several servers on one folder: one serves, and the others end with one sentence and exit code 3. */

import { sendEvents } from "../support/load.mjs";
import { ServerProcess, StartError } from "../support/server-process.mjs";
import { endAndCompare } from "../support/truth.mjs";

const IN_USE_EXIT_CODE = 3;
const AT_ONCE = 10;

export const twoProcesses = {
  name: "two-processes",
  async run({ folder, isQuick }) {
    const rounds = isQuick ? 1 : 20;
    const acknowledged = new Set();
    const problems = [];
    let server = await ServerProcess.start(folder);
    for (let round = 0; round < rounds; round++) {
      problems.push(...(await startMany(folder, 1)).problems);
      const load = await sendEvents(server.url, 20);
      for (const id of load.acknowledged) acknowledged.add(id);
      await server.kill(); // its socket remains
      const { winners, problems: found } = await startMany(folder, AT_ONCE);
      problems.push(...found);
      if (winners.length !== 1) problems.push(`${winners.length} of ${AT_ONCE} started after a kill`);
      for (const other of winners.slice(1)) await other.kill();
      server = winners[0] ?? (await ServerProcess.start(folder));
    }
    const result = await endAndCompare(folder, server, acknowledged);
    return {
      ...result,
      done: `a second server ${rounds} times, and ${AT_ONCE} at once after a kill -9 ${rounds} times`,
      problems: [...result.problems, ...problems],
    };
  },
};

/** Starts servers at the same time. Returns those that serve, and what is wrong with the others. */
async function startMany(folder, count) {
  const results = await Promise.allSettled(Array.from({ length: count }, () => ServerProcess.start(folder)));
  const problems = results.flatMap(({ reason }) => (reason === undefined ? [] : checkRefusedStart(reason)));
  return { winners: results.flatMap(({ value }) => value ?? []), problems };
}

function checkRefusedStart(error) {
  if (!(error instanceof StartError)) throw error;
  const isSentence = /^codeweaver-collector: another collector uses \S+: stop it, [^\n]+\n$/.test(
    error.errors,
  );
  return error.exitCode === IN_USE_EXIT_CODE && isSentence
    ? []
    : [`exit code ${error.exitCode}: ${error.errors}`];
}
