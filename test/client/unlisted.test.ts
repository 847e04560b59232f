import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { captureSearchEvent } from "../../src/bootstrap/code-search-events.js";
import { SearchEvent } from "../../src/events/search-event.js";
import { SearchProperties } from "../../src/events/search-properties.js";
import { declareAnonymity } from "../../src/privacy/decorators/anonymize.js";
import { startReceiver } from "../../src/receiver/index.js";
import { createClientWithReceiver } from "../support/client.js";
import { createTempFolder, DIST, runNode } from "../support/run.js";
import { createUsedHome } from "../support/used-home.js";

const own = {
  intent: "debug",
  results: { returned: 1, plan: "p" },
  plan: "secret",
  matches: [{ plan: 1 }],
};
const kept = { intent: "debug", results: { returned: 1 }, matches: [{}] };

describe("a property of a built-in event that the manifest does not list", () => {
  it.each([true, false])("is removed and counted, settings known: %s", async (known) => {
    const { telemetry, receiver } = await createClientWithReceiver();
    if (known) await telemetry.ready();
    telemetry.capture("codeweaver_search", own);
    await telemetry.endSession();
    expect(receiver.events[0]?.properties).toMatchObject(kept);
    expect(JSON.stringify(receiver.events)).not.toContain("plan");
    expect(telemetry.stats().omitted).toEqual({ unlisted: 3 });
    expect(receiver.events[0]?.properties.telemetry_refused).toEqual({ omitted_unlisted: 3 });
  });

  it("is removed by every capture method", async () => {
    const { telemetry, receiver } = await createClientWithReceiver();
    class Tampered extends SearchProperties {
      override telemetryOverrides() {
        return { plan: "secret" };
      }
    }
    telemetry.captureFromEvent({ toPosthogEvent: () => ["codeweaver_session", { version: "1", plan: "p" }] });
    telemetry.captureWithSerialization("codeweaver_search", new Tampered({ response: {} }));
    await telemetry.endSession();
    expect(receiver.events).toHaveLength(2);
    expect(JSON.stringify(receiver.events)).not.toContain("plan");
    expect(receiver.events[0]?.properties.version).toBe("1");
    expect(receiver.events[1]?.properties).toMatchObject({ intent: "other", match_count: 0 });
    expect(telemetry.stats().omitted).toEqual({ unlisted: 2 });
  });

  it("is none that the events of this package have themselves", async () => {
    const { telemetry, receiver } = await createClientWithReceiver({ toolsOverPrivacy: true });
    await telemetry.ready();
    const response = { matches: [{ file: { path: "a.ts", language: "typescript" } }], warnings: ["w"] };
    captureSearchEvent({ query: "q", response, featureFlags: { ab: "test" } }, telemetry);
    await telemetry.endSession();
    expect(receiver.events[0]?.properties).toMatchObject({
      query: { query: "q" },
      matches: [{ language: "typescript" }],
      "$feature/ab": "test",
    });
    expect(telemetry.stats().omitted).toEqual({});
  });

  it("is not a tag, flag, group or standard property", async () => {
    const { telemetry, receiver } = await createClientWithReceiver({}, { flags: { ab: "test" } });
    telemetry.startSession({ backend: "qdrant" });
    await telemetry.getFeatureFlag("ab");
    telemetry.withContext({ inner: "tag" }, () =>
      telemetry.capture("codeweaver_search", { status: "error" }, { groups: { team: "red" } }),
    );
    await telemetry.endSession();
    expect(receiver.events.find(({ event }) => event === "codeweaver_search")?.properties).toMatchObject({
      backend: "qdrant",
      inner: "tag",
      "$feature/ab": "test",
      $groups: { team: expect.stringMatching(/^[0-9a-f]{64}$/) },
      status: "error",
      tool: "testtool",
      $lib: "codeweaver-telemetry",
    });
    expect(telemetry.stats().omitted).toEqual({});
  });

  it("is not one of a tool's own event", async () => {
    const { telemetry, receiver } = await createClientWithReceiver();
    telemetry.capture("index_done", own);
    await telemetry.endSession();
    expect(receiver.events[0]?.properties).toMatchObject(own);
  });

  // Last, for a declaration stays on its class.
  it("is removed even if a model declares it", async () => {
    const { telemetry, receiver } = await createClientWithReceiver();
    class Leaky extends SearchProperties {
      plan = "secret plan";
    }
    declareAnonymity(Leaky, { plan: "PUBLIC" });
    declareAnonymity(SearchProperties, { match_count: "PUBLIC" });
    telemetry.captureWithSerialization("codeweaver_search", new Leaky({ response: {} }));
    telemetry.captureFromEvent(new SearchEvent({ response: { matches: [{ file: { path: "/a/b.ts" } }] } }));
    await telemetry.endSession();
    expect(JSON.stringify(receiver.events)).not.toMatch(/plan|relevanceScore/);
    expect(telemetry.stats().omitted).toEqual({ unlisted: 3 });
  });
});

