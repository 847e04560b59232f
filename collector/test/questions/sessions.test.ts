/** Tests the questions about sessions: requests, timings, the store, the index, the setup and settings. */
import { describe, expect, it } from "vitest";
import { configurationErrors } from "../../src/questions/catalog/configuration-errors.js";
import { failover } from "../../src/questions/catalog/failover.js";
import { indexContents } from "../../src/questions/catalog/index-contents.js";
import { projectSizes } from "../../src/questions/catalog/project-sizes.js";
import { requestOutcomes } from "../../src/questions/catalog/request-outcomes.js";
import { sessionTimings } from "../../src/questions/catalog/session-timings.js";
import { settingsInUse } from "../../src/questions/catalog/settings-in-use.js";
import { setupAttempts } from "../../src/questions/catalog/setup-attempts.js";
import { createLine } from "../store/contract.js";
import { askRecords } from "./records.js";

const createSession = (properties: object) =>
  createLine("codeweaver_session", { tool_version: "1.0.0", ...properties });
const SAMPLED = { telemetry_sample_rate: 0.5 };

describe("request-outcomes", () => {
  it("counts requests by interface and version, without sessions that had none", async () => {
    const createRequests = (total: number, failed: number) => ({
      total,
      successful: total - failed,
      failed,
      success_rate: total === 0 ? 0 : (total - failed) / total,
    });
    const lines = [
      createSession({ requests: createRequests(10, 5), http_requests: createRequests(0, 0), ...SAMPLED }),
      createSession({ requests: createRequests(30, 3), http_requests: createRequests(4, 1) }),
      createSession({ requests: createRequests(500, 500), is_ci: true }),
      createSession({ tool_version: "1.1.0", requests: createRequests(2, 0) }),
    ];
    expect(await askRecords(requestOutcomes, lines)).toEqual([
      {
        interface: "http",
        version: "1.0.0",
        session_count: 1,
        all_requests: 4,
        all_answered: 3,
        half_requests: 4,
        p95_requests: 4,
        failed_share: 0.25,
        mean_rate: 0.75,
      },
      {
        interface: "tool",
        version: "1.0.0",
        session_count: 3,
        all_requests: 50,
        all_answered: 37,
        half_requests: 20,
        p95_requests: 29,
        failed_share: 0.2,
        mean_rate: 0.7,
      },
      {
        interface: "tool",
        version: "1.1.0",
        session_count: 1,
        all_requests: 2,
        all_answered: 2,
        half_requests: 2,
        p95_requests: 2,
        failed_share: 0,
        mean_rate: 1,
      },
    ]);
  });
});

describe("session-timings", () => {
  it("weighs the mean by calls, and takes each session once in the percentiles", async () => {
    const lines = [
      createSession({
        timing: {
          tool_calls: { n: 1, avg_ms: 100, p50_ms: 90, p95_ms: 200 },
          http: { health_n: 0, health_avg_ms: 0 },
        },
      }),
      createSession({
        timing: {
          tool_calls: { n: 2, avg_ms: 10, p50_ms: 10, p95_ms: 40 },
          http: { health_n: 10, health_avg_ms: 2, health_p50_ms: 1, health_p95_ms: 5 },
        },
        ...SAMPLED,
      }),
      createSession({ timing: { tool_calls: { n: 9, avg_ms: 9000, p50_ms: 1, p95_ms: 1 } }, is_ci: true }),
    ];
    expect(await askRecords(sessionTimings, lines)).toEqual([
      {
        what: "health check",
        version: "1.0.0",
        session_count: 2,
        all_calls: 20,
        mean_duration: 2,
        usual_half: 1,
        slow_half: 5,
        slow_p90: 5,
      },
      {
        what: "tool call",
        version: "1.0.0",
        session_count: 3,
        all_calls: 5,
        mean_duration: 28,
        usual_half: 50,
        slow_half: 120,
        slow_p90: 184,
      },
    ]);
  });
});

describe("failover", () => {
  it("describes the sessions that lost their store, by version", async () => {
    const createLoss = (count: number, time_seconds: number, active_store: string) => ({
      failover: { occurred: count > 0, count, time_seconds, active_store },
    });
    const lines = [
      createSession({ ...createLoss(1, 10, "primary"), ...SAMPLED }),
      createSession(createLoss(3, 30, "backup")),
      createSession(createLoss(1, 50, "backup")),
      createSession(createLoss(3, 90, "none")),
      ...Array.from({ length: 4 }, () => createSession(createLoss(0, 0, "primary"))),
      createSession({}),
      createSession({ ...createLoss(9, 9, "none"), is_ci: true }),
      createSession({ ...createLoss(0, 0, "primary"), tool_version: "1.1.0" }),
    ];
    expect(await askRecords(failover, lines)).toEqual([
      {
        version: "1.0.0",
        session_count: 10,
        lost_share: 0.5,
        mean_times: 2,
        half_seconds: 40,
        back_share: 0.25,
        backup_share: 0.5,
        without_share: 0.25,
      },
      {
        version: "1.1.0",
        session_count: 1,
        lost_share: 0,
        mean_times: null,
        half_seconds: null,
        back_share: null,
        backup_share: null,
        without_share: null,
      },
    ]);
  });
});

