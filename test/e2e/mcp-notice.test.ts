/** An MCP server asks a person who has not seen the notice, by the protocol's elicitation, and applies the answer. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import type { Receiver } from "../../src/receiver/receiver.js";
import { MAIN } from "../support/cli.js";
import { CERTIFICATE, startProxy, startTlsFront } from "../support/network.js";
import { startReceiver } from "../support/receiver.js";
import { createEnvironment, createTempFolder, DIST, runNode } from "../support/run.js";

const SDK = resolve("node_modules/@modelcontextprotocol/sdk/dist/esm/server");

/** A tool that sends to a host behind a proxy, so that the destination is another machine and a notice is needed. */
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
  // A process that a signal ends does not write the file.
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

/** Starts the server, and connects a client that gives this answer or, without one, does not support elicitation. */
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
  const prompts: string[] = [];
  if (answer !== undefined)
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      prompts.push(params.message);
      return answer();
    });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return {
    prompts,
    /** Calls the tool, which returns the state of telemetry. */
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

const answerWith = (action: Action) => () => Promise.resolve({ action });
const readChoice = () => {
  const file = join(home, ".config/mytool/telemetry-choice.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).telemetry : undefined;
};

describe("a client that supports elicitation", () => {
  it("asks at the first call, counts calls once the person accepts, and does not ask in the next run", async () => {
    const first = await connect(answerWith("accept"));
    expect(await first.search()).toBe("not_told");
    await vi.waitFor(() => expect(readChoice()).toBe("enabled"));
    expect(first.prompts).toEqual([expect.stringContaining("Turn it off: mytool telemetry disable")]);
    expect(first.prompts[0]).not.toContain("Nothing is sent in this run");
    expect(await first.search()).toBe("on");
    await vi.waitFor(() => expect(receiver.events).toMatchObject([{ event: "mcp_tool_call" }]), 10_000);
    await first.close();

    const second = await connect(answerWith("decline"));
    expect([await second.search(), second.prompts]).toEqual(["on", []]);
    await second.close();
  });

  it("sends nothing and does not ask again if the person declines", async () => {
    const first = await connect(answerWith("decline"));
    await first.search();
    await vi.waitFor(() => expect(readChoice()).toBe("disabled"));
    expect(await first.search()).toBe("saved_choice");
    await first.close();
    const second = await connect(answerWith("accept"));
    expect([await second.search(), second.prompts]).toEqual(["saved_choice", []]);
    await second.close();
    expect(receiver.requests).toEqual([]);
  });

  it("sends nothing and asks again in the next run if the person cancels", async () => {
    for (let run = 0; run < 2; run++) {
      const server = await connect(answerWith("cancel"));
      await server.search();
      await vi.waitFor(() => expect(server.prompts).toHaveLength(1));
      expect([await server.search(), readChoice()]).toEqual(["not_told", undefined]);
      expect(server.prompts).toHaveLength(1);
      await server.close();
    }
    expect(receiver.requests).toEqual([]);
  });

  it("lets the server exit if the client disconnects without an answer", async () => {
    const server = await connect(() => new Promise(() => {}));
    await server.search();
    await vi.waitFor(() => expect(server.prompts).toHaveLength(1));
    await server.close(); // the SDK's client kills what has not ended two seconds later
    expect(readFileSync(join(home, "exit-code"), "utf8")).toBe("0");
  });

  it("ignores an acceptance if the person has turned telemetry off since the prompt", async () => {
    let answer = (_: { action: Action }) => {};
    const server = await connect(
      () =>
        new Promise((done) => {
          answer = done;
        }),
    );
    await server.search();
    await vi.waitFor(() => expect(server.prompts).toHaveLength(1));
    await runNode([MAIN, "--tool", "mytool", "disable"], { home });
    answer({ action: "accept" });
    await vi.waitFor(async () => expect(await server.search()).toBe("saved_choice"));
    expect(readChoice()).toBe("disabled");
    await server.close();
  });

  it("applies a refusal even if the person has turned telemetry on since the prompt", async () => {
    let answer = (_: { action: Action }) => {};
    const server = await connect(
      () =>
        new Promise((done) => {
          answer = done;
        }),
    );
    await server.search();
    await vi.waitFor(() => expect(server.prompts).toHaveLength(1));
    await runNode([MAIN, "--tool", "mytool", "enable"], { home });
    answer({ action: "decline" });
    await vi.waitFor(() => expect(readChoice()).toBe("disabled"));
    expect(await server.search()).toBe("saved_choice");
    await server.close();
    expect(receiver.requests).toEqual([]);
  });

  it("does not ask if the person has answered another server meanwhile", async () => {
    const [first, second] = [await connect(answerWith("accept")), await connect(answerWith("accept"))];
    await first.search();
    await vi.waitFor(() => expect(readChoice()).toBe("enabled"));
    expect(await second.search()).toBe("on");
    expect([first.prompts.length, second.prompts.length]).toEqual([1, 0]);
    await first.close();
    await second.close();
  });

  it("does not ask in CI", async () => {
    env.CI = "true";
    const server = await connect(answerWith("accept"));
    expect([await server.search(), server.prompts]).toEqual(["not_told", []]);
    await server.close();
  });
});

it("sends nothing if the client does not support elicitation", async () => {
  const server = await connect(undefined);
  expect([await server.search(), await server.search()]).toEqual(["not_told", "not_told"]);
  await server.close();
  expect(receiver.requests).toEqual([]);
});

it("does not ask a client that connects over HTTP, because it may be anybody's", async () => {
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
  expect([asked, readChoice()]).toEqual([[], undefined]);
  await client.close();
});
