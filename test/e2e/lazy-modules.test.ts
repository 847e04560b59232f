/** Tests which files of the package a process loads, because each of them costs a part of its start. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { createTempFolder, DIST, runProgram } from "../support/run.js";

const OFF = { DO_NOT_TRACK: "1" };
const ON = { CODEWEAVER_POSTHOG_API_KEY: "phc_x", CODEWEAVER__TELEMETRY__DISABLE_TELEMETRY: "false" };
const CLIENT = ["client", "index", "sanitizer"];
const PIPELINE = ["create-pipeline", "start-pipeline"];

it.each<[string, Record<string, string>, string, string[]]>([
  ["an import", ON, "", ["index"]],
  ["a client that is off", OFF, `getTelemetryClient().capture("x", { text: "/home/jane" });`, ["index"]],
  [
    "a first event of numbers and words",
    ON,
    `getTelemetryClient().capture("index_built", { files: 3, language: "typescript" });`,
    CLIENT,
  ],
  ["a text", ON, `getTelemetryClient().capture("x", { text: "1.4.0" });`, [...CLIENT, "detectors"]],
  ["the state", ON, "getTelemetryClient().state;", [...CLIENT, ...PIPELINE]],
  ["a model", ON, "new (class Model extends TelemetryModel {})();", ["index"]],
  [
    "a model that is sanitized",
    ON,
    "new (class Model extends TelemetryModel {})().serializeForTelemetry();",
    ["index", "sanitizer"],
  ],
])("%s loads only what it needs", async (_, env, statement, expected) => {
  const { stdout, stderr } = await runProgram(
    `import { createRequire } from "node:module";
    import { basename } from "node:path";
    import { getTelemetryClient, TelemetryModel } from ${JSON.stringify(join(DIST, "index.js"))};
    ${statement}
    const loaded = Object.keys(createRequire(import.meta.url).cache).map((file) => basename(file, ".cjs"));
    console.log(loaded.filter((name) => name !== "rolldown-runtime").sort().join(" "));`,
    { home: createTempFolder(), env },
  );
  expect(stderr).toBe("");
  expect(stdout.trim()).toBe(expected.toSorted().join(" "));
});
