/** Tests the questions to weekly reports, of which each installation sends one. */
import { describe, expect, it } from "vitest";
import { authorMetrics } from "../../src/questions/catalog/author-metrics.js";
import { returns } from "../../src/questions/catalog/returns.js";
import { savedShare } from "../../src/questions/catalog/saved-share.js";
import { searchFailures } from "../../src/questions/catalog/search-failures.js";
import { weeklyActivity } from "../../src/questions/catalog/weekly-activity.js";
import { weeklyErrors } from "../../src/questions/catalog/weekly-errors.js";
import { weeklyFeatures } from "../../src/questions/catalog/weekly-features.js";
import { weeklyModels } from "../../src/questions/catalog/weekly-models.js";
import { weeklySearchTimes } from "../../src/questions/catalog/weekly-search-times.js";
import { createLine } from "../store/contract.js";
import { askEvents } from "./ask.js";
import { askRecords } from "./records.js";

/** A report has noon of the Thursday of its week as its time. */
const createReport = (properties: object, week = "2026-W47", day = "2026-11-19") =>
  createLine("telemetry_week", { week, ...properties }, { timestamp: `${day}T12:00:00.000Z` });
const createLaterReport = (properties: object) => createReport(properties, "2026-W48", "2026-11-26");

describe("returns", () => {
  it("shares the installations that were active before, of those that say so", async () => {
    const lines = [
      createReport({ active_week_before: true, active_four_weeks_before: true }),
      createReport({ active_week_before: true, active_four_weeks_before: false }),
      createReport({ active_week_before: true, active_four_weeks_before: false }),
      createReport({ active_week_before: false, active_four_weeks_before: false }),
      createReport({}),
      createReport({ active_week_before: false, active_four_weeks_before: false, is_ci: true }),
      createLaterReport({ active_week_before: false, active_four_weeks_before: true }),
    ];
    expect(await askRecords(returns, lines)).toEqual([
      { week: "2026-W47", installations: 5, returned_share: 0.75, stayed_share: 0.25 },
      { week: "2026-W48", installations: 1, returned_share: 0, stayed_share: 1 },
    ]);
  });
});

describe("weekly-activity", () => {
  it("has the sums of all installations, and what half of them have", async () => {
    const lines = [
      createReport({ sessions: 2, searches: 10, tool_calls: 3, agent_calls: 1 }),
      createReport({ sessions: 4, searches: 20, tool_calls: 5 }),
      createReport({ sessions: 9, searches: 90, agent_calls: 6 }),
      createReport({ sessions: 50, searches: 500, is_ci: true }),
      createLaterReport({ sessions: 1 }),
    ];
    expect(await askRecords(weeklyActivity, lines)).toEqual([
      {
        week: "2026-W47",
        installations: 3,
        all_sessions: 15,
        half_sessions: 4,
        all_searches: 120,
        half_searches: 20,
        all_tool_calls: 8,
        all_agent_calls: 7,
      },
      {
        week: "2026-W48",
        installations: 1,
        all_sessions: 1,
        half_sessions: 1,
        all_searches: null,
        half_searches: null,
        all_tool_calls: null,
        all_agent_calls: null,
      },
    ]);
  });
});

describe("weekly-errors", () => {
  it("shares the installations with an error, of those that can have it", async () => {
    const lines = [
      createReport({ search_successes: 8, search_errors: 2, tool_errors: 0, agent_calls: 5 }),
      createReport({ search_successes: 10, search_errors: 0, tool_errors: 3, agent_errors: 1 }),
      createReport({ search_successes: 12, search_errors: 3, tool_errors: 0, exceptions: 7 }),
      createReport({ search_successes: 5, search_errors: 0, tool_errors: 1 }),
      createReport({ tool_errors: 2, exceptions: 1, is_ci: true }),
      createReport({ agent_errors: 0, exceptions: 0 }),
      createReport({ agent_calls: 2 }),
    ];
    expect(await askRecords(weeklyErrors, lines)).toEqual([
      {
        week: "2026-W47",
        installations: 6,
        successful: 35,
        failed: 5,
        search_share: 0.5,
        tool_share: 0.5,
        agent_share: 0.25,
        exception_share: 0.1667,
      },
    ]);
  });
});

describe("weekly-search-times", () => {
  it("counts each installation once by version, and none without searches", async () => {
    const createTimes = (n: number, p50_ms: number, p95_ms: number, tool_version = "1.0.0") =>
      createReport({ tool_version, search_time: { n, p50_ms, p95_ms } });
    const lines = [
      createTimes(1000, 10, 100),
      createTimes(1, 20, 300),
      createTimes(5, 60, 500),
      createTimes(3, 7, 70, "1.1.0"),
      createReport({ tool_version: "1.2.0" }),
      createTimes(0, 0, 0),
    ];
    expect(await askRecords(weeklySearchTimes, lines)).toEqual([
      {
        week: "2026-W47",
        version: "1.0.0",
        installations: 3,
        measured: 1006,
        usual_half: 20,
        usual_p90: 52,
        slow_half: 300,
        slow_p90: 460,
      },
      {
        week: "2026-W47",
        version: "1.1.0",
        installations: 1,
        measured: 3,
        usual_half: 7,
        usual_p90: 7,
        slow_half: 70,
        slow_p90: 70,
      },
    ]);
  });
});

