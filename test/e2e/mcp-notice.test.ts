/** An MCP server that nobody was told of: it asks the person by the protocol's elicitation, and does as they answer. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { type Receiver, startReceiver } from "../../src/receiver/receiver.js";
import { MAIN } from "../support/cli.js";
import { CERTIFICATE, startProxy, startTlsFront } from "../support/network.js";
import { createEnvironment, createTempFolder, DIST, runNode } from "../support/run.js";

const SDK = resolve("node_modules/@modelcontextprotocol/sdk/dist/esm/server");

/** A tool whose author sends to a host that only a proxy reaches, so that what is sent leaves the machine. */
const SERVER = `
  import { createTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
  import { withTelemetry } from ${JSON.stringify(join(DIST, "mcp/index.js"))};
  import { McpServer } from ${JSON.stringify(join(SDK, "mcp.js"))};
  const telemetry = createTelemetryClient({
    tool: "mytool", command: "mytool telemetry", posthogApiKey: "phc_x", posthogHost: process.env.RECEIVER, batchSize: 1,
  });
  const server = new McpServer({ name: "mytool", version: "1" });
  withTelemetry(server, telemetry).registerTool("search", {}, () => ({
    content: [{ type: "text", text: telemetry.state.reason ?? telemetry.state.status }],
  }));
`;
const ON_STDIO = `
  import { writeFileSync } from "node:fs";
  import { StdioServerTransport } from ${JSON.stringify(join(SDK, "stdio.js"))};
  await server.connect(new StdioServerTransport());
  // What a signal ends writes nothing.
  process.on("exit", (code) => writeFileSync(process.env.HOME + "/exit-code", String(code)));
`;
const ON_HTTP = `
  import { createServer } from "node:http";
  import { StreamableHTTPServerTransport } from ${JSON.stringify(join(SDK, "streamableHttp.js"))};
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: () => "only-one" });
  await server.connect(transport);
  const http = createServer((request, response) => transport.handleRequest(request, response));
  http.listen(0, "127.0.0.1", () => console.log(http.address().port));
  process.stdin.on("end", () => process.exit()).resume();
`;

type Action = "accept" | "decline" | "cancel";

let home: string;
let receiver: Receiver;
let env: Record<string, string>;
beforeEach(async () => {
  home = createTempFolder();
  receiver = await startReceiver();
  const proxy = await startProxy();
  env = createEnvironment(home, {
    RECEIVER: await startTlsFront(receiver.port),
    HTTPS_PROXY: `http://${proxy.host}`,
    NODE_EXTRA_CA_CERTS: CERTIFICATE,
  });
  return () => receiver.close();
});

/** Starts the server and speaks to it as a client that answers so, or that cannot ask anybody. */
async function connect(answer: (() => Promise<{ action: Action }>) | undefined) {
  const file = join(home, "server.mjs");
  writeFileSync(file, SERVER + ON_STDIO);
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [file],
    env,
    stderr: "pipe",
  });
  let stderr = "";
  transport.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  const capabilities = answer === undefined ? {} : { elicitation: {} };
  const client = new Client({ name: "test", version: "1" }, { capabilities });
  const asked: string[] = [];
  if (answer !== undefined)
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      asked.push(params.message);
      return answer();
    });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return {
    asked,
    /** Calls the tool, which says what state telemetry is in. */
    search: async () => {
      const { content } = await client.callTool({ name: "search" });
      return Reflect.get(Object(Object(content)[0]), "text");
    },
    close: async () => {
      await client.close();
      expect(stderr).toBe("");
    },
  };
}

