/** The MCP server of the examples, by the SDK's real client over stdio: what it tells, what it counts, and how it obeys. */
import { resolve } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { LoggingMessageNotificationSchema } from "@modelcontextprotocol/sdk/types.js";
import { expect, it, onTestFinished, vi } from "vitest";
import { startReceiver } from "../../src/receiver/receiver.js";
import { assertNoLeak } from "../../src/testing/index.js";
import { runCli, sendingTo } from "../support/cli.js";
import { emptyFolder, environmentIn } from "../support/run.js";

const SERVER = resolve("build/examples/mcp-server/main.js");
const TREE = resolve("test/fixtures/greenhouse");
const QUESTION = "how warm is the acme greenhouse";

async function connect(home: string, env: Record<string, string>) {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [SERVER, TREE],
    env: environmentIn(home, env),
    stderr: "pipe",
  });
  const client = new Client({ name: "test", version: "1" });
  const logged: unknown[] = [];
  const trouble: unknown[] = [];
  let stderr = "";
  client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => void logged.push(params));
  client.onerror = (error) => trouble.push(error); // what is on stdout and no message of the protocol comes here
  transport.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return {
    logged,
    pid: transport.pid,
    search: () => client.callTool({ name: "find_code", arguments: { query: QUESTION } }),
    close: () => client.close(),
    quiet: () => expect({ trouble, stderr }).toEqual({ trouble: [], stderr: "" }),
  };
}

it("tells first, then counts, obeys while it runs, survives being killed, and never disturbs the protocol", async () => {
  await using receiver = await startReceiver({ flags: { new_reranker: "test" } });
  const home = emptyFolder();
  const env = sendingTo(receiver.url);
  const options = { home, env };
  const names = () => receiver.events.map(({ event }) => event);

  // The first run tells, through the protocol's logging, and sends nothing, not even a question for flags.
  const first = await connect(home, env);
  await vi.waitFor(
    () => expect(first.logged).toMatchObject([{ level: "notice", logger: "telemetry" }]),
    5000,
  );
  expect(first.logged).toMatchObject([
    { data: expect.stringContaining("npx codeweaver-telemetry --tool codeweaver disable") },
  ]);
  expect(await first.search()).toMatchObject({ content: expect.arrayContaining([]) });
  await first.close();
  first.quiet();
  expect(receiver.requests).toEqual([]);

  // The second counts, and sends as it goes; then a person says no while it runs.
  const second = await connect(home, { ...env, CODEWEAVER__TELEMETRY__BATCH_SIZE: "1" });
  await second.search();
  await second.search();
  const ofASearch = ["codeweaver_search", "mcp_tool_call"];
  const firstTwo = ["$feature_flag_called", ...ofASearch, ...ofASearch].sort();
  await vi.waitFor(() => expect(names().sort()).toEqual(firstTwo), 10_000);
  await runCli(["disable"], options);
  await new Promise((done) => setTimeout(done, 1000));
  const requests = receiver.requests.length;
  await second.search();
  await second.close();
  second.quiet();
  expect(second.logged).toEqual([]);
  await new Promise((done) => setTimeout(done, 1000));
  expect(receiver.requests).toHaveLength(requests);

  // The third is killed. The fourth, by its end, has sent what the third could not.
  await runCli(["enable"], options);
  const third = await connect(home, env);
  await third.search();
  await new Promise((done) => setTimeout(done, 300)); // the journal is some 10 ms behind
  process.kill(Number(third.pid), "SIGKILL");
  await third.close();
  const fourth = await connect(home, env);
  await fourth.search();
  await fourth.close();
  fourth.quiet();
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