/** Captures both kinds of event by a package in a folder of its own, and says what became of them. */
const program = (door: string, host: string, settings = "") => `
  import { createTelemetryClient } from ${JSON.stringify(pathToFileURL(door).href)};
  const telemetry = createTelemetryClient({ posthogApiKey: "phc_x", posthogHost: ${JSON.stringify(host)}, exitBudgetMs: 5000, ${settings} });
  telemetry.capture("codeweaver_search", { intent: "debug" });
  telemetry.capture("index_done");
  await telemetry.ready();
  telemetry.capture("codeweaver_session", {});
  await telemetry.endSession();
  console.log(JSON.stringify(telemetry.stats()));`;

describe("without a manifest that can be read", () => {
  it.each<[string, string | undefined]>([
    ["missing", undefined],
    ["broken", '{ "events": ['],
  ])("%s: built-in events are dropped, and all others are sent", async (_, manifest) => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    cpSync(DIST, join(home, "dist"), { recursive: true });
    symlinkSync(resolve("node_modules"), join(home, "node_modules"));
    writeFileSync(join(home, "package.json"), '{"type":"module"}');
    if (manifest !== undefined) {
      mkdirSync(join(home, "config"));
      writeFileSync(join(home, "config/telemetry-manifest.json"), manifest);
    }
    const run = await runNode(
      ["--input-type=module", "-e", program(join(home, "dist/index.js"), receiver.url)],
      { home },
    );
    expect([run.code, run.stderr]).toEqual([0, ""]);
    expect(JSON.parse(run.stdout)).toMatchObject({ captured: 3, sent: 1, refused: { unlisted_event: 5 } });
    expect(receiver.events.map(({ event }) => event)).toEqual(["index_done"]);
  });
});

describe("the manifest", () => {
  /** Says on stderr how often the manifest is read. */
  const spy = `data:text/javascript,${encodeURIComponent(`
    import fs from "node:fs";
    import { syncBuiltinESMExports } from "node:module";
    const { readFileSync } = fs;
    fs.readFileSync = (file, ...rest) => {
      if (String(file).includes("telemetry-manifest")) process.stderr.write("read ");
      return readFileSync(file, ...rest);
    };
    syncBuiltinESMExports();
  `)}`;
  const reads = async (env: Record<string, string>, settings?: string) => {
    await using receiver = await startReceiver();
    const text = program(join(DIST, "index.js"), receiver.url, settings);
    const args = ["--import", spy, "--input-type=module", "-e", text];
    const { stdout, stderr } = await runNode(args, { home: createUsedHome(), env });
    return [stderr, JSON.parse(stdout).sent];
  };

  it("is read once if telemetry is on, and never if it is off", async () => {
    expect(await reads({})).toEqual(["read ", 3]);
    expect(await reads({ DO_NOT_TRACK: "1" })).toEqual(["", 0]);
    expect(await reads({}, "disableTelemetry: true")).toEqual(["", 0]);
    expect(await reads({}, "posthogApiKey: undefined")).toEqual(["", 0]);
  });
});
