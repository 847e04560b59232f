/** The second version of the SDK, whose handlers may ask the client for input and are then called again. */
import { Client, InMemoryTransport } from "@modelcontextprotocol/client";
import { acceptedContent, inputRequired, McpServer } from "@modelcontextprotocol/server";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { withTelemetry } from "../../src/mcp/index.js";
import { createTestTelemetry } from "../../src/testing/index.js";

async function connect(register: (server: McpServer) => void) {
  const { telemetry, events } = createTestTelemetry();
  await telemetry.ready();
  const server = new McpServer({ name: "s", version: "1" });
  expect(withTelemetry(server, telemetry)).toBe(server);
  register(server);
  const client = new Client({ name: "c", version: "1" }, { capabilities: { elicitation: {} } });
  client.setRequestHandler("elicitation/create", async () => ({
    action: "accept",
    content: { branch: "main" },
  }));
  const [here, there] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(here), client.connect(there)]);
  const listCalls = async () => {
    await telemetry.flush();
    return events.map(({ event, properties }) => [event, properties.tool_name, properties.success]);
  };
  return { client, listCalls };
}

const text = (said: string) => ({ content: [{ type: "text" as const, text: said }] });

describe("withTelemetry, with the SDK's second version", () => {
  it("counts each call by name and outcome, and passes arguments and results on", async () => {
    const { client, listCalls } = await connect((server) => {
      server.registerTool("echo", { inputSchema: z.object({ said: z.string() }) }, async ({ said }) =>
        text(said),
      );
      server.registerTool("failing", {}, async () => ({ ...text("could not"), isError: true }));
      server.registerTool("throwing", {}, () => {
        throw new Error("of the tool");
      });
    });
    expect(await client.callTool({ name: "echo", arguments: { said: "heard" } })).toMatchObject(
      text("heard"),
    );
    expect(await client.callTool({ name: "failing" })).toMatchObject({ isError: true });
    await client.callTool({ name: "throwing" });
    expect(await listCalls()).toEqual([
      ["mcp_tool_call", "echo", true],
      ["mcp_tool_call", "failing", false],
      ["mcp_tool_call", "throwing", false],
    ]);
  });

  it("counts a call once that asks for input, when it has its result", async () => {
    let rounds = 0;
    const { client, listCalls } = await connect((server) => {
      server.registerTool("deploy", {}, async (context) => {
        rounds++;
        const answer = acceptedContent(context.mcpReq.inputResponses, "branch");
        if (answer === undefined)
          return inputRequired({
            inputRequests: {
              branch: inputRequired.elicit({
                message: "Which branch?",
                requestedSchema: { type: "object", properties: { branch: { type: "string" } } },
              }),
            },
          });
        return text(`deployed ${answer.branch}`);
      });
    });
    expect(await client.callTool({ name: "deploy" })).toMatchObject(text("deployed main"));
    expect(rounds).toBe(2);
    expect(await listCalls()).toEqual([["mcp_tool_call", "deploy", true]]);
  });
});
