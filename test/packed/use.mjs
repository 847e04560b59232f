// Uses the installed package as an ES module: run by .ci/run in an empty folder that has the packed tarball installed.
import assert from "node:assert/strict";
import {
  AnonymityConversion,
  Anonymize,
  captureSearchEvent,
  createTelemetryClient,
  declareAnonymity,
  serializeForTelemetry,
} from "codeweaver-telemetry";
import { SessionStatistics } from "codeweaver-telemetry/models";
import { startReceiver } from "codeweaver-telemetry/receiver";
import { describeEvents } from "codeweaver-telemetry/testing";

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
const telemetry = createTelemetryClient({
  tool: "mytool",
  posthogApiKey: "phc_x",
  posthogHost: receiver.url,
  exitBudgetMs: 5000,
});
telemetry.captureWithSerialization("job_done", new Job());
// Refused where the tarball lacks the manifest.
captureSearchEvent({ response: {}, intentType: "debug" }, telemetry);
assert.equal(await telemetry.getFeatureFlag("ab"), "test");
await telemetry.endSession();
assert.deepEqual(
  receiver.events.map(({ event }) => event),
  ["job_done", "codeweaver_search", "$feature_flag_called"],
);

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
await receiver.close();
console.log("as an ES module: ok");
