/** Nothing public throws into the host, and what the client says of itself is so. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { AgentTelemetry } from "../../src/agents/index.js";
import { telemetryCommand } from "../../src/cli/index.js";
import {
  captureSearchEvent,
  captureSessionEvent,
  createTelemetryClient,
  declareAnonymity,
} from "../../src/index.js";
import { withTelemetry } from "../../src/mcp/index.js";
import { findLanguage } from "../../src/models/index.js";
import { traced } from "../../src/otel/index.js";
import { createTestTelemetry } from "../../src/testing/index.js";
import { createClientWithReceiver } from "../support/client.js";
import { createTempFolder, DIST, runProgram } from "../support/run.js";

afterEach(() => vi.restoreAllMocks());

/** What plain JavaScript may pass where something else is wanted. */
const refuse = () => {
  throw new Error("no");
};
const hostile = new Proxy({}, { get: refuse, ownKeys: refuse });
const anything = fc.oneof(
  fc.anything({ withBigInt: true, withNullPrototype: true }),
  fc.constant(hostile),
  fc.constant(() => {
    throw new Error("no");
  }),
);
type AnyFunction = (...input: never[]) => unknown;

/** Methods of clients are taken from their object, as in `.catch(client.captureException)`. */
describe("methods with hostile arguments", () => {
  const { telemetry } = createTestTelemetry();
  const agents = new AgentTelemetry(telemetry);
  const members: readonly [string, AnyFunction][] = [
    ["captureSearchEvent", captureSearchEvent],
    ["captureSessionEvent", captureSessionEvent],
    ["createTelemetryClient", createTelemetryClient],
    ["withTelemetry", (server: never, client: never) => void withTelemetry(server, client)], // a server that throws when it is awaited is the host's
    ["findLanguage", findLanguage],
    ["traced", (fn: never) => void traced("work", fn)],
    ["telemetryCommand", (options: never) => telemetryCommand(options)],
    ["declareAnonymity", (declarations: never) => declareAnonymity(class {}, declarations)],
    [
      "declareAnonymity of a distribution",
      (allow: never) => declareAnonymity(class {}, { x: { conversion: "DISTRIBUTION", allow } } as never),
    ],
    ["AgentTelemetry", (options: never) => new AgentTelemetry(options).trackSystemInfo()],
    ["trackAgentUsage", agents.trackAgentUsage],
    ["trackPerformance", agents.trackPerformance],
    ["trackError", agents.trackError],
    ["startSession", telemetry.startSession],
    ["capture", telemetry.capture],
    ["captureException", telemetry.captureException],
    ["captureFromEvent", telemetry.captureFromEvent],
    ["captureWithSerialization", telemetry.captureWithSerialization],
    ["getFeatureFlag", telemetry.getFeatureFlag],
    ["isFeatureEnabled", telemetry.isFeatureEnabled],
    ["getFeatureFlagPayload", telemetry.getFeatureFlagPayload],
    ["getAllFeatureFlags", telemetry.getAllFeatureFlags],
  ];

  it.each(members)("%s", async (_, member) => {
    vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { maxLength: 4 }), async (input) => {
        await Reflect.apply(member, undefined, input);
      }),
      { numRuns: 200 },
    );
  });

  it("pass on only the error that the function of withContext throws", () => {
    expect(() => telemetry.withContext({}, 5 as never)).not.toThrow();
    expect(() =>
      telemetry.withContext({}, () => {
        throw new RangeError("the host's own");
      }),
    ).toThrow("the host's own");
  });
});

