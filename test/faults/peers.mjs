// The same end of a process with others' telemetry: what they were measured to do, in the same run as ours.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { BEHAVIOURS } from "./behaviours.mjs";
import { createHome, removeHome } from "./homes.mjs";
import { BARE, createProgram, EVENTS, POSTHOG } from "./programs.mjs";
import { getMedian, run } from "./run.mjs";
import { FaultServer } from "./server.mjs";

/** Longer is not waited for. */
const LONGEST_MS = 30_000;
const RUNS = 3;
const SERVERS = ["healthy", "refuses connections", "accepts, and never answers", "500"];

const bench = (name) => JSON.stringify(pathToFileURL(resolve("bench/peers/node_modules", name)).href);

/** A program that captures, works, and ends as its documentation asks, or simply ends. */
const PEERS = {
  "codeweaver-telemetry, child": {
    env: { CODEWEAVER__TELEMETRY__DELIVERY: "auto" },
    text: () => createProgram(),
  },
  "codeweaver-telemetry, endSession()": {
    env: { CODEWEAVER__TELEMETRY__DELIVERY: "inline" },
    text: () => `import { getTelemetryClient } from ${JSON.stringify(resolve("dist/index.js"))};
      const telemetry = getTelemetryClient();
      for (let i = 0; i < ${EVENTS}; i++) telemetry.capture("e", { i });
      ${BARE} await telemetry.endSession();`,
  },
  "posthog-node, shutdown()": {
    text: (url, end = "await client.shutdown();") => `import { PostHog } from ${POSTHOG};
      const client = new PostHog("phc_x", { host: "${url}" });
      for (let i = 0; i < ${EVENTS}; i++) client.capture({ distinctId: "a", event: "e", properties: { i } });
      ${BARE} ${end}`,
  },
  "@segment/analytics-node, closeAndFlush()": {
    text: (url, end = "await client.closeAndFlush();") => `import { createRequire } from "node:module";
      const { Analytics } = createRequire(${bench("../package.json")})("@segment/analytics-node");
      const client = new Analytics({ writeKey: "x", host: "${url}", path: "/batch/" });
      client.on("error", () => {});
      for (let i = 0; i < ${EVENTS}; i++) client.track({ userId: "a", event: "e", properties: { i } });
      ${BARE} ${end}`,
  },
  "OpenTelemetry OTLP/HTTP, shutdown()": {
    text: (url, end = "await provider.shutdown();") => `
      import { createRequire } from "node:module";
      const require = createRequire(${bench("../package.json")});
      const { NodeTracerProvider, BatchSpanProcessor } = require("@opentelemetry/sdk-trace-node");
      const { OTLPTraceExporter } = require("@opentelemetry/exporter-trace-otlp-http");
      const exporter = new OTLPTraceExporter({ url: "${url}/v1/traces" });
      const provider = new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] });
      const tracer = provider.getTracer("x");
      for (let i = 0; i < ${EVENTS}; i++) tracer.startSpan("e", { attributes: { i } }).end();
      ${BARE} ${end}`,
  },
};

const isInline = (env) => env?.CODEWEAVER__TELEMETRY__DELIVERY === "inline";
const isOurs = (env) => env !== undefined;

/** Runs a program with a server, in a home of its own, because a breaker of one server is not another's. */
async function runWith(behaviour, { env, text }) {
  const server = await FaultServer.start();
  await server.become(BEHAVIOURS[behaviour]);
  const home = createHome();
  const runs = [];
  for (let round = 0; round < RUNS; round++) {
    const all = { CODEWEAVER__TELEMETRY__POSTHOG_HOST: server.url, ...env };
    runs.push(await run(text(server.url), { home, env: all, longest: LONGEST_MS }));
    if (runs[0].milliseconds > 5000) break; // it does not get shorter
  }
  await removeHome(home);
  return { behaviour, runs };
}

/** Returns how many events arrive if the program does not wait. */
async function countAfterExit({ env, text }) {
  const server = await FaultServer.start();
  const home = createHome();
  const ours = () => createProgram({ after: "setImmediate(() => process.exit(0));" });
  const program = isOurs(env) ? ours() : text(server.url, "process.exit(0);");
  await run(program, { home, env: { CODEWEAVER__TELEMETRY__POSTHOG_HOST: server.url, ...env } });
  await new Promise((done) => setTimeout(done, 3000));
  await removeHome(home);
  return server.ids.length;
}

function describe(results, without) {
  const row = {};
  for (const { behaviour, runs } of results) {
    const added = getMedian(runs.map(({ milliseconds }) => milliseconds)) - without;
    row[`ms added, ${behaviour}`] = runs[0].wasKilled ? `> ${LONGEST_MS}` : Number(added.toFixed(0));
  }
  const runs = results.flatMap((result) => result.runs);
  row["output, bytes"] = runs.reduce((sum, { said }) => sum + said.length, 0);
  row["exit codes"] = [...new Set(runs.map(({ code }) => code ?? "killed"))].join();
  return row;
}

export async function comparePeers() {
  if (!existsSync("bench/peers/node_modules")) {
    console.log("peers are not installed, so not measured: npm ci --prefix bench/peers");
    return;
  }
  const home = createHome();
  const bare = [];
  for (let round = 0; round < 5; round++) bare.push((await run(BARE, { home })).milliseconds);
  const without = getMedian(bare);
  const results = new Map();
  for (const [name, peer] of Object.entries(PEERS)) {
    results.set(name, []);
    // The others wait for seconds while a server fails. They do that at the same time, below.
    for (const behaviour of isOurs(peer.env) ? SERVERS : ["healthy"])
      results.get(name).push(await runWith(behaviour, peer));
  }
  const waiting = Object.entries(PEERS).filter(([, { env }]) => !isOurs(env));
  await Promise.all(
    waiting.map(async ([name, peer]) => {
      const failing = SERVERS.filter((behaviour) => behaviour !== "healthy");
      results.get(name).push(...(await Promise.all(failing.map((behaviour) => runWith(behaviour, peer)))));
    }),
  );
  const rows = {};
  for (const [name, peer] of Object.entries(PEERS)) {
    rows[name] = describe(results.get(name), without);
    // The other row of this package shows its end.
    if (!isInline(peer.env)) rows[name]["arrived of 5 after process.exit()"] = await countAfterExit(peer);
  }
  await removeHome(home);
  console.log(
    `Others, with the same servers: medians of up to ${RUNS} runs of ${EVENTS} events, in milliseconds (${without.toFixed(1)} without telemetry)`,
  );
  console.table(rows);
}
