/** Bundlers take the ES modules that import every part, because they leave no file of this package to require. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { rolldown } from "rolldown";
import { describe, expect, it } from "vitest";
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

describe("class-transformer inside a bundle", () => {
  const createProgram = (entry: string) => `
    ${entry}
    import { serializeForTelemetry } from "codeweaver-telemetry";
    import { Exclude } from "class-transformer";
    class Login { name = "word"; attempts = 2; }
    Exclude()(Login.prototype, "name");
    console.log(JSON.stringify(serializeForTelemetry(new Login())));`;

  /** @param mainFields the fields of package.json by which the bundler selects class-transformer's modules */
  async function runBundle(text: string, mainFields: string[]): Promise<string> {
    const home = createTempFolder();
    const bundle = await rolldown({
      input: "program",
      platform: "node",
      cwd: resolve("."),
      resolve: { mainFields },
      plugins: [
        {
          name: "program",
          resolveId: (id) =>
            id === "program" ? id : id.startsWith("codeweaver-telemetry") ? resolveByBundler(id) : null,
          load: (id) => (id === "program" ? text : null),
        },
      ],
      external: /^(?:zod|posthog-node|@opentelemetry|google-auth-library)/,
    });
    await bundle.write({ dir: home, format: "esm", entryFileNames: "program.mjs" });
    await bundle.close();
    const { stdout, stderr } = await runNode([join(home, "program.mjs")], { home });
    expect(stderr).toBe("");
    return stdout;
  }

  it.each([["main"], ["module"], ["es2015"]])(
    "is known by its entry, if the bundler takes the field %s",
    async (field) => {
      const program = createProgram('import "codeweaver-telemetry/class-transformer";');
      expect(await runBundle(program, [field, "main"])).toBe('{"attempts":2}\n');
    },
  );

  it("is not known without the entry, as BUNDLING says", async () => {
    expect(await runBundle(createProgram(""), ["module", "main"])).toBe('{"name":"word","attempts":2}\n');
  });
});

const { exports: ENTRIES } = JSON.parse(readFileSync("package.json", "utf8"));

/** Resolves the package's entries as package.json says for the condition `module`. */
function resolveByBundler(id: string): string {
  return resolve(ENTRIES[id.replace("codeweaver-telemetry", ".")].module);
}
