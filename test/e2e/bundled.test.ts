/** A module that esbuild has bundled into CommonJS does not know its own URL. */
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { createTempFolder, DIST, runProgram } from "../support/run.js";

it("sanitizes models and lists, and turns telemetry on, where `import.meta.url` is undefined", async () => {
  const home = createTempFolder();
  cpSync(DIST, join(home, "dist"), { recursive: true });
  symlinkSync(resolve("node_modules"), join(home, "node_modules"));
  writeFileSync(join(home, "package.json"), '{"type":"module"}');
  for (const file of readdirSync(join(home, "dist")).filter((name) => name.endsWith(".js"))) {
    const path = join(home, "dist", file);
    writeFileSync(path, readFileSync(path, "utf8").replaceAll("import.meta.url", "undefined"));
  }
  const { stdout, stderr } = await runProgram(
    `import { declareAnonymity, getTelemetryClient, serializeForTelemetry } from ${JSON.stringify(join(home, "dist", "index.js"))};
    class Build { files = ["a", "b"]; seconds = 2; }
    declareAnonymity(Build, { files: "COUNT" });
    console.log(JSON.stringify(serializeForTelemetry({ list: [1, { word: "x" }], build: new Build() })));
    await getTelemetryClient().ready();
    console.log(getTelemetryClient().state.status);`,
    { home, env: { CODEWEAVER_POSTHOG_API_KEY: "phc_x" } },
  );
  expect(stdout).toBe('{"list":[1,{"word":"x"}],"build":{"files":2,"seconds":2}}\non\n');
  expect(stderr).toBe("");
});