describe("weekly-features", () => {
  it("shares the installations that used a strategy, of those that searched in the week", async () => {
    const lines = [
      createReport({ searches: 5, features: ["dense_only", "symbol_search"] }),
      createReport({ searches: 1, features: ["symbol_search"] }),
      createReport({ searches: 3, features: null }),
      createReport({ searches: 4 }),
      createReport({}),
      createReport({ searches: 4, features: ["dense_only"], is_ci: true }),
      createLaterReport({ searches: 2, features: ["dense_only"] }),
    ];
    expect(await askRecords(weeklyFeatures, lines)).toEqual([
      { week: "2026-W47", feature: "symbol_search", installations: 2, used_share: 0.5 },
      { week: "2026-W47", feature: "dense_only", installations: 1, used_share: 0.25 },
      { week: "2026-W48", feature: "dense_only", installations: 1, used_share: 1 },
    ]);
  });
});

describe("weekly-models", () => {
  it("shares the installations whose agents used a model, of those that called agents in the week", async () => {
    const lines = [
      createReport({ agent_calls: 5, models_used: ["claude-sonnet-4-5", "other"] }),
      createReport({ agent_calls: 1, models_used: ["claude-sonnet-4-5"] }),
      createReport({ agent_calls: 3, models_used: null }),
      createReport({ agent_calls: 4 }),
      createReport({ agent_calls: 0 }),
      createReport({}),
      createReport({ agent_calls: 4, models_used: ["other"], is_ci: true }),
      createLaterReport({ agent_calls: 2, models_used: ["other"] }),
    ];
    expect(await askRecords(weeklyModels, lines)).toEqual([
      { week: "2026-W47", model: "claude-sonnet-4-5", installations: 2, used_share: 0.5 },
      { week: "2026-W47", model: "other", installations: 1, used_share: 0.25 },
      { week: "2026-W48", model: "other", installations: 1, used_share: 1 },
    ]);
  });
});

describe("author-metrics", () => {
  it("summarizes each metric by the Monday of its week", async () => {
    const lines = [
      ...[1, 2, 6].map((modules) => createReport({ metrics: { modules } })),
      createReport({ metrics: { modules: 50 }, is_ci: true }),
      createLaterReport({ metrics: { modules: 4, build_ms_p95: 90 } }),
      createReport({ metrics: { modules: null } }),
    ];
    expect(await askRecords(authorMetrics, lines)).toEqual([
      {
        metric: "build_ms_p95",
        begins: "2026-11-23",
        installations: 1,
        total: 90,
        mean: 90,
        half: 90,
        p90: 90,
      },
      { metric: "modules", begins: "2026-11-16", installations: 3, total: 9, mean: 3, half: 2, p90: 5.2 },
      { metric: "modules", begins: "2026-11-23", installations: 1, total: 4, mean: 4, half: 4, p90: 4 },
    ]);
  });
});

describe("search-failures", () => {
  it("has the share of all searches of a version, with an interval over reports", async () => {
    const lines = [
      createReport({ tool_version: "1.0.0", searches: 10, search_errors: 1 }),
      createReport({ tool_version: "1.0.0", searches: 90, search_errors: 3 }),
      createReport({ tool_version: "1.0.0", searches: 0, search_errors: 0 }),
      createReport({ tool_version: "1.0.0", searches: 50, search_errors: 50, is_ci: true }),
      createReport({ tool_version: "1.1.0", searches: 4, search_errors: 2 }),
    ];
    expect(await askRecords(searchFailures, lines)).toEqual([
      { version: "1.0.0", failed_share_units: 2, all_searches: 100, failed_share: 0.04 },
      { version: "1.1.0", failed_share_units: 1, all_searches: 4, failed_share: 0.5 },
    ]);
    const { columns, rows } = await askEvents(searchFailures, lines);
    const low = columns.findIndex(({ name }) => name === "failed_share_low");
    expect(Number(rows[0]?.[low])).toBeLessThan(0.04);
    expect(rows[1]?.[low]).toBeNull();
  });
});

describe("saved-share", () => {
  it("divides the sums of each baseline", async () => {
    const createSavings = (otherwise: number, saved: number) =>
      createReport({ tokens_baseline: { whole_files: otherwise }, tokens_saved: { whole_files: saved } });
    const lines = [
      createSavings(1000, 800),
      createSavings(3000, 1600),
      createSavings(0, 0),
      createReport({ tokens_baseline: { own: 100 }, tokens_saved: { own: -50 } }),
      createReport({ tokens_baseline: { own: 100 } }),
    ];
    expect(await askRecords(savedShare, lines)).toEqual([
      { baseline: "own", saved_share_units: 1, saved_share: -0.5 },
      { baseline: "whole_files", saved_share_units: 2, saved_share: 0.6 },
    ]);
  });
});
