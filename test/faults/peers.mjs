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

export async function comparePeers() {
  if (!existsSync("bench/peers/node_modules")) {
    console.log("peers are not installed, so not measured: npm ci --prefix bench/peers");
    return;
  }
  const home = createHome();
  const bare = [];
  for (let round = 0; round < 5; round++) bare.push((await run(BARE, { home })).milliseconds);
  const without = getMedian(bare);
  const rows = {};
  for (const [name, { env, text }] of Object.entries(PEERS)) {
    const row = {};
    rows[name] = row;
    let said = 0;
    const codes = new Set();
    for (const behaviour of SERVERS) {
      const server = await FaultServer.start();
      await server.become(BEHAVIOURS[behaviour]);
      const each = createHome(); // a breaker of one server is not another's
      const runs = [];
      for (let round = 0; round < RUNS; round++) {
        const all = { CODEWEAVER__TELEMETRY__POSTHOG_HOST: server.url, ...env };
        runs.push(await run(text(server.url), { home: each, env: all, longest: LONGEST_MS }));
        if (runs[0].milliseconds > 5000) break; // it does not get shorter
      }
      const added = getMedian(runs.map(({ milliseconds }) => milliseconds)) - without;
      row[`ms added, ${behaviour}`] = runs[0].code === null ? `> ${LONGEST_MS}` : Number(added.toFixed(0));
      for (const { code, said: bytes } of runs) {
        said += bytes.length;
        codes.add(code ?? "killed");
      }
      await removeHome(each);
    }
    row["output, bytes"] = said;
    row["exit codes"] = [...codes].join();
    if (isInline(env)) continue; // what it does at another end the row above shows
    const server = await FaultServer.start();
    const all = { CODEWEAVER__TELEMETRY__POSTHOG_HOST: server.url, ...env };
    const end = "process.exit(0);";
    const each = createHome();
    await run(
      env ? createProgram({ after: "setImmediate(() => process.exit(0));" }) : text(server.url, end),
      {
        home: each,
        env: all,
      },
    );
    await new Promise((done) => setTimeout(done, 3000));
    row["arrived of 5 after process.exit()"] = server.ids.length;
    await removeHome(each);
  }
  await removeHome(home);
  console.log(
    `Others, with the same servers: medians of up to ${RUNS} runs of ${EVENTS} events, in milliseconds (${without.toFixed(1)} without telemetry)`,
  );
  console.table(rows);
}