describe("index-contents", () => {
  it("counts sessions and uses by kind and name, weighted", async () => {
    const lines = [
      createSession({
        index: { languages: { go: 10, rust: 30 }, by_category: { code: 40 } },
        semantic: { definition_callable: 3 },
      }),
      createSession({ semantic: { definition_callable: 1 }, ...SAMPLED }),
      createSession({ index: { languages: { go: 7 }, by_category: { docs: 7 } }, ...SAMPLED }),
      createSession({ index: { languages: { java: 99 } }, is_ci: true }),
      createLine("codeweaver_search", { languages: { java: 99 } }),
    ];
    expect(await askRecords(indexContents, lines)).toEqual([
      { kind: "category", name: "code", sessions: 1, uses: 40 },
      { kind: "category", name: "docs", sessions: 2, uses: 14 },
      { kind: "construct", name: "definition_callable", sessions: 3, uses: 5 },
      { kind: "language", name: "rust", sessions: 1, uses: 30 },
      { kind: "language", name: "go", sessions: 3, uses: 24 },
    ]);
  });
});

describe("project-sizes", () => {
  const createSize = (total_files: number, total_operations: number, properties: object = {}) =>
    createSession({ index: { total_files, total_operations }, ...properties });

  it("puts each number of files into its group", async () => {
    const files = [0, 1, 99, 100, 999, 1000, 9999, 10_000, 20_000, 30_000];
    const records = await askRecords(
      projectSizes,
      files.map((count) => createSize(count, count)),
    );
    expect(
      records.map(({ size, session_count, mean_operations }) => [size, session_count, mean_operations]),
    ).toEqual([
      ["none", 1, 0],
      ["1 to 99", 2, 50],
      ["100 to 999", 2, 549.5],
      ["1,000 to 9,999", 2, 5499.5],
      ["10,000 or more", 3, 20_000],
    ]);
  });

  it("has the operations of sessions by size, from the smallest", async () => {
    const lines = [
      createSize(200, 400),
      createSize(100, 300, SAMPLED),
      createSize(0, 5),
      createSize(100, 9999, { is_ci: true }),
      createSession({}),
    ];
    expect(await askRecords(projectSizes, lines)).toEqual([
      { size: "none", session_count: 1, mean_operations: 5, half_per_file: null, p95_per_file: null },
      { size: "100 to 999", session_count: 3, mean_operations: 350, half_per_file: 2.5, p95_per_file: 2.95 },
    ]);
  });
});

describe("setup-attempts", () => {
  it("shares the attempts and the sessions whose setup succeeded, by version", async () => {
    const createAttempt = (properties: object) =>
      createLine("codeweaver_setup", { tool_version: "1.0.0", ...properties });
    const lines = [
      createAttempt({ success: true, ...SAMPLED }),
      createAttempt({ success: false }),
      createAttempt({}),
      createAttempt({ success: true, is_ci: true }),
      createSession({ setup: { success: true, attempts: 1 } }),
      createSession({ setup: { success: true, attempts: 1 } }),
      createSession({ setup: { success: true, attempts: 2 } }),
      createSession({ setup: { success: false, attempts: 4 }, ...SAMPLED }),
      createSession({}),
      createSession({ tool_version: "1.1.0", setup: { success: true } }),
    ];
    expect(await askRecords(setupAttempts, lines)).toEqual([
      { what: "attempt", version: "1.0.0", amount: 4, success_share: 0.5, mean_tries: null },
      { what: "session", version: "1.0.0", amount: 6, success_share: 0.75, mean_tries: 2 },
      { what: "session", version: "1.1.0", amount: 1, success_share: 1, mean_tries: null },
    ]);
  });
});

describe("configuration-errors", () => {
  it("counts each kind in attempts and in sessions, weighted", async () => {
    const lines = [
      createLine("codeweaver_setup", { errors: ["network", "syntax"] }),
      createLine("codeweaver_setup", { errors: ["network"], ...SAMPLED }),
      createLine("codeweaver_setup", { errors: ["timeout"], is_ci: true }),
      createLine("codeweaver_setup", { errors: [] }),
      createSession({ setup: { errors: ["syntax", "conflict"] } }),
      createSession({ setup: { errors: ["conflict"] }, ...SAMPLED }),
      createSession({ setup: { errors: ["authentication"] } }),
    ];
    expect(await askRecords(configurationErrors, lines)).toEqual([
      { kind: "network", attempt_count: 3, session_count: 0 },
      { kind: "syntax", attempt_count: 1, session_count: 1 },
      { kind: "conflict", attempt_count: 0, session_count: 3 },
      { kind: "authentication", attempt_count: 0, session_count: 1 },
    ]);
  });
});

describe("settings-in-use", () => {
  it("shares the weekly reports and the sessions with a setting, of all of them", async () => {
    const lines = [
      createLine("telemetry_week", { settings_used: ["backend", "chunk_size"] }),
      createLine("telemetry_week", { settings_used: ["backend"] }),
      createLine("telemetry_week", { settings_used: null }),
      createLine("telemetry_week", {}),
      createLine("telemetry_week", { settings_used: ["backend"], is_ci: true }),
      createSession({ settings_used: ["cache"] }),
      createSession({ settings_used: ["backend", "cache"], ...SAMPLED }),
      createSession({ settings_used: ["cache"] }),
      createSession({ settings_used: ["auth"] }),
    ];
    expect(await askRecords(settingsInUse, lines)).toEqual([
      { setting: "backend", weeks: 2, week_share: 0.5, session_count: 1, session_share: 0.25 },
      { setting: "chunk_size", weeks: 1, week_share: 0.25, session_count: 0, session_share: 0 },
      { setting: "cache", weeks: 0, week_share: 0, session_count: 3, session_share: 0.75 },
      { setting: "auth", weeks: 0, week_share: 0, session_count: 1, session_share: 0.25 },
    ]);
  });
});
