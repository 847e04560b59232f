// What a host carries: how many events a second it can hand over, and what many that cannot leave weigh.
import { spawn } from "node:child_process";
import { BEHAVIOURS } from "./behaviours.mjs";
import { createEnvironment, createHome, removeHome } from "./homes.mjs";
import { DIST, POSTHOG } from "./programs.mjs";
import { getMedian } from "./run.mjs";
import { FaultServer } from "./server.mjs";

const EVENTS = 50_000;
const RUNS = 3;

/** In slices, as a host's own work lets it; `pending`, `capture` and `flush` are the client's. */
const pour = (events) => `
  const started = performance.now();
  const cpu = process.cpuUsage();
  for (let i = 0; i < ${events}; i++) {
    capture(i);
    if (i % 100 === 99) do await new Promise(setImmediate); while (pending() > 500);
  }
  await flush();
  const { user, system } = process.cpuUsage(cpu);
  console.log(JSON.stringify([performance.now() - started, (user + system) / 1000]));
  process.exit();
`;

const CLIENTS = {
  "codeweaver-telemetry, batch_size 500": `
    import { getTelemetryClient } from ${JSON.stringify(DIST)};
    const telemetry = getTelemetryClient();
    await telemetry.ready();
    const capture = (i) => telemetry.capture("e", { i, mode: "full", ok: true });
    const pending = () => telemetry.stats().pending; // the queue holds 1,000; more would take the way over the disk
    const flush = async () => {
      while (telemetry.stats().pending > 0) await telemetry.flush();
      if (telemetry.stats().sent < ${EVENTS}) console.error(telemetry.stats()); // reports count, too
    };
    ${pour(EVENTS)}`,
  "posthog-node, flushAt 1000": `
    import { PostHog } from ${POSTHOG};
    const client = new PostHog("phc_x", { host: process.env.CODEWEAVER__TELEMETRY__POSTHOG_HOST, flushAt: 1000, maxBatchSize: 1000, maxQueueSize: 100000 });
    const capture = (i) => client.capture({ distinctId: "a", event: "e", properties: { i, mode: "full", ok: true } });
    const pending = () => 0;
    const flush = () => client.shutdown(60000);
    ${pour(EVENTS)}`,
};

const WEIGHED = 10_000;
/** Its server never answers. Numbers are bytes after a garbage collection. */
const WEIGHT = `
  import { getTelemetryClient } from ${JSON.stringify(DIST)};
  const telemetry = getTelemetryClient();
  await telemetry.ready();
  const weigh = async () => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    gc();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  telemetry.capture("e", { text: "first" });
  const before = await weigh();
  const text = (i) => String(i).padStart(220, "x ");
  for (let i = 0; i < ${WEIGHED}; i++) telemetry.capture("e", { a: text(i), b: text(i), c: text(i), d: text(i) });
  console.log(JSON.stringify([(await weigh()) - before]));
  process.exit();
`;

const BATCHES = 4000;
/** Of one event each, that all arrive; after as many as warm the process up. */
const GROWTH = `
  import { getTelemetryClient } from ${JSON.stringify(DIST)};
  const telemetry = getTelemetryClient();
  await telemetry.ready();
  const send = async (batches) => {
    for (let i = 0; i < batches; i++) {
      telemetry.capture("e", { i });
      await telemetry.flush();
    }
    gc();
    return process.memoryUsage().heapUsed;
  };
  const before = await send(2000);
  console.log(JSON.stringify([(await send(${BATCHES})) - before]));
  process.exit();
`;

function run(text, home, url, args = []) {
  return new Promise((settle) => {
    const env = {
      ...createEnvironment(home),
      CODEWEAVER__TELEMETRY__POSTHOG_HOST: url,
      CODEWEAVER__TELEMETRY__BATCH_SIZE: "500",
      CODEWEAVER__TELEMETRY__DELIVERY: "inline", // from its first moment on
      CODEWEAVER__TELEMETRY__EVENTS_PER_MINUTE: "1000000",
      CODEWEAVER__TELEMETRY__SPOOL_MAX_MB: "1000",
    };
    const child = spawn(process.execPath, [...args, "--input-type=module", "-e", text], {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
    });
    child.on("close", () => settle(JSON.parse(said)));
  });
}

export async function burden(judge) {
  const measured = new Map(Object.keys(CLIENTS).map((name) => [name, []]));
  for (let round = 0; round < RUNS; round++)
    for (const [name, text] of Object.entries(CLIENTS)) {
      const server = await FaultServer.start();
      const home = createHome();
      const result = await run(text, home, server.url);
      measured.get(name).push(result);
      judge(
        name,
        new Set(server.ids).size === EVENTS,
        `${new Set(server.ids).size} of ${EVENTS} events arrived`,
      );
      await removeHome(home);
    }
  const rows = {};
  for (const [name, runs] of measured) {
    const milliseconds = getMedian(runs.map(([wall]) => wall));
    rows[name] = {
      "events a second": Math.round((EVENTS / milliseconds) * 1000),
      "CPU an event, µs": Number(((getMedian(runs.map(([, cpu]) => cpu)) / EVENTS) * 1000).toFixed(1)),
    };
  }
  console.log(
    `Throughput: ${EVENTS} events to a server on loopback that reads them, medians of ${RUNS} runs`,
  );
  console.table(rows);

  const weigh = async (text, behaviour) => {
    const server = await FaultServer.start();
    await server.become(BEHAVIOURS[behaviour]);
    const home = createHome();
    const [bytes] = await run(text, home, server.url, ["--expose-gc"]);
    await removeHome(home);
    return bytes / 1024 / 1024;
  };
  const weight = await weigh(WEIGHT, "accepts, and never answers");
  console.log(`${WEIGHED} events of 1 KB that cannot leave: ${weight.toFixed(1)} MB more in memory`);
  judge("memory", weight <= 15, `${WEIGHED} events weigh ${weight} MB`);
  const growth = await weigh(GROWTH, "healthy");
  console.log(`${BATCHES} batches that leave: ${growth.toFixed(1)} MB more in memory`);
  judge("memory", growth < 1, `${BATCHES} batches left ${growth} MB behind`);
}
