import { describe, expect, it } from "vitest";
import { CodeMatch } from "../../src/models/code-match.js";
import { SessionStatistics } from "../../src/models/session-statistics.js";
import { seal } from "../support/seal.js";

describe("requests", () => {
  it("are counted by outcome, HTTP requests separately", () => {
    const statistics = new SessionStatistics();
    statistics.addSuccessfulRequest();
    statistics.addSuccessfulRequest("a");
    statistics.addFailedRequest("b");
    statistics.addFailedRequest("h", { http: true });
    expect(statistics.requests).toEqual({ total: 3, successful: 2, failed: 1, successRate: 0.6667 });
    expect(statistics.httpRequests).toEqual({ total: 1, successful: 0, failed: 1, successRate: 0 });
  });

  it("count once per id, with their last outcome", () => {
    const statistics = new SessionStatistics();
    statistics.addFailedRequest("a");
    statistics.addSuccessfulRequest("a");
    statistics.addSuccessfulRequest("a");
    expect(statistics.requests).toMatchObject({ total: 1, successful: 1, failed: 0 });
  });
});

describe("timings", () => {
  it("are summarized over all tools, without values that are not a duration", () => {
    const statistics = new SessionStatistics();
    statistics.recordToolCall("find_code", 10);
    statistics.recordToolCall("find_code", 20);
    statistics.recordToolCall("index", 60);
    statistics.recordToolCall("index", Number.NaN);
    statistics.recordToolCall("index", -1);
    expect(statistics.toolCalls).toEqual({
      count: 3,
      averageMs: 30,
      p50Ms: expect.closeTo(20, 0),
      p95Ms: 60,
    });
    expect(new SessionStatistics().toolCalls).toEqual({ count: 0, averageMs: 0 });
  });
});

describe("files", () => {
  it("count once, and each of their operations", () => {
    const statistics = new SessionStatistics();
    statistics.addFileOperation("/r/a.ts", "indexed");
    statistics.addFileOperation("/r/a.ts", "retrieved");
    statistics.addFileOperation("/r/b.md", "indexed");
    statistics.addFileOperation("/r/c", "skipped", { language: "Python" });
    expect(statistics.files.size).toBe(3);
    expect(statistics.totalFileOperations).toBe(4);
    expect(Object.fromEntries(statistics.languages)).toEqual({ typescript: 1, markdown: 1, python: 1 });
    expect(Object.fromEntries(statistics.categories)).toEqual({ code: 2, docs: 1 });
  });
});

it("averages are computed from durations, not from the averages of tools", () => {
  const statistics = new SessionStatistics();
  for (const [name, ms] of [
    ["a", 0.0004],
    ["b", 0.0004],
    ["c", 1],
  ] as const)
    statistics.recordToolCall(name, ms);
  expect(statistics.toolCalls.averageMs).toBe(0.334);
});

it("categories count files, not languages", () => {
  const statistics = new SessionStatistics();
  for (const name of ["a.ts", "b.ts", "c.py"]) statistics.addFileOperation(name, "indexed");
  expect(Object.fromEntries(statistics.categories)).toEqual({ code: 3 });
});

it("semantic uses and failovers outside of their closed sets are counted without their names", () => {
  const statistics = new SessionStatistics();
  statistics.addSemanticUses(["definition_callable", "DEFINITION_CALLABLE", "mySecretSymbol"]);
  statistics.recordFailover({ seconds: 2.5, activeStore: "backup" });
  statistics.recordFailover({ seconds: 1, activeStore: "qdrant-prod-7" });
  expect(Object.fromEntries(statistics.semanticUses)).toEqual({ definition_callable: 2, other: 1 });
  expect(statistics.failover).toEqual({ count: 2, seconds: 3.5, activeStore: "unknown" });
});

it("serialized statistics have no path and no tool's name", () => {
  const statistics = new SessionStatistics();
  statistics.addFileOperation("/home/jane/secret.ts", "indexed");
  statistics.recordToolCall("my_private_tool", 4);
  const { json } = seal(statistics);
  expect(JSON.stringify(json)).not.toMatch(/jane|secret|private/);
  expect(json).toMatchObject({
    files: 1,
    fileOperations: { indexed: 1 },
    toolCalls: { count: 1, averageMs: 4 },
    languages: { typescript: 1 },
  });
});

it("methods do not throw if untyped callers omit arguments", () => {
  const statistics = new SessionStatistics();
  for (const nothing of [undefined, null] as never[]) {
    statistics.addTokenUsage(nothing);
    statistics.recordAnswer(nothing);
    statistics.recordAnswer({ deliveredTokens: 1, baselineTokens: nothing });
    statistics.addFileOperation(nothing, nothing);
    statistics.recordFailover(nothing);
    statistics.addSemanticUses(nothing);
    statistics.recordToolCall(nothing, nothing);
  }
  expect(new CodeMatch({} as never).file.path).toBe("");
  expect(statistics.failover.count).toBe(2);
  expect(statistics.files.size).toBe(0);
  expect(statistics.savings).toEqual({});
});