it("captureSearchEvent drops and counts a search whose client argument is a text", async () => {
  const program = `
    import { captureSearchEvent, getTelemetryClient } from ${JSON.stringify(`${DIST}/index.js`)};
    captureSearchEvent({}, "query", "UNDERSTAND");
    captureSearchEvent(null);
    const telemetry = getTelemetryClient();
    console.log(JSON.stringify([telemetry.state.status, telemetry.stats().refused]));`;
  const env = {
    CODEWEAVER_POSTHOG_API_KEY: "phc_x",
    CODEWEAVER__TELEMETRY__POSTHOG_HOST: "http://127.0.0.1:9",
  };
  const { stdout, stderr, code } = await runProgram(program, { home: createTempFolder(), env });
  expect([code, stderr, JSON.parse(stdout)]).toEqual([0, "", ["on", { invalid_event: 2 }]]);
});

describe("AgentTelemetry", () => {
  it("creates a client from options", async () => {
    const agents = new AgentTelemetry({ endpoint: "http://127.0.0.1:9", spool: false });
    expect(agents.trackAgentUsage("agent", "discover")).toBeTypeOf("string");
    await agents.client.ready();
    expect(agents.client.state).toMatchObject({ status: "off", reason: "not_opted_in" });
    await agents.shutdown();
  });
});

describe("enabled and state", () => {
  const ask = (options: string) => `
    import { createTelemetryClient } from ${JSON.stringify(`${DIST}/index.js`)};
    const { enabled } = createTelemetryClient({ tool: "mytool", ${options} });
    const { state } = createTelemetryClient({ tool: "mytool", ${options} });
    console.log(JSON.stringify({ enabled, state }));`;

  it.each<[string, string, object]>([
    ["without a key", "", { status: "off", reason: "no_key" }],
    ["with a key, where nobody was told", 'posthogApiKey: "phc_x"', { status: "off", reason: "not_told" }],
    [
      "where the person's file turns it off",
      'posthogApiKey: "phc_x", posthogHost: "http://127.0.0.1:9"',
      { status: "off", reason: "disabled" },
    ],
    ["where it is on", 'posthogApiKey: "phc_x", posthogHost: "http://127.0.0.1:9"', { status: "on" }],
  ])("%s", async (_, options, expected) => {
    const home = createTempFolder();
    const isOff = Reflect.get(expected, "reason") === "disabled";
    if (isOff) writeFileSync(join(home, "mytool.toml"), "[telemetry]\ndisable_telemetry = true\n");
    const { stdout } = await runProgram(ask(options), { home });
    const { enabled, state } = JSON.parse(stdout);
    expect(state).toMatchObject(expected);
    expect(enabled).toBe(state.status === "on");
  });

  it("state how to opt in if disableTelemetry: false does not", async () => {
    const warn = vi.fn();
    const telemetry = createTelemetryClient({
      profile: "mycelium",
      disableTelemetry: false,
      endpoint: "http://127.0.0.1:9",
      logger: { warn },
    });
    await telemetry.ready();
    const nextStep = expect.stringMatching(/enable.*TELEMETRY_ENABLED=true.*consent: "opt-out"/);
    expect(telemetry.state).toMatchObject({ status: "off", reason: "not_opted_in", nextStep });
    expect(warn.mock.calls).toEqual([[expect.stringContaining("although disableTelemetry is false")]]);
  });

  it("name a file that cannot be used to the author", async () => {
    const warn = vi.fn();
    const layer = { owner: "project", name: "mytool.json", error: "not JSON" } as const;
    const telemetry = createTelemetryClient({ tool: "quicktool", settingsLayers: [layer], logger: { warn } });
    await telemetry.ready();
    expect(telemetry.state).toMatchObject({ status: "off", reason: "unreadable_file" });
    const message = "quicktool: telemetry is off because mytool.json cannot be used: not JSON";
    expect(warn.mock.calls).toEqual([[message]]);
  });

  it("name the setting that is missing to the author", async () => {
    const warn = vi.fn();
    const telemetry = createTelemetryClient({ tool: "quicktool", logger: { warn } });
    await telemetry.ready();
    expect(telemetry.state).toMatchObject({ status: "off", reason: "no_key" });
    const message = "quicktool: telemetry is off because posthog_api_key is not set";
    expect(warn.mock.calls).toEqual([[message]]);
  });
});

