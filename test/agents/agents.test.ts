import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { AgentTelemetry } from "../../src/agents/index.js";
import { createTelemetryClient } from "../../src/bootstrap/create-client.js";
import type { TelemetryOptions } from "../../src/bootstrap/telemetry-options.js";
import { declareAnonymity } from "../../src/privacy/decorators/anonymize.js";
import { redacted } from "../../src/privacy/sanitizer/declared-text.js";
import { createTestTelemetry } from "../../src/testing/test-telemetry.js";
import { startReceiver } from "../support/receiver.js";

const WORD = /^(?:[a-z0-9_$][a-z0-9_.:+-]{0,63})?$/i;

const STACK = [
  "ConnectionError: Failed to connect to /home/jane/secret.txt",
  "    at connect (/home/jane/app/net.js:42:7)",
  "    at Agent.call (file:///home/jane/app/node_modules/undici/lib/agent.js:10:3)",
].join("\n");

async function overHttp(options: TelemetryOptions = {}) {
  vi.stubEnv("TELEMETRY_ENABLED", "true");
  const receiver = await startReceiver();
  const client = createTelemetryClient({
    profile: "mycelium",
    endpoint: `${receiver.url}/api/events`,
    salt: "a salt of this test",
    exitBudgetMs: 5000,
    ...options,
  });
  const agents = new AgentTelemetry(client);
  onTestFinished(async () => {
    await agents.shutdown();
    await receiver.close();
    vi.unstubAllEnvs();
  });
  return { agents, receiver };
}

function trackAll(agents: AgentTelemetry): void {
  agents.trackAgentUsage("backend-developer", "discover", { duration_ms: 150, success: true });
  agents.trackPerformance("discovery_latency", 123.45, "ms", { operation: "search" });
  agents.trackError("ConnectionError", "Failed to connect to /home/jane/secret.txt", STACK);
}

describe("the four events over a plain endpoint", () => {
  it("are sent in one POST to the endpoint itself, as `{ events, version, timestamp }`", async () => {
    const { agents, receiver } = await overHttp();
    trackAll(agents);
    await agents.shutdown();
    const [request] = receiver.requests;
    expect([receiver.requests.length, request?.method, request?.path]).toEqual([1, "POST", "/api/events"]);
    expect(request?.headers["content-encoding"]).toBeUndefined();
    const body = JSON.parse(request?.text ?? "");
    expect(Object.keys(body)).toEqual(["events", "version", "timestamp"]);
    expect(body.timestamp).toBeCloseTo(Date.now() / 1000, -2);
    const isReport = ({ event_type }: { event_type: string }) => event_type === "telemetry_active";
    body.events = body.events.filter((event: { event_type: string }) => !isReport(event));
    const golden = JSON.parse(readFileSync(new URL("plain.golden.json", import.meta.url), "utf8"));
    expect(withoutWhatVaries(body)).toEqual(golden);
  });

  it("identify an agent only by a keyed hash", async () => {
    const { agents, receiver } = await overHttp();
    for (const id of ["jane", "jane", "joe"]) agents.trackAgentUsage(id, "discover");
    await agents.shutdown();
    const used = receiver.events.filter(({ event }) => event === "agent_usage");
    const [first, second, third] = used.map(({ properties }) => properties.agent_id_hash);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect([second === first, third === first]).toEqual([true, false]);
    expect(receiver.requests[0]?.text).not.toMatch(/jane|joe/);
  });

  it("are sent when the batch is full", async () => {
    const { agents, receiver } = await overHttp({ batchSize: 2 });
    await agents.client.ready();
    for (let i = 0; i < 3; i++) agents.trackPerformance("latency", i, "ms"); // after system_info
    await expect
      .poll(() => receiver.requests.map(({ text }) => JSON.parse(text).events.length))
      .toEqual([2, 2]);
  });

  it("save nothing on the disk but the salt", async () => {
    const { agents } = await overHttp();
    await agents.client.ready();
    trackAll(agents);
    expect(agents.client.stats().spooled).toBe(0);
  });
});

describe("the four events on PostHog", () => {
  it("are ordinary events with the same properties", async () => {
    const { telemetry, events } = createTestTelemetry();
    trackAll(new AgentTelemetry(telemetry));
    await telemetry.flush();
    expect(events.map(({ event }) => event)).toEqual(["system_info", "agent_usage", "performance", "error"]);
    expect(events[1]?.properties).toMatchObject({
      operation: "discover",
      metadata: { duration_ms: 150, success: true },
      $lib: "codeweaver-telemetry",
    });
  });
});

