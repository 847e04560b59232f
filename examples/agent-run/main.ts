/** Traces two agents that read real files, and shows what a collector received beside what the agents knew. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createTelemetryClient } from "codeweaver-telemetry";
import { startTracing } from "codeweaver-telemetry/otel";
import { startReceiver } from "codeweaver-telemetry/receiver";
import { catalogue, listDocuments, TOOLS } from "./agents.js";
import { printIntroduction, printReport } from "./report.js";

const folder = resolve(process.env.INIT_CWD ?? ".", process.argv[2] ?? "docs");
if ((await listDocuments(folder)).length === 0) {
  console.error(
    `No Markdown documents in ${folder}. Give a folder that has some: npm run agents -- <folder>`,
  );
  process.exit(1);
}

// A receiver in this process takes the place of a collector and of PostHog.
const receiver = await startReceiver();
const options = {
  tool: "agent-run-demo",
  spool: false, // no event is written to the disk
  exitBudgetMs: 5000,
} as const;
const telemetry = createTelemetryClient({
  ...options,
  posthogHost: receiver.url,
  posthogApiKey: "phc_local_demonstration",
});
const tracing = await startTracing({
  ...options,
  // `overrides` names a collector that needs no notice: unlike others, this one forwards nothing.
  overrides: { endpoint: receiver.url },
  tools: TOOLS,
});
printIntroduction(tracing.state);

const temporary = mkdtempSync(join(tmpdir(), "agent-run-"));
try {
  const readings = await catalogue({ folder, report: join(temporary, "catalogue.md"), telemetry });
  await Promise.all([tracing.shutdown(), telemetry.shutdown()]);
  printReport({ folder, readings, receiver, stats: tracing.stats() });
} finally {
  rmSync(temporary, { recursive: true, force: true });
  await receiver.close();
}
