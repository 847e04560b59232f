// Many processes, many events, and a server that fails now and then while processes are killed.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import {
  DIST,
  environment,
  newHome,
  onDisk,
  program,
  programFile,
  RUNTIME,
  removeHome,
  run,
  runLater,
  until,
} from "./run.mjs";
import { BEHAVIOURS, FaultServer } from "./server.mjs";

const GENEROUS = {
  CODEWEAVER__TELEMETRY__EVENTS_PER_MINUTE: "1000000",
  CODEWEAVER__TELEMETRY__SPOOL_MAX_MB: "1000",
};

/** While the settings are read a client holds 1,000 events; this is about the queue behind that. */
const READY = "await getTelemetryClient().ready();";

export async function storms(judge, quick) {
  const rows = {};
  const storm = async (name, make) => {
    const home = newHome();
    const server = await FaultServer.start();
    const env = { CODEWEAVER__TELEMETRY__POSTHOG_HOST: server.url, ...GENEROUS };
    const captured = new Set(await make({ home, server, env }));
    const arrived = () => new Set(server.ids.filter((id) => captured.has(id))).size;
    const isWhole = await until(
      () => server.ids.length >= captured.size && arrived() === captured.size,
      60_000,
    );
    const twice = server.ids.length - new Set(server.ids).size;
    rows[name] = { captured: captured.size, arrived: arrived(), twice };
    judge(name, isWhole, `events are missing; ${onDisk(home).size} on the disk`);
    await until(() => onDisk(home).size === 0, 20_000);
    await removeHome(home);
    return twice;
  };

  const processes = quick ? 12 : 50;
  const twice = await storm(`${processes} processes at once, 20 events each`, async ({ home, env }) => {
    const runs = await Promise.all(
      Array.from({ length: processes }, () => run(program({ events: 20 }), { home, env })),
    );
    judge(
      "processes at once",
      runs.every(({ code, said }) => code === 0 && said === 0),
      "one said something or failed",
    );
    return runs.flatMap(({ ids }) => ids);
  });
  judge("processes at once", twice === 0, "events arrived twice");

  for (const events of quick ? [20_000] : [20_000, 100_000])
    await storm(
      `a burst of ${events} events`,
      async ({ home, env }) => (await run(program({ before: READY, events }), { home, env })).ids,
    );

  const seconds = quick ? 8 : 60;
  await storm(
    `${seconds} s of a server that fails 3 in 10, a process killed each second`,
    async ({ home, server, env }) => {
      await server.become(BEHAVIOURS["30 % fail"]);
      const captured = await killedOnes(home, env, seconds);
      await server.become(BEHAVIOURS.healthy);
      await runLater(home, env);
      return captured;
    },
  );
  console.table(rows);
}

/** Processes that capture for ever; one is killed each second. Counts what was captured 50 ms before, and longer. */
async function killedOnes(home, env, seconds) {
  const text = `
    import { getTelemetryClient } from ${JSON.stringify(DIST)};
    const telemetry = getTelemetryClient();
    await telemetry.ready();
    setInterval(() => {
      const id = telemetry.capture("e");
      setTimeout(() => process.stdout.write(id + "\\n"), 50);
    }, 20);
  `;
  const [command, ...args] = [...RUNTIME, programFile(text)];
  const captured = [];
  for (let second = 0; second < seconds; second++) {
    const child = spawn(command, args, {
      env: {
        ...environment(home),
        CODEWEAVER__TELEMETRY__BATCH_INTERVAL_SECONDS: "1",
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
