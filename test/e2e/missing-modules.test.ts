/** Tests a host whose package is removed while it runs, as by an update: nothing throws, and no text is sent. */
import { cpSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { createTempFolder, DIST, runProgram } from "../support/run.js";

function createHomeWithPackage(): string {
  const home = createTempFolder();
  cpSync(DIST, join(home, "dist"), { recursive: true });
  symlinkSync(resolve("node_modules"), join(home, "node_modules"));
  writeFileSync(join(home, "package.json"), '{"type":"module"}');
  return home;
}

it("omits what it can no longer sanitize", async () => {
  const home = createHomeWithPackage();
  const { stdout, stderr } = await runProgram(
    `import { rmSync } from "node:fs";
    import * as telemetry from ${JSON.stringify(join(home, "dist", "index.js"))};
    rmSync(${JSON.stringify(join(home, "dist"))}, { recursive: true });
    const client = telemetry.createTelemetryClient({ tool: "mytool", posthogApiKey: "phc_x" });
    client.startSession({ text: "by jane" });
    client.capture("x", { text: telemetry.redacted("by jane") });
    console.log(JSON.stringify([
      telemetry.serializeForTelemetry({ text: "jane" }),
      telemetry.sealError(new Error("jane")),
      telemetry.redactIdentifiableInfo("by jane"),
      telemetry.findIdentifiableInfo("by jane"),
      client.state,
      client.stats().refused,
    ]));`,
    { home },
  );
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual([
    {},
    {},
    "[secret]",
    [{ kind: "secret", start: 0, end: 7 }],
    { status: "off", reason: "not_installed", source: "a part of codeweaver-telemetry" },
    { off: 1 },
  ]);
});

it("redacts every text if the detectors are missing", async () => {
  const home = createHomeWithPackage();
  const { stdout, stderr } = await runProgram(
    `import { rmSync } from "node:fs";
    import { redacted, serializeForTelemetry } from ${JSON.stringify(join(home, "dist", "index.js"))};
    rmSync(${JSON.stringify(join(home, "dist", "detectors.cjs"))});
    console.log(JSON.stringify(serializeForTelemetry({ files: 3, word: "fine", text: redacted("by jane"), version: "1.4.0", api_key: "x" })));`,
    { home },
  );
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual({ files: 3, word: "fine", text: "[secret]" });
});