const answering = (action: Action) => () => Promise.resolve({ action });
const choice = () => {
  const file = join(home, ".config/mytool/telemetry-choice.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).telemetry : undefined;
};

describe("a person who was not told, behind a client that can ask them", () => {
  it("is asked at the first call, and accepts: from then on calls are counted, in the next run without a question", async () => {
    const first = await connect(answering("accept"));
    expect(await first.search()).toBe("not_told");
    await vi.waitFor(() => expect(choice()).toBe("enabled"));
    expect(first.asked).toEqual([expect.stringContaining("Turn it off: mytool telemetry disable")]);
    expect(first.asked[0]).not.toContain("Nothing is sent in this run");
    expect(await first.search()).toBe("on");
    await vi.waitFor(() => expect(receiver.events).toMatchObject([{ event: "mcp_tool_call" }]), 10_000);
    await first.close();

    const second = await connect(answering("decline"));
    expect([await second.search(), second.asked]).toEqual(["on", []]);
    await second.close();
  });

  it("declines: nothing is sent, in this run and in the next, which does not ask", async () => {
    const first = await connect(answering("decline"));
    await first.search();
    await vi.waitFor(() => expect(choice()).toBe("disabled"));
    expect(await first.search()).toBe("saved_choice");
    await first.close();
    const second = await connect(answering("accept"));
    expect([await second.search(), second.asked]).toEqual(["saved_choice", []]);
    await second.close();
    expect(receiver.requests).toEqual([]);
  });

  it("gives no answer: nothing is sent, and the next run asks again", async () => {
    for (let run = 0; run < 2; run++) {
      const server = await connect(answering("cancel"));
      await server.search();
      await vi.waitFor(() => expect(server.asked).toHaveLength(1));
      expect([await server.search(), choice()]).toEqual(["not_told", undefined]);
      expect(server.asked).toHaveLength(1);
      await server.close();
    }
    expect(receiver.requests).toEqual([]);
  });

  it("leaves without an answer, and the server ends by itself", async () => {
    const server = await connect(() => new Promise(() => {}));
    await server.search();
    await vi.waitFor(() => expect(server.asked).toHaveLength(1));
    await server.close(); // the SDK's client kills what has not ended two seconds later
    expect(readFileSync(join(home, "exit-code"), "utf8")).toBe("0");
  });

  it("answers after they have turned it off elsewhere: the newer choice counts", async () => {
    let answer = (_: { action: Action }) => {};
    const server = await connect(
      () =>
        new Promise((done) => {
          answer = done;
        }),
    );
    await server.search();
    await vi.waitFor(() => expect(server.asked).toHaveLength(1));
    await runNode([MAIN, "--tool", "mytool", "disable"], { home });
    answer({ action: "accept" });
    await vi.waitFor(async () => expect(await server.search()).toBe("saved_choice"));
    expect(choice()).toBe("disabled");
    await server.close();
  });

  it("declines after they have turned it on elsewhere: a no counts whatever was chosen", async () => {
    let answer = (_: { action: Action }) => {};
    const server = await connect(
      () =>
        new Promise((done) => {
          answer = done;
        }),
    );
    await server.search();
    await vi.waitFor(() => expect(server.asked).toHaveLength(1));
    await runNode([MAIN, "--tool", "mytool", "enable"], { home });
    answer({ action: "decline" });
    await vi.waitFor(() => expect(choice()).toBe("disabled"));
    expect(await server.search()).toBe("saved_choice");
    await server.close();
    expect(receiver.requests).toEqual([]);
  });

  it("is asked by one server alone, where another has their answer by then", async () => {
    const [first, second] = [await connect(answering("accept")), await connect(answering("accept"))];
    await first.search();
    await vi.waitFor(() => expect(choice()).toBe("enabled"));
    expect(await second.search()).toBe("on");
    expect([first.asked.length, second.asked.length]).toEqual([1, 0]);
    await first.close();
    await second.close();
  });

  it("is not asked in CI", async () => {
    env.CI = "true";
    const server = await connect(answering("accept"));
    expect([await server.search(), server.asked]).toEqual(["not_told", []]);
    await server.close();
  });
});

it("a client that cannot ask anybody: nothing is sent", async () => {
  const server = await connect(undefined);
  expect([await server.search(), await server.search()]).toEqual(["not_told", "not_told"]);
  await server.close();
  expect(receiver.requests).toEqual([]);
});

it("a client that speaks HTTP is not asked, because it may be anybody's", async () => {
  const { spawn } = await import("node:child_process");
  const file = join(home, "server.mjs");
  writeFileSync(file, SERVER + ON_HTTP);
  const child = spawn(process.execPath, [file], { env, stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void child.kill());
  const port = await new Promise<string>((done) =>
    child.stdout.once("data", (chunk) => done(String(chunk).trim())),
  );
  const client = new Client({ name: "test", version: "1" }, { capabilities: { elicitation: {} } });
  const asked: unknown[] = [];
  client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
    asked.push(params);
    return { action: "accept" };
  });
  await client.connect(new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${port}/mcp`)) as never); // its optional fields are typed without exactOptionalPropertyTypes
  await client.callTool({ name: "search" });
  await new Promise((done) => setTimeout(done, 300));
  expect([asked, choice()]).toEqual([[], undefined]);
  await client.close();
});
