/** Tests the questions about the tools of agents. */
import { describe, expect, it } from "vitest";
import { agentToolErrors } from "../../src/questions/catalog/agent-tool-errors.js";
import { agentTools } from "../../src/questions/catalog/agent-tools.js";
import { askEvents } from "./ask.js";
import { createSpan, listRows, type SpanFields } from "./lines.js";

describe("tools of agents", () => {
  const createCall = (tool: string, attributes: object, fields: SpanFields = {}) =>
    createSpan(
      {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": tool,
        "zen.tool.name": tool,
        ...attributes,
      },
      fields,
    );
  const FAILED = { status: 2 };
  const CALLS = [
    createCall("read_file", { "zen.tool.tokens": 10, "gen_ai.tool.call.id": "c1" }, { durationMs: 100 }),
    createCall("read_file", { "gen_ai.tool.call.id": "c1" }, { durationMs: 300 }),
    createCall(
      "read_file",
      {
        "zen.tool.tokens": 30,
        "error.type": "RangeError",
        "gen_ai.tool.type": "function",
        "sampling.rate": 0.25,
      },
      { durationMs: 200, ...FAILED },
    ),
    createCall("read_file", { "error.type": "RangeError", "gen_ai.tool.type": "function" }, FAILED),
    createCall("ls", {}, FAILED),
    createCall("ls", { "error.type": "TypeError" }, { ...FAILED, resource: { is_ci: true } }),
    createSpan({ "gen_ai.operation.name": "invoke_agent", "error.type": "TypeError" }, FAILED),
  ];

  it("have calls, failures, times and tokens, and calls that two spans describe", async () => {
    expect(listRows(await askEvents(agentTools, [], { spans: CALLS }))).toEqual([
      ["read_file", 7, 0.5, 250, 895, 130, 20, 1],
      ["ls", 1, 1, 1000, 1000, null, null, 0],
    ]);
  });

  it("fail with errors", async () => {
    expect((await askEvents(agentToolErrors, [], { spans: CALLS })).rows).toEqual([
      ["read_file", "function", "RangeError", 5, 1],
      ["ls", null, null, 1, 1],
    ]);
  });
});
