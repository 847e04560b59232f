/** Sends SIGTERM under load: the server ends in time, and what it acknowledged meanwhile is kept. */
import { setTimeout as sleep } from "node:timers/promises";
import { Load } from "../support/load.mjs";
import { ServerProcess } from "../support/server-process.mjs";
import { compareWithFiles } from "../support/truth.mjs";

const MAX_EXIT_MS = 5000;

export const terminate = {
  name: "terminate",
  async run({ folder, isQuick }) {
    const rounds = isQuick ? 2 : 10;
    const problems = [];
    const durations = [];
    let load;
    let port = 0;
    const acknowledged = new Set();
    for (let round = 0; round < rounds; round++) {
      const server = await ServerProcess.start(folder, { port });
      port = server.port;
      load = Load.start(server.url);
      await load.waitForMore(1);
      await sleep(200 + Math.random() * 800);
      const { code, durationMs } = await server.terminate();
      durations.push(durationMs);
      if (code !== 0) problems.push(`it ended with ${code}`);
      if (server.hasStackTrace) problems.push(`stack trace: ${server.errors.slice(-500)}`);
      await load.stop();
      for (const id of load.acknowledged) acknowledged.add(id);
    }
    const longestMs = Math.round(Math.max(...durations));
    if (longestMs > MAX_EXIT_MS) problems.push(`SIGTERM took ${longestMs} ms`);
    const last = await ServerProcess.start(folder);
    await last.waitUntilIndexed();
    await last.terminate();
    const result = await compareWithFiles(folder, acknowledged);
    return {
      ...result,
      done: `SIGTERM ${rounds} times while 8 clients send; exit after at most ${longestMs} ms`,
      problems: [...result.problems, ...problems],
    };
  },
};
