/** Capturing an MCP server's calls does not change them, and reads only `isError` of their results. */

import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { TelemetryClient } from "../../src/client/client.js";
import { createTelemetryClient } from "../../src/index.js";
import { type ToolCallOptions, withTelemetry } from "../../src/mcp/index.js";
import { assertNoLeak, createTestTelemetry } from "../../src/testing/index.js";

async function connected(register: (server: McpServer, telemetry: TelemetryClient) => void) {
  const { telemetry, events } = createTestTelemetry();
  await telemetry.ready();
  const server = new McpServer({ name: "s", version: "1" });
  expect(withTelemetry(server, telemetry)).toBe(server);
  register(server, telemetry);
  const client = new Client({ name: "c", version: "1" });
  const [here, there] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(here), client.connect(there)]);
  const calls = async () => {
    await telemetry.flush();
    return events.map(({ event, properties: { tool_name, success } }) => [event, tool_name, success]);
  };
  return { client, calls, events };
}

const text = (said: string) => ({ content: [{ type: "text" as const, text: said }] });

it("a client on another transport than stdio is not asked for consent", async () => {
  const telemetry = createTelemetryClient({ tool: "quicktool", posthogApiKey: "phc_x" });
  await telemetry.ready();
  expect(telemetry.state).toMatchObject({ reason: "not_told" });
  const server = new McpServer({ name: "s", version: "1" });
  withTelemetry(server, telemetry).registerTool("echo", {}, () => text("heard"));
  const client = new Client({ name: "c", version: "1" }, { capabilities: { elicitation: {} } });
  const asked: unknown[] = [];
  client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
    asked.push(params);
    return { action: "accept" };
  });
  const [here, there] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(here), client.connect(there)]);
  await client.callTool({ name: "echo" });
  await new Promise((done) => setTimeout(done, 50));
  expect([asked, telemetry.state.status]).toEqual([[], "off"]);
});

describe("withTelemetry", () => {
  it("counts each call by name, duration and outcome, and passes arguments and results on unchanged", async () => {
    const { client, calls, events } = await connected((server) => {
      server.registerTool("echo", { inputSchema: { said: z.string() } }, async ({ said }) =>
        text(`heard ${said}`),
      );
      server.registerTool("plain", {}, () => text("no arguments"));
      server.registerTool("failing", {}, async () => ({ ...text("could not"), isError: true }));
      server.registerTool("throwing", {}, () => {
        throw new Error("a secret of the throw");
      });
      server.registerTool("rejecting", {}, async () => Promise.reject(new Error("a secret of the promise")));
      server.tool("older", { said: z.string() }, async ({ said }) => text(said));
    });
    const secret = "where is acme's plan";
    expect(await client.callTool({ name: "echo", arguments: { said: secret } })).toMatchObject(
      text(`heard ${secret}`),
    );
    expect(await client.callTool({ name: "plain" })).toMatchObject(text("no arguments"));
    expect(await client.callTool({ name: "failing" })).toMatchObject({ isError: true });
    expect(await client.callTool({ name: "throwing" })).toMatchObject({
      isError: true,
      ...text("a secret of the throw"),
    });
    expect(await client.callTool({ name: "rejecting" })).toMatchObject({ isError: true });
    expect(await client.callTool({ name: "older", arguments: { said: "x" } })).toMatchObject(text("x"));
    expect(await calls()).toEqual([
      ["mcp_tool_call", "echo", true],
      ["mcp_tool_call", "plain", true],
      ["mcp_tool_call", "failing", false],
      ["mcp_tool_call", "throwing", false],
      ["mcp_tool_call", "rejecting", false],
      ["mcp_tool_call", "older", true],
    ]);
    expect(events[0]?.properties.duration_ms).toBeGreaterThanOrEqual(0);
    assertNoLeak(events, [secret, "a secret of the throw", "a secret of the promise", "could not"]);
  });

  it("does not count a call of a tool that does not exist, because clients choose its name", async () => {
    const { client, calls, events } = await connected((server) => {
      server.registerTool("echo", { inputSchema: { said: z.string() } }, async ({ said }) => text(said));
    });
    await client.callTool({ name: "my password is hunter2" }).catch(() => {});
    await client.callTool({ name: "echo", arguments: { said: "x" } });
    expect(await calls()).toEqual([["mcp_tool_call", "echo", true]]);
    assertNoLeak(events, ["hunter2"]);
  });

  it("counts a call once if the server was passed twice", async () => {
    const { client, calls } = await connected((server, telemetry) => {
      withTelemetry(server, telemetry);
      server.registerTool("echo", { inputSchema: { said: z.string() } }, async ({ said }) => text(said));
    });
    await client.callTool({ name: "echo", arguments: { said: "x" } });
    expect(await calls()).toEqual([["mcp_tool_call", "echo", true]]);
  });

  it("keeps `this`, and calls `then` of any thenable once", async () => {
    const { telemetry, events } = createTestTelemetry();
    await telemetry.ready();
    const tools = new Map<string, (this: unknown) => unknown>();
    const server = withTelemetry(
      { registerTool: (name: string, _: object, call: () => unknown) => tools.set(name, call) },
      telemetry,
    );
    let asked = 0;
    server.registerTool("lazy", {}, () => ({
      // biome-ignore lint/suspicious/noThenProperty: a promise of somebody's own
      then(done: (result: object) => void) {
        asked++;
        setTimeout(() => done({ isError: true }), 20);
      },
    }));
    server.registerTool("owned", {}, function (this: unknown) {
      return this;
    });
    expect(await tools.get("lazy")?.call(undefined)).toEqual({ isError: true });
    const owner = {};
    expect(tools.get("owned")?.call(owner)).toBe(owner);
    await telemetry.flush();
    expect([asked, events.map(({ properties }) => properties.success)]).toEqual([1, [false, true]]);
    expect(events[0]?.properties.duration_ms).toBeGreaterThanOrEqual(15);
  });

  it.each([
    [
      "throws when it is looked at",
      Object.defineProperty({}, "registerTool", {
        get() {
          throw new Error("no");
        },
      }),
    ],
    ["has no such method", {}],
    ["is frozen", Object.freeze({ registerTool: () => "registered" })],
    ["is registered at in another way", { registerTool: () => "registered" }],
  ])("does not change a server that %s", (_, server) => {
    const { telemetry } = createTestTelemetry();
    expect(withTelemetry(server, telemetry)).toBe(server);
    const { value } = Object.getOwnPropertyDescriptor(server, "registerTool") ?? {};
    if (value !== undefined) expect(value()).toBe("registered");
  });
});