describe("options whose parts throw", () => {
  const throwing = (name: string) =>
    Object.defineProperty({ tool: "quicktool" }, name, {
      enumerable: true,
      get() {
        throw new Error("no");
      },
    });

  it.each<[string, object]>([
    ["a getter in overrides", { overrides: throwing("disableTelemetry") }],
    ["overrides that are a Proxy", { overrides: hostile, posthogApiKey: "phc_x" }],
    ["a getter in a profile", { profile: throwing("consent") }],
    ["a getter in a row of a profile", { profile: { tool: "quicktool", environment: [throwing("name")] } }],
    ["a getter in a profile's defaults", { profile: { tool: "quicktool", defaults: throwing("salt") } }],
  ])("%s", (_, options) => {
    vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    expect(createTelemetryClient(options as never).state).toMatchObject({
      status: "off",
      reason: "invalid_setting",
      source: "one of the options profile, overrides, metrics, experiments, settingsLayers cannot be read",
    });
  });
});

describe("an option that means nothing here", () => {
  it("is ignored with a warning, and telemetry stays on", async () => {
    const emitted = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    const warn = vi.fn();
    const { telemetry } = await createClientWithReceiver({
      batchSise: 3,
      overrides: { nope: 1 },
      logger: { warn },
    } as never);
    await telemetry.ready();
    expect(telemetry.state).toEqual({ status: "on" });
    const message = "unknown option ignored: batchSise, overrides.nope";
    expect(warn.mock.calls).toEqual([[message]]);
    expect(emitted).not.toHaveBeenCalled(); // the person who runs the tool cannot mend it
  });

  it("causes no warning if telemetry is off", () => {
    const emitted = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    createTelemetryClient({ tool: "quicktool", disableTelemetry: true, batchSise: 3 } as never);
    expect(emitted).not.toHaveBeenCalled();
  });
});

describe("version", () => {
  it("is sent with every event", async () => {
    const { telemetry, receiver } = await createClientWithReceiver({ version: "1.4.0-beta.2+build.7" });
    telemetry.capture("a");
    await telemetry.flush();
    expect(receiver.events[0]?.properties.tool_version).toBe("1.4.0-beta.2+build.7");
  });

  it.each([5, "", "1.4 of jane", "x".repeat(65)])(
    "that is %o turns telemetry off with a clear error",
    (version) => {
      const emitted = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
      const { state } = createTelemetryClient({ tool: "quicktool", version } as never);
      expect(state).toMatchObject({ status: "off", reason: "invalid_setting" });
      expect(String(emitted.mock.calls[0]?.[0])).toContain("option version is not a version such as 1.4.0");
    },
  );
});

describe("a logger", () => {
  it("is warned once that no notice was shown and how to show it, like NODE_DEBUG", async () => {
    const program = `
      import { createTelemetryClient } from ${JSON.stringify(`${DIST}/index.js`)};
      const warned = [];
      const telemetry = createTelemetryClient({ tool: "mytool", posthogApiKey: "phc_x", logger: { warn: (text) => warned.push(text) } });
      telemetry.capture("a");
      await telemetry.ready();
      telemetry.capture("b");
      console.log(JSON.stringify({ warned, state: telemetry.state, refused: telemetry.stats().refused }));`;
    const home = createTempFolder();
    const quiet = await runProgram(program, { home });
    const { warned, state, refused } = JSON.parse(quiet.stdout);
    expect(warned).toEqual([expect.stringContaining("onNotice")]);
    expect(state.nextStep).toContain("npx codeweaver-telemetry --tool mytool enable");
    expect([quiet.stderr, refused]).toEqual(["", { off: 2 }]);
    const debugged = await runProgram(program, { home, env: { NODE_DEBUG: "codeweaver-telemetry" } });
    expect(debugged.stderr.match(/onNotice/g)).toHaveLength(1);
    expect(debugged.stderr.trim().split("\n")).toHaveLength(1);
  });

  it.each<[string, unknown]>([
    [
      "throws",
      () => {
        throw new Error("no");
      },
    ],
    [
      "rejects",
      async () => {
        throw new Error("no");
      },
    ],
    ["is no function", 5],
  ])("that %s does no harm", async (_, warn) => {
    vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    const telemetry = createTelemetryClient({ tool: "quicktool", nope: 1, logger: { warn } } as never);
    await telemetry.ready();
    expect(telemetry.state.status).toBe("off");
  });
});

