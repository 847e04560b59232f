// Uses the installed package through require(). `.ci/run` runs it beside consumer.mjs.
const assert = require("node:assert/strict");
const { createTelemetryClient } = require("codeweaver-telemetry");
const { CodeMatch } = require("codeweaver-telemetry/models");
const { startReceiver } = require("codeweaver-telemetry/receiver");

(async () => {
  const receiver = await startReceiver();
  const telemetry = createTelemetryClient({
    tool: "mytool",
    posthogApiKey: "phc_x",
    posthogHost: receiver.url,
    exitBudgetMs: 5000,
  });
  telemetry.captureWithSerialization(
    "match",
    new CodeMatch({ file: { path: "/home/jane/a.ts" }, content: "abc" }),
  );
  await telemetry.shutdown();
  assert.equal(receiver.events[0].properties.content, 3);
  await receiver.close();
  console.log("through require(): ok");
})();
