/** Bundlers take the ES modules that import every part, because they leave no file of this package to require. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { rolldown } from "rolldown";
import { describe, expect, it } from "vitest";
import { startReceiver } from "../../src/receiver/receiver.js";
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

it("captures built-in events, knows languages, and has the subcommands in one file", async () => {
  const receiver = await startReceiver();
  const home = createTempFolder();
  const stdout = await runBundle(
    `import { captureSearchEvent, createTelemetryClient } from "codeweaver-telemetry";
     import { runTelemetryCli } from "codeweaver-telemetry/cli";
     import { findLanguage } from "codeweaver-telemetry/models";
     const options = { tool: "mytool", posthogApiKey: "phc_x", posthogHost: "${receiver.url}" };
     const telemetry = createTelemetryClient(options);
     captureSearchEvent({ response: {}, intentType: "debug" }, telemetry);
     telemetry.captureException(new RangeError("Invalid array length"));
     await telemetry.endSession();
     console.log(findLanguage("main.ts"), JSON.stringify(telemetry.stats().refused));
     await runTelemetryCli(["manifest", "--check"], options);`,
    { home },
  );
  expect(stdout.replaceAll(/\s+/g, " ")).toMatch(/^typescript \{\} No difference:/);
  const search = receiver.events.find(({ event }) => event === "codeweaver_search");
  expect(search?.properties).toMatchObject({ intent: "debug" });
  const exception = receiver.events.find(({ event }) => event === "$exception");
  expect(JSON.stringify(exception?.properties)).toContain("Invalid array length");
  await receiver.close();
});

/** Bundles a program with this package, and runs it where nothing else is installed. */
async function runBundle(
  text: string,
  { mainFields = ["module", "main"], home = createTempFolder() } = {},
): Promise<string> {
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
    external: /^(?:@opentelemetry|google-auth-library)/, // optional peers
  });
  await bundle.write({ dir: home, format: "esm", entryFileNames: "program.mjs" });
  await bundle.close();
  const { stdout, stderr } = await runNode([join(home, "program.mjs")], { home });
  expect(stderr).toBe("");
  return stdout;
}

describe("class-transformer inside a bundle", () => {
  const createProgram = (entry: string) => `
    ${entry}
    import { serializeForTelemetry } from "codeweaver-telemetry";
    import { Exclude } from "class-transformer";
    class Login { name = "word"; attempts = 2; }
    Exclude()(Login.prototype, "name");
    console.log(JSON.stringify(serializeForTelemetry(new Login())));`;

  it.each([["main"], ["module"], ["es2015"]])(
    "is known by its entry, if the bundler takes the field %s",
    async (field) => {
      const program = createProgram('import "codeweaver-telemetry/class-transformer";');
      expect(await runBundle(program, { mainFields: [field, "main"] })).toBe('{"attempts":2}\n');
    },
  );

  it("is not known without the entry, as BUNDLING says", async () => {
    expect(await runBundle(createProgram(""))).toBe('{"name":"word","attempts":2}\n');
  });
});

const { exports: ENTRIES } = JSON.parse(readFileSync("package.json", "utf8"));

/** Resolves the package's entries as package.json says for the condition `module`. */
function resolveByBundler(id: string): string {
  return resolve(ENTRIES[id.replace("codeweaver-telemetry", ".")].import.module);
}
