/** Tests the questions about the tools of MCP servers. */
import { expect, it } from "vitest";
import { mcpToolVersions } from "../../src/questions/catalog/mcp-tool-versions.js";
import { mcpTools } from "../../src/questions/catalog/mcp-tools.js";
import { createLine } from "../store/contract.js";
import { askEvents } from "./ask.js";
import { listRows } from "./lines.js";

const createCall = (tool: string | undefined, duration: number | undefined, fields: object = {}) =>
  createLine("mcp_tool_call", { tool_name: tool, duration_ms: duration, success: true, ...fields });

const CALLS = [
  createCall("find_code", 100, { tool_version: "1.0.0" }),
  createCall("find_code", 300, { tool_version: "1.1.0", success: false, telemetry_sample_rate: 0.25 }),
  createCall("find_code", undefined, { tool_version: "1.1.0", success: undefined }),
  createCall("index", 50, { tool_version: "1.1.0" }),
  createCall("index", 9000, { tool_version: "1.1.0", is_ci: true }),
  createCall(undefined, 10, { tool_version: "1.1.0" }),
];

it("calls of tools have their share of failures among the calls with a known outcome", async () => {
  const answer = await askEvents(mcpTools, CALLS);
  expect(answer.n).toBe(5);
  expect(listRows(answer)).toEqual([
    ["find_code", 6, 0.5, 200, 290],
    ["index", 1, 0, 50, 50],
    [null, 1, 0, 10, 10],
  ]);
});

it("calls of tools are compared between versions", async () => {
  expect(listRows(await askEvents(mcpToolVersions, CALLS, { filter: "ci=include" }))).toEqual([
    ["find_code", "1.0.0", 1, 0, 100],
    ["find_code", "1.1.0", 5, 1, 300],
    ["index", "1.1.0", 2, 0, 8552.5],
    [null, "1.1.0", 1, 0, 10],
  ]);
});