describe("a tool's name", () => {
  it.each([
    ["find_code", "find_code"],
    ["github.search-issues", "github.search-issues"],
    ["x".repeat(64), "x".repeat(64)],
    ["x".repeat(65), "other"],
    ["x".repeat(5000), "other"],
    ["jane.doe@example.com", "other"],
    [`sk-proj-${"a1B2".repeat(10)}`, "other"],
    ["AKIAIOSFODNN7EXAMPLE", "other"],
    ["/home/jane/tools/deploy", "other"],
    ["jane/deploy", "other"],
    ["read the plan of acme", "other"],
    ["10.1.2.3", "other"],
    ["поиск", "other"],
    ["a\u001b[31mb", "other"],
    ["", "other"],
  ])("%j is sent as %j, and the call is unchanged", async (name, sent) => {
    const { telemetry, events } = createTestTelemetry();
    const server = {
      tools: new Map<string, () => string>(),
      registerTool(registered: string, _: object, handler: () => string) {
        this.tools.set(registered, handler);
      },
    };
    withTelemetry(server, telemetry).registerTool(name, {}, () => "heard");
    expect(server.tools.get(name)?.()).toBe("heard");
    await telemetry.flush();
    expect(events.map(({ properties }) => properties.tool_name)).toEqual([sent]);
  });

  const register = (names: readonly string[], options?: ToolCallOptions | null) => {
    const { telemetry, events } = createTestTelemetry();
    const handlers: (() => unknown)[] = [];
    const server = {
      registerTool: (_name: string, _: object, handler: () => unknown) => void handlers.push(handler),
    };
    withTelemetry(server, telemetry, options ?? undefined);
    for (const name of names) server.registerTool(name, {}, () => "heard");
    for (const handler of handlers) handler();
    return telemetry.flush().then(() => events.map(({ properties }) => properties.tool_name));
  };

  it("is sent as it is if the author has listed it, and no other name is sent", async () => {
    const names = ["find code", "index", "customer_acme"];
    expect(await register(names, { tools: ["find code", "index"] })).toEqual(["find code", "index", "other"]);
  });

  it("is sent of at most 128 tools without a list", async () => {
    const names = Array.from({ length: 130 }, (_, index) => `tool_${index}`);
    expect(await register([...names, "tool_0"])).toEqual([
      ...names.slice(0, 128),
      "other",
      "other",
      "tool_0",
    ]);
  });

  it.each([null, 5])("is sent as without a list if the options are %j", async (options) => {
    expect(await register(["index"], options as never)).toEqual(["index"]); // callers in plain JavaScript
  });

  it.each<[string, unknown]>([
    ["a text", "index"],
    ["a Set", new Set(["index"])],
    ["null", null],
    [
      "a list that throws",
      new Proxy([], {
        get: () => {
          throw new Error("of the host");
        },
      }),
    ],
  ])("is not sent if the list is %s", async (_, tools) => {
    expect(await register(["index"], { tools } as never)).toEqual(["other"]); // callers in plain JavaScript
  });

  it("counts together for all servers of one client", async () => {
    const { telemetry, events } = createTestTelemetry();
    for (let index = 0; index < 130; index++) {
      const server = { registerTool: (_name: string, _: object, handler: () => unknown) => handler() };
      withTelemetry(server, telemetry).registerTool(`tool_${index}`, {}, () => "heard");
    }
    await telemetry.flush();
    expect(new Set(events.map(({ properties }) => properties.tool_name)).size).toBe(129);
  });

  it.each([null, 5, {}])("does not disturb a tool if the client is %j", (client) => {
    const handlers: (() => unknown)[] = [];
    const server = {
      registerTool: (_name: string, _: object, handler: () => unknown) => void handlers.push(handler),
    };
    withTelemetry(server, client as never).registerTool("index", {}, () => "heard"); // callers in plain JavaScript
    expect(handlers[0]?.()).toBe("heard");
  });
});