describe("what a caller may say", () => {
  const captured = async (track: (agents: AgentTelemetry) => unknown) => {
    const { telemetry, events } = createTestTelemetry();
    track(new AgentTelemetry(telemetry));
    await telemetry.flush();
    return events[1]?.properties ?? {};
  };

  it.each([
    ["a sentence", "please delete everything", undefined],
    ["a path", "/home/jane/x", undefined],
    ["an address", "jane@example.com", undefined],
    ["a secret", "ghp_16C7e42F292c6912E7710c838347Ae178B4a", undefined],
    ["a word", "discover", "discover"],
    ["a word of several parts", "tool.call:read_file-2", "tool.call:read_file-2"],
    ["a word without end", "a".repeat(65), undefined],
    ["no text", 42, 42],
  ])("of an operation: %s", async (_, operation, expected) => {
    const { operation: left } = await captured((agents) => agents.trackAgentUsage("a", operation as string)); // as an untyped caller may
    expect(left).toBe(expected);
  });

  it.each([
    ["ms", "ms"],
    ["bytes", "bytes"],
    ["seconds", "s"],
    ["MB", "mb"],
    ["MiB", "mib"],
    ["%", "percent"],
    ["$", "usd"],
    ["µs", "us"],
    ["μs", "us"], // the Greek letter
    ["Mb", "other"], // megabits
    ["jane", "other"],
    ["__proto__", "other"],
  ])("of a unit: %s", async (unit, expected) => {
    expect((await captured((agents) => agents.trackPerformance("latency", 1, unit))).unit).toBe(expected);
  });

  it("sends only texts of details that are words", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.double(), fc.boolean())),
        async (details) => {
          const { metadata = {} } = await captured((agents) => agents.trackAgentUsage("a", "b", details));
          for (const [key, value] of Object.entries(metadata as object)) {
            expect(key).toMatch(WORD);
            if (typeof value === "string") expect(value).toMatch(WORD);
            else expect(["number", "boolean"]).toContain(typeof value);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it("what was removed of details, to the author", async () => {
    const { telemetry, removed } = createTestTelemetry();
    new AgentTelemetry(telemetry).trackAgentUsage("a", "b", { note: "two words", "a key": 1 });
    const part = { event: "agent_usage", reason: "undeclared_text" };
    expect(removed).toEqual([
      { ...part, property: "metadata.note" },
      { ...part, property: "metadata.*" },
    ]);
  });

  it("nothing of an error's message where the author chose none", async () => {
    for (const errorMessages of ["redacted", "none"] as const) {
      const { telemetry, events } = createTestTelemetry({ errorMessages });
      new AgentTelemetry(telemetry).trackError("ConnectionError", "Failed to connect", STACK);
      telemetry.captureException(new Error("Failed to connect"));
      await telemetry.flush();
      expect(events).toHaveLength(3);
      expect(JSON.stringify(events).includes("Failed to connect")).toBe(errorMessages === "redacted");
      expect(events[1]?.properties.stack_trace).toContain("undici");
      expect(events[2]?.properties.$exception_list).toMatchObject([{ type: "Error" }]);
    }
  });

  it("sends no message of a parser, because parsers quote their input", async () => {
    const error = await captured((agents) =>
      agents.trackError("SyntaxError", "Unexpected token j in jane's diary"),
    );
    expect(error).toMatchObject({ error_type: "SyntaxError" });
    expect(error).not.toHaveProperty("error_message");
  });

  it.each([
    ["a name", { user: "alice" }, {}],
    ["a file", { file: "plans/layoffs.xlsx" }, {}],
    ["a secret", { pw: "hunter2" }, {}],
    ["a key that says whom", { "alice miller": 1 }, {}],
    ["words", { operation: "search", anything: "ok" }, { operation: "search", anything: "ok" }],
    ["a declared text", { note: redacted("in /home/jane") }, { note: "in [path]" }],
    ["more than a level", { nested: { a: 1 } } as never, {}],
  ])("of details: %s", async (_, details, expected) => {
    const { metadata = {} } = await captured((agents) => agents.trackAgentUsage("a", "b", details));
    expect(metadata).toEqual(expected);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, "7"])("no measure that is no number: %s", (value) => {
    const { telemetry } = createTestTelemetry();
    const agents = new AgentTelemetry(telemetry);
    expect(agents.trackPerformance("latency", value as number, "ms")).toBeUndefined(); // as an untyped caller may
    expect(telemetry.stats().refused).toEqual({ invalid_event: 1 });
  });

  it("captures system_info at the start, and once per client", async () => {
    const { telemetry, events } = createTestTelemetry();
    const agents = new AgentTelemetry(telemetry);
    expect([agents.trackSystemInfo(), new AgentTelemetry(telemetry).trackSystemInfo()]).toEqual([
      undefined,
      undefined,
    ]);
    await telemetry.flush();
    expect(events.map(({ event }) => event)).toEqual(["system_info"]);
  });

  it("drops no event for a rate limit, of which the older design has none", async () => {
    const { agents } = await overHttp();
    await agents.client.ready();
    for (let i = 0; i < 3000; i++) agents.trackPerformance("latency", i, "ms");
    expect(Object.keys(agents.client.stats().refused)).toEqual(["overflow"]); // the queue is full
  });
});

describe("await using", () => {
  it("ends the session, and the client captures on", async () => {
    const { telemetry, events } = createTestTelemetry();
    {
      await using _agents = new AgentTelemetry(telemetry);
    }
    telemetry.capture("later");
    await telemetry.flush();
    expect(events.map(({ event }) => event)).toEqual(["system_info", "later"]);
    expect(events[0]?.properties.$session_id).not.toBe(events[1]?.properties.$session_id);
  });
});

describe("where telemetry is off", () => {
  it("reads no argument and captures nothing", async () => {
    const agents = new AgentTelemetry(createTelemetryClient({ profile: "mycelium", disableTelemetry: true }));
    const hostile = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error("looked at");
        },
      },
    );
    expect(agents.trackAgentUsage("a", "b", hostile)).toBeUndefined();
    expect(agents.client.stats()).toMatchObject({ sent: 0, pending: 0 });
  });
});

