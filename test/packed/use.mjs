// Uses the installed package as an ES module: run by .ci/run in an empty folder that has the packed tarball installed.
import assert from "node:assert/strict";
import {
  AnonymityConversion,
  Anonymize,
  createTelemetryClient,
  declareAnonymity,
  serializeForTelemetry,
} from "codeweaver-telemetry";
import { SessionStatistics } from "codeweaver-telemetry/models";
import { startReceiver } from "codeweaver-telemetry/receiver";

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
assert.equal(await telemetry.getFeatureFlag("ab"), "test");
await telemetry.endSession();
assert.deepEqual(
  receiver.events.map(({ event }) => event),
  ["job_done", "$feature_flag_called"],
);
await receiver.close();
console.log("as an ES module: ok");
