/** Bundlers take the ES modules that import every part, because they leave no file of this package to require. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { rolldown } from "rolldown";
import { expect, it } from "vitest";
import { createTempFolder, runNode } from "../support/run.js";

const PROGRAM = `
  import { declareAnonymity, getTelemetryClient, serializeForTelemetry } from "codeweaver-telemetry";
  import { SessionStatistics } from "codeweaver-telemetry/models";
  class Build { files = ["a", "b"]; seconds = 2; }
  declareAnonymity(Build, { files: "COUNT" });
  console.log(JSON.stringify(serializeForTelemetry({ list: [1, { word: "x" }], build: new Build() })));
  const telemetry = getTelemetryClient();
  telemetry.capture("at_once", { path: "/home/jane/app", sealed: new SessionStatistics() });
  console.log(telemetry.state.status, telemetry.stats().omitted.undeclared_text);
  process.exit();
`;

it.each(["esm", "cjs"] as const)(
  "sanitizes in the first turn, and knows its state, in a bundle of format %s",
  async (format) => {
    const home = createTempFolder();
    const bundle = await rolldown({
      input: "program",
      platform: "node",
      plugins: [
        {
          name: "program",
          resolveId: (id) =>
            id === "program" ? id : id.startsWith("codeweaver-telemetry") ? resolveByBundler(id) : null,
          load: (id) => (id === "program" ? PROGRAM : null),
        },
      ],
      external: /^(?:zod|posthog-node|@opentelemetry|google-auth-library)/,
    });
    const extension = format === "esm" ? "mjs" : "cjs";
    await bundle.write({ dir: home, format, entryFileNames: `program.${extension}` });
    await bundle.close();
    const { stdout, stderr } = await runNode([join(home, `program.${extension}`)], {
      home,
      env: { CODEWEAVER_POSTHOG_API_KEY: "phc_x" },
    });
    expect(stdout).toBe('{"list":[1,{"word":"x"}],"build":{"files":2,"seconds":2}}\non 1\n');
    expect(stderr).toBe("");
  },
);

const { exports: ENTRIES } = JSON.parse(readFileSync("package.json", "utf8"));

/** Resolves the package's entries as package.json says for the condition `module`. */
function resolveByBundler(id: string): string {
  return resolve(ENTRIES[id.replace("codeweaver-telemetry", ".")].module);
}
