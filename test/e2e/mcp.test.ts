/** The MCP server of the examples, used by the SDK's client over stdio. */
import { resolve } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { expect, it, onTestFinished, vi } from "vitest";
import { assertNoLeak } from "../../src/testing/index.js";
import { createReceiverEnv, runCli } from "../support/cli.js";
import { startReceiver } from "../support/receiver.js";
import { createEnvironment, createTempFolder } from "../support/run.js";

const SERVER = resolve("build/examples/mcp-server/main.js");
const TREE = resolve("test/fixtures/greenhouse");
const QUESTION = "how warm is the acme greenhouse";

async function connect(home: string, env: Record<string, string>) {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [SERVER, TREE],
    env: createEnvironment(home, env),
    stderr: "pipe",
  });
  const client = new Client({ name: "test", version: "1" });
  const errors: unknown[] = [];
  let stderr = "";
  client.onerror = (error) => errors.push(error); // called for text on stdout that is no message of the protocol
  transport.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return {
    pid: transport.pid,
    search: () => client.callTool({ name: "find_code", arguments: { query: QUESTION } }),
    close: () => client.close(),
    expectQuiet: () => expect({ errors, stderr }).toEqual({ errors: [], stderr: "" }),
  };
}

it("counts calls, applies an opt-out while it runs, delivers after a kill, and never disturbs the protocol", async () => {
  await using receiver = await startReceiver({ flags: { new_reranker: "test" } });
  const home = createTempFolder();
  const env = createReceiverEnv(receiver.url);
  const options = { home, env };
  const names = () => receiver.events.map(({ event }) => event);

  // The first run sends while it runs, until the person opts out.
  const first = await connect(home, { ...env, CODEWEAVER__TELEMETRY__BATCH_SIZE: "1" });
  await first.search();
  await first.search();
  const ofASearch = ["codeweaver_search", "mcp_tool_call"];
  const firstTwo = ["$feature_flag_called", ...ofASearch, ...ofASearch].sort();
  await vi.waitFor(() => expect(names().sort()).toEqual(firstTwo), 10_000);
  await runCli(["disable"], options);
  await new Promise((done) => setTimeout(done, 1000));
  const requests = receiver.requests.length;
  await first.search();
  await first.close();
  first.expectQuiet();
  await new Promise((done) => setTimeout(done, 1000));
  expect(receiver.requests).toHaveLength(requests);

  // The second run is killed. The third run sends the events of both.
  await runCli(["enable"], options);
  const killed = await connect(home, env);
  await killed.search();
  await new Promise((done) => setTimeout(done, 300)); // the journal is written about 10 ms later
  process.kill(Number(killed.pid), "SIGKILL");
  await killed.close();
  const last = await connect(home, env);
  await last.search();
  await last.close();
  last.expectQuiet();
  const ofARun = ["$feature_flag_called", ...ofASearch];
  const all = [...firstTwo, ...ofARun, ...ofARun, "codeweaver_session"].sort();
  await vi.waitFor(() => expect(names().sort()).toEqual(all), 15_000);

  expect(new Set(receiver.events.map(({ uuid }) => uuid)).size).toBe(receiver.events.length);
  const searches = receiver.events.filter(({ event }) => event === "codeweaver_search");
  expect(searches[0]?.properties).toMatchObject({ intent: "understand", "$feature/new_reranker": "test" });
  const calls = receiver.events.filter(({ event }) => event === "mcp_tool_call");
  expect(calls[0]?.properties).toMatchObject({ tool_name: "find_code", success: true });
  assertNoLeak(
    receiver.requests.map(({ text }) => text),
    [QUESTION, "greenhouse", "irrigation"],
  );
});
