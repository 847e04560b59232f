/** `preview` and `manifest`: the fields of every event, with their reasons. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createProgram, DELIVERY_BY_SPOOL } from "../support/captured-event.js";
import { createReceiverEnv, runCli, runCliJson } from "../support/cli.js";
import { createTempFolder, runProgram } from "../support/run.js";

describe("preview", () => {
  it("shows a sample of every event of the manifest, and the purpose of every field", async () => {
    const approved = JSON.parse(readFileSync("config/telemetry-manifest.json", "utf8"));
    const home = createTempFolder();
    const withoutSample: string[] = [];
    for (const { event, fields } of approved.events) {
      const { json } = await runCliJson(["preview", "--event", event], { home });
      if (json.events[0].sample === null) withoutSample.push(event);
      const page = await runCli(["preview", "--event", event], { home });
      for (const { purpose } of fields) expect(page.stdout).toContain(purpose);
    }
    expect(withoutSample).toEqual(["telemetry_doctor"]);
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
      const lines = stdout
        .split("\n")
        .filter((line) => line.includes("for as long as this installation exists"));
      expect(lines.map((line) => line.trim().split(" ")[0])).toEqual(["distinct_id", "$groups.*"]);
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
    await runProgram(createProgram('telemetry.capture("build_done", { modules: 3 });'), { home, env });
    const { json } = await runCliJson(["preview", "--event", "build_done"], { home, env });
    expect(json.events).toMatchObject([
      { event: "build_done", fields: [{ path: "modules" }], sample: { properties: { modules: 3 } } },
    ]);
    expect((await runCli(["preview"], { home, env })).stdout).toMatch(/modules +3/);
  });

  it("lists another tool's events only by their names", async () => {
    const { stdout } = await runCli(["preview", "--tool", "mytool"], { home: createTempFolder() });
    expect(stdout).not.toContain("strategies");
    expect(stdout).toContain("Events of other tools: codeweaver_search");
  });

  it("lists all events when the requested one does not exist", async () => {
    const { code, stderr } = await runCli(["preview", "--event", "nope"], { home: createTempFolder() });
    expect(code).toBe(2);
    expect(stderr).toContain('no event "nope"; there are *, codeweaver_search');
  });
});

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
