// Many events in one process, and a server that fails now and then while processes are killed.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { BEHAVIOURS, SOMETIMES_FAILING } from "./behaviours.mjs";
import { BATCH_SIZE } from "./cases/words.mjs";
import {
  createEnvironment,
  createHome,
  endBreakerPause,
  listProcesses,
  readPendingIds,
  removeHome,
  waitUntil,
} from "./homes.mjs";
import { createProgram, DIST } from "./programs.mjs";
import { RUNTIME, run, writeProgram } from "./run.mjs";
import { FaultServer } from "./server.mjs";

const GENEROUS = {
  CODEWEAVER__TELEMETRY__EVENTS_PER_MINUTE: "1000000",
  CODEWEAVER__TELEMETRY__SPOOL_MAX_MB: "1000",
};
/** While the settings are read, a client holds 1,000 events. The storms are about the queue behind that. */
const READY = "await getTelemetryClient().ready();";

export async function storms(judge, isQuick) {
  const rows = {};
  /** `make` returns the ids that were captured. `twice`: how many events may arrive a second time. */
  const storm = async (name, twice, make) => {
    const home = createHome();
    const server = await FaultServer.start();
    const env = { CODEWEAVER__TELEMETRY__POSTHOG_HOST: server.url, ...GENEROUS };
    const captured = new Set(await make({ home, server, env }));
    const countArrived = () => new Set(server.ids.filter((id) => captured.has(id))).size;
    await waitUntil(() => countArrived() === captured.size, 60_000);
    await waitUntil(() => listProcesses(home).length === 0);
    await server.become(BEHAVIOURS.healthy);
    endBreakerPause(home);
    await run(createProgram({ events: 1 }), { home, env });
    await waitUntil(() => listProcesses(home).length === 0 && readPendingIds(home).size === 0);
    const arrived = countArrived();
    const copies = server.ids.length - new Set(server.ids).size;
    rows[name] = { captured: captured.size, arrived, twice: copies, allowed: twice };
    judge(
      name,
      arrived === captured.size,
      `${captured.size - arrived} of ${captured.size} events never arrived`,
    );
    judge(name, copies <= twice, `${copies} events arrived twice, ${twice} may`);
    await removeHome(home);
  };

  for (const events of isQuick ? [20_000] : [20_000, 100_000])
    await storm(`a burst of ${events} events`, 0, async ({ home, env }) => {
      const text = createProgram({ before: READY, events });
      return (await run(text, { home, env, longest: 60_000 })).ids;
    });

  const seconds = isQuick ? 8 : 45;
  await storm(
    `${seconds} s of a server that fails 3 in 10, a process killed each second`,
    seconds * BATCH_SIZE,
    async ({ home, server, env }) => {
      await server.become(SOMETIMES_FAILING);
      const captured = await captureAndKill(home, env, seconds);
      await server.become(BEHAVIOURS.healthy);
      endBreakerPause(home);
      await run(createProgram({ events: 1 }), { home, env });
      return captured;
    },
  );
  console.table(rows);
}

/**
 * Runs processes that capture for ever, and kills one each second. Returns the events that were captured before a write of the
 * host itself that began 50 ms later and is complete.
 */
async function captureAndKill(home, env, seconds) {
  const text = `
    import { getTelemetryClient } from ${JSON.stringify(DIST)};
    import { appendFile } from "node:fs";
    const telemetry = getTelemetryClient();
    await telemetry.ready();
    setInterval(() => {
      const id = telemetry.capture("e");
      setTimeout(() => appendFile(process.env.SCRATCH, "x", () => process.stdout.write(id + "\\n")), 50);
    }, 20);
  `;
  const [command, ...args] = [...RUNTIME, writeProgram(text)];
  const captured = [];
  for (let second = 0; second < seconds; second++) {
    const child = spawn(command, args, {
      env: {
        ...createEnvironment(home),
        CODEWEAVER__TELEMETRY__BATCH_INTERVAL_SECONDS: "1",
        SCRATCH: join(home, "scratch"),
        ...env,
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    createInterface({ input: child.stdout }).on("line", (id) => captured.push(id));
    setTimeout(() => child.kill("SIGKILL"), 3000 + Math.random() * 2000);
    await delay(1000);
  }
  await delay(5500);
  return captured;
}
