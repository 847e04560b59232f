import { copyFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import * as full from "../../src/index.js";
import * as noop from "../../src/noop/index.js";
import { createTempFolder, runNode } from "../support/run.js";

describe("the entry without telemetry", () => {
  it("has all names and types of the main entry, and withTelemetry", () => {
    const replacement: typeof full = noop; // `npm run types` compares the types
    expect(Object.keys(replacement).sort()).toEqual([...Object.keys(full), "withTelemetry"].sort());
  });

  it("has a client that is off, and says why", async () => {
    noop.configureTelemetry({ tool: "mytool", posthogApiKey: "phc_x" });
    const telemetry = noop.getTelemetryClient();
    expect(noop.createTelemetryClient({ tool: "other" })).toBe(telemetry);
    expect(telemetry.state).toEqual({
      status: "off",
      reason: "not_installed",
      source: "codeweaver-telemetry",
    });
    expect(telemetry.capture("index_done", { files: 3 })).toBeUndefined();
    expect(await telemetry.getFeatureFlag("a_flag", { fallback: "control" })).toBe("control");
    expect(telemetry.withContext({}, () => 42)).toBe(42);
    await telemetry.endSession();
  });

  it("lets a tool declare models, events, metrics and experiments", () => {
    class Build extends noop.TelemetryModel {
      @noop.Anonymize(noop.AnonymityConversion.HASH) path = "/home/jane";
      @noop.Public() title = "Nightly";
    }
    noop.declareAnonymity(Build, { path: "HASH" });
    noop.assertDeclared(Build);
    expect(new Build().serializeForTelemetry()).toEqual({});
    const Done = noop.defineEvent("index_done", z.object({ files: z.int() }));
    expect(new Done({ files: 3 }).toPosthogEvent()).toEqual(["index_done", {}]);
    const definition = { event: "index_done", aggregate: "count", clip: [0, 100] } as const;
    expect(noop.defineMetric("runs", definition)).toEqual({ ...definition, name: "runs" });
    expect(noop.defineExperiment("a", { variants: { a: 100 }, metrics: [], weeks: 1 }).name).toBe("a");
  });

  it.each([
    ["redactIdentifiableInfo", () => noop.redactIdentifiableInfo("mail jane@acme.com")],
    ["redacted", () => `${noop.redacted("/home/jane")}`],
    ["verbatim", () => JSON.stringify(noop.verbatim("/home/jane"))],
    ["serializeForTelemetry", () => JSON.stringify(noop.serializeForTelemetry({ path: "/home/jane" }))],
    ["sealError", () => JSON.stringify(noop.sealError(new Error("jane")))],
  ])("shows no text by %s", (_, read) => {
    expect(read()).not.toContain("jane");
  });

  it("does not change an MCP server, and captures no search", () => {
    const server = { registerTool: () => {} };
    const { registerTool } = server;
    expect(noop.withTelemetry(server).registerTool).toBe(registerTool);
    expect(noop.captureSearchEvent({ response: {} })).toBeUndefined();
  });

  it("is one file that a tool can copy, and that runs where nothing is installed", async () => {
    const home = createTempFolder();
    copyFileSync(resolve("dist/noop/index.js"), join(home, "no-telemetry.mjs"));
    writeFileSync(
      join(home, "tool.mjs"),
      `const { createTelemetryClient } = await import("codeweaver-telemetry").catch(() => import("./no-telemetry.mjs"));
       console.log(createTelemetryClient({ tool: "mytool" }).state.reason);`,
    );
    expect(await runNode([join(home, "tool.mjs")], { home })).toMatchObject({
      code: 0,
      stdout: "not_installed\n",
      stderr: "",
    });
  });
});