describe("configureTelemetry", () => {
  const program = (text: string) => `
    import { configureTelemetry, getTelemetryClient } from ${JSON.stringify(`${DIST}/index.js`)};
    const warned = [];
    const logger = { warn: (text) => warned.push(text) };
    ${text}
    console.log(JSON.stringify({ state: getTelemetryClient().state, warned }));`;
  const OPTIONS = `tool: "mytool", version: "1.4.0", posthogApiKey: "phc_author", posthogHost: "http://127.0.0.1:9", logger`;

  it("gives the singleton its key, its tool and its version", async () => {
    const { stdout, stderr } = await runProgram(program(`configureTelemetry({ ${OPTIONS} });`), {
      home: createTempFolder(),
      env: { CODEWEAVER_TELEMETRY_DISABLED: "1" }, // of another tool
    });
    expect([JSON.parse(stdout), stderr]).toEqual([{ state: { status: "on" }, warned: [] }, ""]);
  });

  it.each([
    [
      "twice",
      `configureTelemetry({ ${OPTIONS} }); configureTelemetry({ tool: "other", logger });`,
      "it was called before",
    ],
    ["too late", `getTelemetryClient(); configureTelemetry({ ${OPTIONS} });`, "the client exists already"],
  ])("called %s changes nothing and warns", async (_, calls, why) => {
    const run = await runProgram(program(calls), { home: createTempFolder() });
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout).warned).toEqual([`configureTelemetry is ignored: ${why}`]);
    expect(run.stderr).toBe("");
  });

  it("accepts any argument", async () => {
    const run = await runProgram(program("configureTelemetry(null);"), { home: createTempFolder() });
    expect(JSON.parse(run.stdout).state).toMatchObject({ status: "off", reason: "no_key" });
  });
});

describe("promises that an author's functions return", () => {
  it.each([
    [
      "an event's method",
      "telemetry.captureFromEvent({ async toPosthogEvent() { throw new Error('x'); } });",
      "refused",
      "invalid_event",
    ],
    [
      "telemetryOverrides",
      "class M extends TelemetryModel { a = 1; async telemetryOverrides() { throw new Error('x'); } } telemetry.capture('m', new M());",
      "omitted",
      "override",
    ],
    [
      "an async check of a schema",
      "const E = defineEvent('e', z.object({ s: z.string().refine(async () => { throw new Error('x'); }) })); telemetry.captureFromEvent(new E({ s: 'x' }));",
      "refused",
      "invalid_event",
    ],
  ])("%s: a rejection does not end the host, and the loss is counted", async (_, capture, kind, reason) => {
    const run = await runProgram(
      `import * as z from ${JSON.stringify(import.meta.resolve("zod"))};
      import { createTelemetryClient, defineEvent, TelemetryModel } from ${JSON.stringify(`${DIST}/index.js`)};
      const telemetry = createTelemetryClient({ tool: "mytool", posthogApiKey: "phc_x", posthogHost: "http://127.0.0.1:9" });
      ${capture}
      await new Promise((resolve) => setTimeout(resolve, 20));
      console.log(JSON.stringify(telemetry.stats()));`,
      { home: createTempFolder() },
    );
    expect([run.code, run.stderr]).toEqual([0, ""]);
    expect(JSON.parse(run.stdout)[kind]).toEqual({ [reason]: 1 });
  });
});
