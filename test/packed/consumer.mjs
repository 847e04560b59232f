// Uses the installed package as an ES module. `.ci/run` runs it in an empty folder in which the tarball is installed.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  AnonymityConversion,
  Anonymize,
  captureSearchEvent,
  createTelemetryClient,
  declareAnonymity,
  serializeForTelemetry,
} from "codeweaver-telemetry";
import { AgentTelemetry } from "codeweaver-telemetry/agents";
import { runTelemetryCli, telemetryCommand } from "codeweaver-telemetry/cli";
import { withTelemetry } from "codeweaver-telemetry/mcp";
import { SessionStatistics } from "codeweaver-telemetry/models";
import { recordRun, startTracing, traced } from "codeweaver-telemetry/otel";
import { startReceiver } from "codeweaver-telemetry/receiver";
import { describeEvents } from "codeweaver-telemetry/testing";

const home = mkdtempSync(join(tmpdir(), "telemetry-use-"));
process.env.XDG_CONFIG_HOME = home;
process.env.XDG_DATA_HOME = home;

class Job {
  cwd = "/home/jane";
  ms = 3;
}
declareAnonymity(Job, { cwd: AnonymityConversion.HASH });
assert.equal(typeof Anonymize, "function");
assert.match(String(serializeForTelemetry(new Job()).cwd), /^[0-9a-f]{64}$/);

const statistics = new SessionStatistics();
statistics.addFileOperation("a.ts", "indexed");
assert.equal(statistics.languages.get("typescript"), 1);

const receiver = await startReceiver({ flags: { ab: "test" } });
const options = { tool: "mytool", posthogApiKey: "phc_x", posthogHost: receiver.url, exitBudgetMs: 5000 };
const telemetry = createTelemetryClient(options);
telemetry.captureWithSerialization("job_done", new Job());
// This event is dropped if the manifest is missing from the tarball.
captureSearchEvent({ response: {}, intentType: "debug" }, telemetry);
assert.equal(await telemetry.getFeatureFlag("ab"), "test");
await telemetry.endSession();
const listCaptured = ({ events }) =>
  events.map(({ event }) => event).filter((event) => event !== "telemetry_active"); // it is not sent in CI
assert.deepEqual(listCaptured(receiver), ["job_done", "codeweaver_search", "$feature_flag_called"]);

declareAnonymity(Job, {
  cwd: { conversion: "HASH", purpose: "p" },
  ms: { conversion: "AGGREGATE", purpose: "p" },
});
const { events } = describeEvents([{ toPosthogEvent: () => ["job_done", new Job()] }]);
assert.deepEqual(
  events[0].fields.map(({ path, type }) => [path, type]),
  [
    ["cwd", "64 hex digits"],
    ["ms", "number"],
  ],
);

// The running client applies the choice that a person makes with a subcommand.
assert.equal((await telemetryCommand(options).meta()).name, "telemetry");
assert.equal(await runTelemetryCli(["disable"], options), 0);
await sleep(1000);
assert.equal(telemetry.state.reason, "saved_choice");
assert.equal(await runTelemetryCli(["enable"], options), 0);
await sleep(1000);
assert.equal(telemetry.state.status, "on");
assert.equal(await runTelemetryCli(["stauts"], options), 2);

const tools = [];
const server = { registerTool: (name, _, call) => tools.push([name, call]) };
withTelemetry(server, telemetry).registerTool("find", {}, (text) => `found ${text}`);
assert.equal(tools[0][1]("it"), "found it");
await telemetry.flush();
assert.equal(receiver.events.at(-1).properties.tool_name, "find");

await telemetry.shutdown();
await receiver.close();
// OpenTelemetry is not installed in this folder, so tracing is off and the functions still run.
const tracing = await startTracing({ tool: "mytool", endpoint: "http://127.0.0.1:9" });
assert.equal(tracing.state.reason, "not_installed");
assert.equal(traced("work", (n) => n + 1)(1), 2);
assert.equal(
  recordRun({ agent: "planner" }, (run) => run.tool("any", () => 3)),
  3,
);
await tracing.shutdown();

const endpoint = await startReceiver();
const agents = new AgentTelemetry(
  createTelemetryClient({
    profile: "mycelium",
    consent: "opt-out",
    endpoint: endpoint.url,
    exitBudgetMs: 5000,
  }),
);
agents.trackAgentUsage("backend-developer", "discover", { duration_ms: 150 });
await agents.shutdown();
assert.deepEqual(listCaptured(endpoint), ["system_info", "agent_usage"]);
await endpoint.close();

rmSync(home, { recursive: true, force: true });
console.log("as an ES module: ok");
