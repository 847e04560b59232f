// Measures how much longer a process runs because of one event: after its own work, and in total.
import { pathToFileURL } from "node:url";
import { readPendingIds, removeHome, waitUntil } from "../test/faults/homes.mjs";
import { BARE, createProgram as createOwnProgram } from "../test/faults/programs.mjs";
import { run } from "../test/faults/run.mjs";
import { describeMissing, locate } from "./peers/peer-modules.mjs";
import { createHome } from "./support/environment.mjs";
import { median } from "./support/median.mjs";
import { startReceiver } from "./support/receiver.mjs";

export const title = "one event and a natural end, with a server that answers at once";

const column = "ms longer, from the end of its work";
const SPOOL = "codeweaver-telemetry, spool";
const DETACHED = "codeweaver-telemetry, detached";
const INLINE = "codeweaver-telemetry, inline";
const POSTHOG = "posthog-node, shutdown()";

const reference = { row: POSTHOG, value: 105 };

export const targets = [
  { title: "spool", row: SPOOL, column, limit: 2, unit: "ms", reference },
  { title: "detached", row: DETACHED, column, limit: 8, unit: "ms", reference },
  { title: "inline", row: INLINE, column, limit: 40, unit: "ms", reference },
  { title: "inline ÷ posthog-node's", row: INLINE, column, over: { row: POSTHOG }, limit: 0.4, slack: 1.5 },
];

const createOwnCase = (delivery) => ({
  createEnv: (url) => ({
    CODEWEAVER__TELEMETRY__DELIVERY: delivery,
    CODEWEAVER__TELEMETRY__POSTHOG_HOST: url,
  }),
  createProgram: () => createOwnProgram({ events: 1 }),
  isSent: delivery !== "spool",
});

const peers = pathToFileURL(`${process.cwd()}/bench/peers/package.json`).href;
/** Each client is shut down as its documentation asks. */
const CASES = {
  [SPOOL]: createOwnCase("spool"),
  [DETACHED]: createOwnCase("detached"),
  [INLINE]: createOwnCase("inline"),
  [POSTHOG]: {
    needs: "posthog-node",
    createProgram: (url) => `import { PostHog } from "${locate("posthog-node")}";
      const client = new PostHog("phc_x", { host: "${url}" });
      client.capture({ distinctId: "a", event: "e", properties: { i: 0 } });
      ${BARE} await client.shutdown();`,
  },
  "segment, closeAndFlush()": {
    needs: "@segment/analytics-node",
    createProgram: (url) => `import { createRequire } from "node:module";
      const { Analytics } = createRequire("${peers}")("@segment/analytics-node");
      const client = new Analytics({ writeKey: "x", host: "${url}", path: "/batch/" });
      client.track({ userId: "a", event: "e", properties: { i: 0 } });
      ${BARE} await client.closeAndFlush();`,
  },
  "OpenTelemetry OTLP/HTTP, shutdown()": {
    needs: "@opentelemetry/exporter-trace-otlp-http",
    createProgram: (url) => `import { createRequire } from "node:module";
      const require = createRequire("${peers}");
      const { NodeTracerProvider, BatchSpanProcessor } = require("@opentelemetry/sdk-trace-node");
      const { OTLPTraceExporter } = require("@opentelemetry/exporter-trace-otlp-http");
      const exporter = new OTLPTraceExporter({ url: "${url}/v1/traces" });
      const provider = new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] });
      provider.getTracer("x").startSpan("e", { attributes: { i: 0 } }).end();
      ${BARE} await provider.shutdown();`,
  },
};

export async function measure({ quick }) {
  const receiver = await startReceiver();
  const notInstalled = Object.values(CASES).map(({ needs }) => needs && describeMissing(needs));
  const cases = Object.entries(CASES).filter(
    ([name, { needs }], i) => !notInstalled[i] && (!quick || name === INLINE || needs === "posthog-node"),
  );
  const samples = { bare: [] };
  for (let round = 0; round < (quick ? 3 : 15); round++) {
    samples.bare.push(await measureRun(BARE, {}));
    for (const [name, { createProgram, createEnv = () => ({}), isSent = true }] of cases) {
      samples[name] ??= [];
      samples[name].push(await measureRun(createProgram(receiver.url), createEnv(receiver.url), isSent));
      const { events } = await receiver.takeCounts();
      if (events !== (isSent ? 1 : 0)) throw new Error(`${name}: ${events} events arrived`);
    }
  }
  receiver.close();
  const getAddedTime = (name, key) =>
    median(samples[name].map((each) => each[key])) - median(samples.bare.map((each) => each[key]));
  const rows = Object.keys(samples)
    .filter((name) => name !== "bare")
    .map((name) => ({
      name,
      [column]: getAddedTime(name, "milliseconds"),
      "ms longer, the import and all": getAddedTime(name, "whole"),
    }));
  return {
    rows,
    notes: [
      "the work of each process is a wait of 200 ms, in which the settings are read",
      ...notInstalled.filter(Boolean),
    ],
  };
}

async function measureRun(text, env, isSent) {
  const home = createHome();
  const start = performance.now();
  const { milliseconds, code, said } = await run(text, { home, env });
  const whole = performance.now() - start;
  if (code !== 0 || said !== "") throw new Error(`ended with ${code}: ${said}`);
  // A child that is still delivering would slow the next process down.
  if (isSent) await waitUntil(() => readPendingIds(home).size === 0);
  await removeHome(home);
  return { milliseconds, whole };
}
