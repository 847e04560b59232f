// How much longer a process lives for one event: from the end of its own work, and in all.
import { pathToFileURL } from "node:url";
import { BARE, onDisk, program, removeHome, run, until } from "../test/faults/run.mjs";
import { locate, missing } from "./peers/load.mjs";
import { median } from "./support/median.mjs";
import { startReceiver } from "./support/receiver.mjs";
import { newHome } from "./support/surroundings.mjs";

export const what = "one event and a natural end, with a server that answers at once";

const column = "ms longer, from the end of its work";
const SPOOL = "codeweaver-telemetry, spool";
const DETACHED = "codeweaver-telemetry, detached";
const INLINE = "codeweaver-telemetry, inline";
const POSTHOG = "posthog-node, shutdown()";

const there = { row: POSTHOG, value: 105 };

export const targets = [
  { what: "spool", row: SPOOL, column, limit: 2, unit: "ms", there },
  { what: "detached", row: DETACHED, column, limit: 8, unit: "ms", there },
  { what: "inline", row: INLINE, column, limit: 40, unit: "ms", there },
  { what: "inline ÷ posthog-node's", row: INLINE, column, over: { row: POSTHOG }, limit: 0.4, slack: 1.5 },
];

const ours = (delivery) => ({
  env: (url) => ({ CODEWEAVER__TELEMETRY__DELIVERY: delivery, CODEWEAVER__TELEMETRY__POSTHOG_HOST: url }),
  text: () => program({ events: 1 }),
  isSent: delivery !== "spool",
});

const peers = pathToFileURL(`${process.cwd()}/bench/peers/package.json`).href;
/** Each ends as its documentation asks. */
const WAYS = {
  [SPOOL]: ours("spool"),
  [DETACHED]: ours("detached"),
  [INLINE]: ours("inline"),
  [POSTHOG]: {
    needs: "posthog-node",
    text: (url) => `import { PostHog } from "${locate("posthog-node")}";
      const client = new PostHog("phc_x", { host: "${url}" });
      client.capture({ distinctId: "a", event: "e", properties: { i: 0 } });
      ${BARE} await client.shutdown();`,
  },
  "segment, closeAndFlush()": {
    needs: "@segment/analytics-node",
    text: (url) => `import { createRequire } from "node:module";
      const { Analytics } = createRequire("${peers}")("@segment/analytics-node");
      const client = new Analytics({ writeKey: "x", host: "${url}", path: "/batch/" });
      client.track({ userId: "a", event: "e", properties: { i: 0 } });
      ${BARE} await client.closeAndFlush();`,
  },
  "OpenTelemetry OTLP/HTTP, shutdown()": {
    needs: "@opentelemetry/exporter-trace-otlp-http",
    text: (url) => `import { createRequire } from "node:module";
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
  const absent = Object.values(WAYS).map(({ needs }) => needs && missing(needs));
  const ways = Object.entries(WAYS).filter(
    ([name, { needs }], i) => !absent[i] && (!quick || name === INLINE || needs === "posthog-node"),
  );
  const samples = { bare: [] };
  for (let round = 0; round < (quick ? 3 : 15); round++) {
    samples.bare.push(await timed(BARE, {}));
    for (const [name, { text, env = () => ({}), isSent = true }] of ways) {
      samples[name] ??= [];
      samples[name].push(await timed(text(receiver.url), env(receiver.url), isSent));
      const { events } = await receiver.taken();
      if (events !== (isSent ? 1 : 0)) throw new Error(`${name}: ${events} events arrived`);
    }
  }
  receiver.close();
  const of = (name, key) =>
    median(samples[name].map((each) => each[key])) - median(samples.bare.map((each) => each[key]));
  const rows = Object.keys(samples)
    .filter((name) => name !== "bare")
    .map((name) => ({
      name,
      [column]: of(name, "milliseconds"),
      "ms longer, the import and all": of(name, "whole"),
    }));
  return {
    rows,
    notes: [
      "the work of each is a wait of 250 ms, within which settings are read",
      ...absent.filter(Boolean),
    ],
  };
}

async function timed(text, env, isSent) {
  const home = newHome();
  const start = performance.now();
  const { milliseconds, code, said, text: output } = await run(text, { home, env });
  const whole = performance.now() - start;
  if (code !== 0 || said > 0) throw new Error(`ended with ${code}: ${output}`);
  // A child that still delivers would be in the way of the next one.
  if (isSent) await until(() => onDisk(home).size === 0);
  await removeHome(home);
  return { milliseconds, whole };
}
