/** A package whose files are gone while a host runs, as during an update. */
import { cpSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { createReceiverEnv } from "../support/cli.js";
import { startReceiver } from "../support/receiver.js";
import { createTempFolder, DIST, listFiles, runProgram } from "../support/run.js";

it("a host whose package is removed keeps its events, and does not blame the server", async () => {
  await using receiver = await startReceiver();
  const home = createTempFolder();
  const installed = createTempFolder();
  cpSync(DIST, join(installed, "dist"), { recursive: true });
  cpSync("package.json", join(installed, "package.json"));
  symlinkSync(resolve("node_modules"), join(installed, "node_modules"));
  const run = await runProgram(
    `import { renameSync } from "node:fs";
     import { createTelemetryClient } from ${JSON.stringify(join(installed, "dist", "index.js"))};
     const telemetry = createTelemetryClient({ tool: "codeweaver", delivery: "inline" });
     await telemetry.ready();
     renameSync(${JSON.stringify(join(installed, "dist"))}, ${JSON.stringify(join(installed, "gone"))});
     telemetry.capture("kept");
     await telemetry.flush();
     await telemetry.endSession();
     console.log(telemetry.stats().pending);`,
    { home, env: createReceiverEnv(receiver.url) },
  );
  expect([run.code, run.stdout, run.stderr]).toEqual([0, "1\n", ""]);
  const files = listFiles(join(home, ".data", "codeweaver", "telemetry", "spool"));
  expect(files.filter((file) => file.endsWith(".jsonl"))).toHaveLength(1);
  expect(files.filter((file) => file.includes("breaker-"))).toEqual([]);
});
