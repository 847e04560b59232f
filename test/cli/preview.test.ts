/** `preview` and `manifest`: the fields of every event, with their reasons. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { RecordedEvent } from "../../src/client/recording-client.js";
import { createProgram, DELIVERY_BY_SPOOL } from "../support/captured-event.js";
import {
  createReceiverEnv,
  hasTerminals,
  MAIN,
  runCli,
  runCliJson,
  runNodeOnTerminal,
  unwrap,
} from "../support/cli.js";
import { createTempFolder, DIST, runProgram } from "../support/run.js";

describe("preview", () => {
  it("shows a sample of every event of the manifest, and the purpose of every field", async () => {
    const approved = JSON.parse(readFileSync("config/telemetry-manifest.json", "utf8"));
    const home = createTempFolder();
    const withoutSample: string[] = [];
    for (const { event, fields } of approved.events) {
      const { json } = await runCliJson(["preview", "--event", event], { home });
      if (json.events[0].sample === null) withoutSample.push(event);
      const page = await runCli(["preview", "--event", event], { home });
      for (const { purpose } of fields) expect(unwrap(page.stdout)).toContain(purpose);
    }
    expect(withoutSample).toEqual(["telemetry_doctor"]);
  });

  it("shows the outcome so far of each experiment, as it would be sent", async () => {
    const home = createTempFolder();
    const program = `
      import { createTelemetryClient, defineExperiment, defineMetric } from ${JSON.stringify(join(DIST, "index.js"))};
      import { runTelemetryCli } from ${JSON.stringify(join(DIST, "cli", "index.js"))};
      const metrics = [defineMetric("lines", { event: "done", property: "lines", aggregate: "mean", clip: [0, 100] })];
      const define = (name) => defineExperiment(name, { variants: { control: 50, test: 50 }, metrics, weeks: 2 });
      const options = {
        tool: "mytool", posthogApiKey: "phc_test", posthogHost: "http://127.0.0.1:9",
        experiments: [define("first"), define("second")],
      };
      const telemetry = createTelemetryClient(options);
      await telemetry.getFeatureFlag("first");
      await telemetry.getFeatureFlag("second");
      telemetry.capture("done", { lines: 7 });
      await telemetry.shutdown();
      process.exitCode = await runTelemetryCli(["preview", "--json", "--event", "telemetry_outcome"], options);
    `;
    const { stdout } = await runProgram(program, { home });
    const outcomes = JSON.parse(stdout).events.map(
      ({ sample }: { sample: RecordedEvent }) => sample.properties,
    );
    expect(outcomes).toMatchObject([
      { experiment: "first", metrics: { lines_n: 1, lines_mean: 7 }, $ignore_sent_at: true },
      { experiment: "second", metrics: { lines_n: 1, lines_mean: 7 }, $ignore_sent_at: true },
    ]);
    for (const outcome of outcomes) expect(outcome).not.toHaveProperty("$session_id");
  });

  it("marks the hashes that are the same for as long as the installation exists", async () => {
    const { json } = await runCliJson(["preview", "--event", "*"], { home: createTempFolder() });
    const marked = json.events[0].fields.filter(({ scope }: { scope?: string }) => scope !== undefined);
    expect(marked.map(({ path, scope }: Record<string, string>) => [path, scope])).toEqual([
      ["distinct_id", "installation"],
      ["$groups.*", "installation"],
    ]);
    for (const args of [["preview", "--event", "*"], ["manifest"]]) {
      const { stdout } = await runCli(args, { home: createTempFolder() });
      const fields = stdout
        .split(/\n {2}(?=\S)/) // further lines of a field begin with more spaces
        .filter((field) => unwrap(field).includes("for as long as this installation exists"));
      expect(fields.map((field) => field.trim().split(" ")[0])).toEqual(["distinct_id", "$groups.*"]);
    }
  });

  it("shows the fields that are sent under the person's own settings", async () => {
    const home = createTempFolder();
    const previewQuery = async (env: Record<string, string>) =>
      (await runCliJson(["preview", "--event", "codeweaver_search"], { home, env })).json.events[0].sample
        .properties.query;
    expect(await previewQuery({})).toBeUndefined();
    expect(await previewQuery({ CODEWEAVER__TELEMETRY__TOOLS_OVER_PRIVACY: "true" })).toMatchObject({
      query: "a question",
    });
  });

  it("shows events that were captured here, even if the author has not described them", async () => {
    const home = createTempFolder();
    const env = { ...createReceiverEnv("http://127.0.0.1:9"), ...DELIVERY_BY_SPOOL };
    // What is not sent of the first event is reported with the second one, in a field that every event may have.
    await runProgram(
      createProgram(
        'telemetry.capture("first", { note: "two words" }); telemetry.capture("build_done", { modules: 3 });',
      ),
      { home, env },
    );
    const { json } = await runCliJson(["preview", "--event", "build_done"], { home, env });
    expect(json.events).toMatchObject([
      { event: "build_done", fields: [{ path: "modules" }], sample: { properties: { modules: 3 } } },
    ]);
    expect((await runCli(["preview"], { home, env })).stdout).toMatch(/modules +3/);
  });

  it("begins with the author's events, and prints the library's own only with --all", async () => {
    const home = createTempFolder();
    const options = {
      tool: "mytool",
      posthogApiKey: "phc_x",
      posthogHost: "http://127.0.0.1:9",
      delivery: "spool",
    };
    await runProgram(
      `import { createTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
      const telemetry = createTelemetryClient(${JSON.stringify(options)});
      telemetry.capture("e");
      telemetry.capture("build_done", { modules: 3 });`,
      { home },
    );
    const { stdout } = await runCli(["preview", "--tool", "mytool"], { home });
    expect(getHeadings(stdout)).toEqual(["e", "build_done"]);
    expect(unwrap(stdout)).toContain(
      "To see also 7 events of the library and the 22 fields of every event: codeweaver-telemetry preview --all --tool mytool",
    );
    const all = await runCli(["preview", "--all", "--tool", "mytool"], { home });
    expect(getHeadings(all.stdout)).toEqual([
      "e",
      "build_done",
      "with every event",
      "telemetry_active",
      "telemetry_week",
      "telemetry_setup",
      "telemetry_outcome",
      "$feature_flag_called",
      "$exception",
      "telemetry_doctor",
    ]);
    expect(all.stdout).not.toContain("To see also");
    expect(unwrap(all.stdout)).toContain("Events of other tools: codeweaver_search");
    expect(all.stdout).not.toContain("search_mode");
  });

  it.each([
    ["codeweaver", ["codeweaver_search", "codeweaver_session", "mcp_tool_call", "codeweaver_setup"]],
    ["mycelium", ["agent_usage", "performance", "error", "system_info"]],
    ["zen", ["span"]],
  ])("counts the events that were made for %s as its own", async (tool, expected) => {
    const { stdout } = await runCli(["preview", "--tool", tool], { home: createTempFolder() });
    expect(getHeadings(stdout)).toEqual(expected);
  });

  it("explains in a sentence that a tool has no events of its own", async () => {
    const { stdout } = await runCli(["preview", "--tool", "mytool"], { home: createTempFolder() });
    expect(getHeadings(stdout)).toEqual([]);
    expect(unwrap(stdout)).toContain("mytool has no events of its own here: none is described");
  });

  it.each([60, 80, 120])("wraps between words at %d columns", async (columns) => {
    const env = { COLUMNS: String(columns) };
    const { stdout } = await runCli(["preview", "--all"], { home: createTempFolder(), env });
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(columns);
    expect(unwrap(stdout)).toContain("to drop those that never help.");
  });

  it.skipIf(!hasTerminals)("wraps at the width of a terminal (skipped without script(1))", async () => {
    const home = createTempFolder();
    const env = { PAGER: "cat", NO_COLOR: "1" };
    const { output } = await runNodeOnTerminal([MAIN, "preview"], { home, columns: 50, env });
    const widths = output.split("\n").map((line) => line.length);
    expect(Math.max(...widths)).toBeGreaterThan(40);
    expect(Math.max(...widths)).toBeLessThanOrEqual(50);
  });

  it.each([
    ["codeweaver_serach", "did you mean codeweaver_search, codeweaver_setup or codeweaver_session?"],
    ["exception", "did you mean $exception?"],
    ["qqq", "codeweaver-telemetry preview --all prints all events"],
  ])("explains that there is no event %s", async (name, hint) => {
    const { code, stderr } = await runCli(["preview", "--event", name], { home: createTempFolder() });
    expect([code, stderr]).toEqual([2, `codeweaver-telemetry preview: no event "${name}"; ${hint}\n`]);
  });
});

/** Returns the lines that are names of events. They have no indent and no sentence. */
function getHeadings(stdout: string): string[] {
  return stdout.split("\n").filter((line) => /^(?:[\w$]+|with every event)$/.test(line));
}

describe("manifest", () => {
  it("prints the approved list, and confirms that the code agrees with it", async () => {
    const home = createTempFolder();
    const { json } = await runCliJson(["manifest"], { home });
    expect(json).toEqual(JSON.parse(readFileSync("config/telemetry-manifest.json", "utf8")));
    expect(await runCliJson(["manifest", "--check"], { home })).toMatchObject({
      code: 0,
      json: { differences: [] },
    });
  });
});
