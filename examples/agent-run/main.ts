/** Agents over real files, traced: the trace as a tree with tokens and cost, and beside what was known here what a collector got. */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createTelemetryClient } from "codeweaver-telemetry";
import { startTracing } from "codeweaver-telemetry/otel";
import { startReceiver } from "codeweaver-telemetry/receiver";
import { catalogue, TOOLS } from "./agents.js";
import { treeOf } from "./trace-tree.js";

const folder = resolve(process.env.INIT_CWD ?? ".", process.argv[2] ?? "docs");
const report = join(mkdtempSync(join(tmpdir(), "agent-run-")), "catalogue.md");

// A receiver in this process stands for a collector, and for PostHog.
const receiver = await startReceiver();
const tool = { tool: "agent-run", spool: false, exitBudgetMs: 5000 };
const telemetry = createTelemetryClient({ ...tool, posthogHost: receiver.url, posthogApiKey: "phc_local" });
const tracing = await startTracing({ ...tool, endpoint: receiver.url, tools: TOOLS });
if (tracing.state.status === "off")
  console.log(`Nothing is traced: ${tracing.state.reason} (${tracing.state.source})\n`);

const lines = await catalogue({ folder, report, telemetry });
await Promise.all([tracing.shutdown(), telemetry.shutdown()]);

console.log(
  `Known here: ${lines.length} readings in ${folder}, ${readFileSync(report, "utf8").length} characters in ${report}. The first:`,
);
console.log(`  ${lines[0]?.slice(0, 200)}…\n`);
console.log("The trace, as the collector has it:");
for (const line of treeOf(receiver.spans)) console.log(`  ${line}`);
console.log("\nThe run's own span, in full:");
const run = receiver.spans.find(({ parentSpanId }) => parentSpanId === undefined);
console.log(JSON.stringify({ ...run?.attributes, resource: run?.resource }, null, 2).replace(/^/gm, "  "));
const joined = receiver.events.filter(({ properties }) => properties.$ai_trace_id === run?.traceId);
console.log(`\n${joined.length} of ${receiver.events.length} events carry that trace's id ${run?.traceId}.`);
const wire = receiver.requests.map(({ text }) => text).join("");
console.log(
  `The folder's name is ${wire.includes(folder) ? "" : "not "}in what was sent, ${wire.length} characters.`,
);
const { captured, sent, exports } = tracing.stats();
console.log(
  `${sent} of ${captured} spans delivered by ${exports.requests} requests in ${exports.totalMs.toFixed(0)} ms.`,
);
await receiver.close();
