/** The report about the first attempts to set up a tool, on the wire. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { captureSetupEvent } from "../../src/bootstrap/code-search-events.js";
import type { TelemetryOptions } from "../../src/bootstrap/telemetry-options.js";
import type { SetupEventInput } from "../../src/events/setup-properties.js";
import { createToolRuns, setClock, type ToolRuns } from "../support/tool-runs.js";

let tool: ToolRuns;

beforeEach(async () => {
  tool = await createToolRuns();
});

async function setUpAt(time: string, input: SetupEventInput, options?: TelemetryOptions): Promise<void> {
  setClock(time);
  await tool.run((telemetry) => captureSetupEvent(input, telemetry), options);
}

const listReports = () => tool.receiver.events.filter(({ event }) => event === "telemetry_setup");

describe("telemetry_setup", () => {
  it("is sent at the first failure and at the first success, each under an id of its own", async () => {
    await setUpAt("2026-11-27T10:00:00Z", {
      success: false,
      errors: ["missing_key", "cannot read /home/jane"],
    });
    await setUpAt("2026-11-27T10:10:00Z", { success: false, errors: ["syntax"] });
    await setUpAt("2026-11-28T10:00:00Z", { success: true });
    await setUpAt("2026-11-29T10:00:00Z", { success: true });
    const reports = listReports();
    expect(reports.map(({ timestamp }) => timestamp)).toEqual([
      "2026-11-27T12:00:00.000Z",
      "2026-11-28T12:00:00.000Z",
    ]);
    expect(reports.map(({ properties }) => properties)).toMatchObject([
      { result: "failed", attempts: 1, errors: ["missing_key", "other"], minutes: 0 },
      { result: "succeeded", attempts: 3, errors: ["missing_key", "other", "syntax"], minutes: 24 * 60 },
    ]);
    const ids = tool.receiver.events.map(({ distinct_id }) => distinct_id);
    for (const { distinct_id, properties } of reports) {
      expect(ids.filter((id) => id === distinct_id)).toHaveLength(1);
      expect(properties).not.toHaveProperty("$session_id");
    }
    expect(tool.receiver.events.filter(({ event }) => event === "codeweaver_setup")).toHaveLength(4);
  });

  it("is not sent by an installation that was used before its setup was observed", async () => {
    setClock("2026-11-27T10:00:00Z");
    await tool.run((telemetry) => telemetry.capture("started"));
    const file = join(tool.data, "installation.json");
    const { setup, ...state } = JSON.parse(readFileSync(file, "utf8"));
    expect(setup).toMatchObject({ attempts: 0 });
    writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
    await setUpAt("2026-11-28T10:00:00Z", { success: true });
    expect(listReports()).toEqual([]);
  });

  it("has no kind of error that the list does not have, however the attempt was captured", async () => {
    setClock("2026-11-27T10:00:00Z");
    const errors = Array.from({ length: 100 }, (_, index) => `word-${index}`);
    await tool.run((telemetry) => telemetry.capture("codeweaver_setup", { success: false, errors }));
    expect(listReports()).toMatchObject([{ properties: { errors: ["other"] } }]);
    expect(readFileSync(join(tool.data, "installation.json"), "utf8").length).toBeLessThan(1000);
  });

  it("does not depend on sampling", async () => {
    await setUpAt("2026-11-27T10:00:00Z", { success: true }, { sampleRate: 0 });
    expect(listReports()).toHaveLength(1);
  });

  it("does not count what happens while telemetry is off", async () => {
    await setUpAt("2026-11-27T10:00:00Z", { success: false }, { disableTelemetry: true });
    await setUpAt("2026-11-27T11:00:00Z", { success: true });
    expect(listReports()).toMatchObject([{ properties: { attempts: 1, minutes: 0 } }]);
  });

  it("is not sent where nothing is kept on the disk", async () => {
    await setUpAt("2026-11-27T10:00:00Z", { success: true }, { spool: false });
    expect(listReports()).toEqual([]);
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["an error in place of its kind", { success: false, errors: new Error("no") }],
  ])("does not throw for %s", (_, input) => {
    // Callers in plain JavaScript may pass anything.
    expect(() => captureSetupEvent(input as SetupEventInput, tool.createClient())).not.toThrow();
  });
});
