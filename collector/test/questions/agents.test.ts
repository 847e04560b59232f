/** Tests the questions about the events of agent platforms. */
import { describe, expect, it } from "vitest";
import { agentOperations } from "../../src/questions/catalog/agent-operations.js";
import { agentOutcomes } from "../../src/questions/catalog/agent-outcomes.js";
import { performanceMetrics } from "../../src/questions/catalog/performance-metrics.js";
import { performanceTags } from "../../src/questions/catalog/performance-tags.js";
import { systems } from "../../src/questions/catalog/systems.js";
import { createLine, OTHER_ID } from "../store/contract.js";
import { askEvents } from "./ask.js";

const AGENT = "a".repeat(64);
const OTHER_AGENT = "b".repeat(64);
const createUse = (operation: string, agent: string, metadata: object, fields: object = {}) =>
  createLine("agent_usage", { operation, agent_id_hash: agent, metadata, ...fields });

const USES = [
  createUse("discover", AGENT, { success: true, duration_ms: 100 }, { telemetry_sample_rate: 0.5 }),
  createUse("discover", AGENT, { success: false, duration_ms: 300 }),
  createUse("discover", OTHER_AGENT, { success: true }, { is_ci: true }),
  createLine("agent_usage", { operation: "install", agent_id_hash: OTHER_AGENT }, { distinct_id: OTHER_ID }),
];

describe("uses of agents", () => {
  it("have the number of different agents and ids of each operation", async () => {
    expect((await askEvents(agentOperations, USES)).rows).toEqual([
      ["discover", 3, 1, 1],
      ["install", 1, 1, 1],
    ]);
    expect((await askEvents(agentOperations, USES, { filter: "ci=include" })).rows[0]).toEqual([
      "discover",
      4,
      2,
      1,
    ]);
  });

  it("have a row for each word of a detail, and one for all its numbers", async () => {
    expect((await askEvents(agentOutcomes, USES)).rows).toEqual([
      ["discover", "duration_ms", null, 3, 200, 200, 290],
      ["discover", "success", "true", 2, null, null, null],
      ["discover", "success", "false", 1, null, null, null],
    ]);
  });
});

describe("measured numbers", () => {
  const createMeasure = (value: number, fields: object = {}) =>
    createLine("performance", {
      metric_name: "latency",
      unit: "ms",
      value,
      tool_version: "1.0.0",
      ...fields,
    });
  const MEASURES = [
    createMeasure(10, { tags: { cached: true, region: "eu" } }),
    createMeasure(30, { tags: { cached: true }, telemetry_sample_rate: 0.1 }),
    createMeasure(90, { tags: { cached: false }, tool_version: "1.1.0" }),
    createMeasure(7, { unit: "s" }),
    createMeasure(5000, { is_ci: true, tags: { cached: true } }),
  ];

  it("are summed up by unit and version", async () => {
    expect((await askEvents(performanceMetrics, MEASURES)).rows).toEqual([
      ["latency", "ms", "1.0.0", 11, 20, 20, 29],
      ["latency", "ms", "1.1.0", 1, 90, 90, 90],
      ["latency", "s", "1.0.0", 1, 7, 7, 7],
    ]);
  });

  it("are summed up by each value of a tag", async () => {
    expect((await askEvents(performanceTags, MEASURES)).rows).toEqual([
      ["latency", "ms", "cached", "true", 11, 20, 20, 29],
      ["latency", "ms", "cached", "false", 1, 90, 90, 90],
      ["latency", "ms", "region", "eu", 1, 10, 10, 10],
    ]);
  });
});

it("starts of agent platforms are counted by system and runtime", async () => {
  const node = { runtime_implementation: "node", runtime_version: "22" };
  const linux = { platform: "linux", platform_version: "6.1", ...node };
  const lines = [
    createLine("system_info", linux),
    createLine("system_info", linux),
    createLine("system_info", linux, { distinct_id: OTHER_ID }),
    createLine("system_info", { ...linux, telemetry_sample_rate: 0.5, runtime_version: "20" }),
    createLine("system_info", { platform: "darwin", ...node }),
    createLine("system_info", { platform: "win32", is_ci: true }),
  ];
  expect((await askEvents(systems, lines)).rows).toEqual([
    ["linux", "6.1", "node", "22", 3, 2],
    ["linux", "6.1", "node", "20", 2, 1],
    ["darwin", null, "node", "22", 1, 1],
  ]);
});
