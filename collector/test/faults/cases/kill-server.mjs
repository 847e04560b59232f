/** Kills the server at random moments under load. Its index process is then orphaned, and still has the file open. */
import { setTimeout as sleep } from "node:timers/promises";
import { Load } from "../support/load.mjs";
import { ServerProcess, StartError } from "../support/server-process.mjs";
import { endAndCompare } from "../support/truth.mjs";

const MAX_RUN_MS = 600;

export const killServer = {
  name: "kill-server",
  async run({ folder, isQuick }) {
    const kills = isQuick ? 5 : 100;
    let server = await ServerProcess.start(folder);
    const { port } = server;
    const load = Load.start(server.url);
    const problems = [];
    for (let kill = 0; kill < kills; kill++) {
      if (kill % 2 === 0) await load.waitForMore(1);
      await sleep(Math.random() * MAX_RUN_MS); // sometimes before the index is open, sometimes before the first event
      await server.kill();
      if (server.hasStackTrace) problems.push(`stack trace: ${server.errors.slice(-500)}`);
      server = await startAgain(folder, port, problems);
    }
    await load.waitForMore(1000);
    await load.stop();
    const result = await endAndCompare(folder, server, load.acknowledged);
    return {
      ...result,
      done: `kill -9 of the server ${kills} times, started again at once each time`,
      problems: [...result.problems, ...problems],
    };
  },
};

/** A failed start is a problem, even if the next one succeeds. */
async function startAgain(folder, port, problems) {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      return await ServerProcess.start(folder, { port });
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      problems.push(`failed start: ${error.message}`);
      await sleep(500);
    }
  }
  throw new Error(problems.at(-1));
}