/** The times, and what differs between machines. */
function withoutWhatVaries(body: { events: Record<string, unknown>[] }): object {
  const events: Record<string, unknown>[] = body.events.map((event) => ({ ...event, timestamp: 0 }));
  // Its key is new in every process.
  Object.assign(events[1] ?? {}, {
    agent_id_hash: String(events[1]?.agent_id_hash).replace(/[0-9a-f]{64}/, "…"),
  });
  // Files are under the key of whichever client of the process was first.
  Object.assign(events[3] ?? {}, {
    stack_trace: String(events[3]?.stack_trace).replace(/[0-9a-f]{64}/, "…"),
  });
  Object.assign(events[0] ?? {}, { platform: "…", platform_version: "…", runtime_version: "…" });
  return { ...body, timestamp: 0, events };
}

describe("details", () => {
  class Job {
    duration_ms = 150;
    branch = "acme-merger";
    customer_code = "acme";
    parts = [1, 2];
  }
  declareAnonymity(Job, { branch: "FORBIDDEN", customer_code: "HASH" });

  async function record(track: (agents: AgentTelemetry) => void) {
    const { telemetry, events } = createTestTelemetry();
    track(new AgentTelemetry(telemetry));
    await telemetry.flush();
    return { properties: events.at(-1)?.properties, omitted: telemetry.stats().omitted };
  }

  it.each<[string, "metadata" | "tags", (agents: AgentTelemetry, details: never) => void]>([
    ["usage", "metadata", (agents, details) => agents.trackAgentUsage("id", "discover", details)],
    ["performance", "tags", (agents, details) => agents.trackPerformance("latency", 1, "ms", details)],
  ])("of %s have the declarations of their class", async (_, key, track) => {
    const { properties, omitted } = await record((agents) => track(agents, new Job() as never));
    expect(properties?.[key]).toEqual({
      duration_ms: 150,
      customer_code: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(omitted).toEqual({ unsupported: 1 });
  });

  it.each<[string, unknown]>([
    ["a text", "my secret plan"],
    ["a boxed text", new String("my secret plan")],
    ["a list", ["a", "b"]],
    ["a Map", new Map([["a", 1]])],
  ])("that are %s are not sent, and are counted", async (_, details) => {
    const { properties, omitted } = await record((agents) =>
      agents.trackAgentUsage("id", "discover", details as never),
    );
    expect(properties).not.toHaveProperty("metadata");
    expect(omitted).toEqual({ unsupported: 1 });
  });

  it("may have a type of their own", async () => {
    interface Discovery {
      readonly found: number;
      readonly mode?: string;
    }
    const discovery: Discovery = { found: 3 };
    const { properties } = await record((agents) => agents.trackAgentUsage("id", "discover", discovery));
    expect(properties?.metadata).toEqual({ found: 3 });
  });
});
