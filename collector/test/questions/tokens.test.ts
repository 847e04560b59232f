/** Tests the questions about tokens and money. */
import { describe, expect, it } from "vitest";
import { moneySavings } from "../../src/questions/catalog/money-savings.js";
import { tokenSavings } from "../../src/questions/catalog/token-savings.js";
import { tokenUse } from "../../src/questions/catalog/token-use.js";
import { weeklyTokenSavings } from "../../src/questions/catalog/weekly-token-savings.js";
import { createLine } from "../store/contract.js";
import { askRecords } from "./records.js";

const createSession = (tokens: object, properties: object = {}) =>
  createLine("codeweaver_session", { tool_version: "1.0.0", tokens, ...properties });

describe("token-savings", () => {
  it("compares the same answers with each baseline, weighted, and in the median session", async () => {
    const lines = [
      createSession({ baseline: { whole_files: 1000, own: 100 }, saved: { whole_files: 900, own: -20 } }),
      createSession(
        { baseline: { whole_files: 200 }, saved: { whole_files: 50 } },
        { telemetry_sample_rate: 0.5 },
      ),
      createSession({ baseline: { whole_files: 0 }, saved: { whole_files: -5 } }),
      createSession({ baseline: { top_k_passages: 400 }, saved: { top_k_passages: 100 } }),
      createSession({ baseline: { own: 5000 }, saved: { own: 5000 } }, { is_ci: true }),
      createSession({ baseline: { top_k_passages: 100 }, saved: { top_k_passages: 0 } }),
      createSession({ delivered: 7 }),
    ];
    expect(await askRecords(tokenSavings, lines)).toEqual([
      {
        baseline: "own",
        session_count: 1,
        otherwise_tokens: 100,
        answer_tokens: 120,
        saved_tokens: -20,
        saved_part: -0.2,
        half_saved_part: -0.2,
        worse_share: 1,
      },
      {
        baseline: "top_k_passages",
        session_count: 2,
        otherwise_tokens: 500,
        answer_tokens: 400,
        saved_tokens: 100,
        saved_part: 0.2,
        half_saved_part: 0.125,
        worse_share: 0,
      },
      {
        baseline: "whole_files",
        session_count: 3,
        otherwise_tokens: 1400,
        answer_tokens: 400,
        saved_tokens: 1000,
        saved_part: 0.7143,
        half_saved_part: 0.575,
        worse_share: 0,
      },
    ]);
  });
});

describe("money-savings", () => {
  it("keeps baselines and sources of prices apart", async () => {
    const lines = [
      createSession({ savings_usd: { whole_files: 0.5, top_k_passages: 0.1 }, prices: "2026-10" }),
      createSession({ savings_usd: { whole_files: 0.3 }, prices: "2026-10" }, { telemetry_sample_rate: 0.5 }),
      createSession({ savings_usd: { whole_files: 4, own: -2 }, prices: "caller" }),
      createSession({ savings_usd: { own: 99 }, prices: "caller" }, { is_ci: true }),
      createSession({ savings_usd: { top_k_passages: 0 }, prices: "caller" }),
      createSession({ prices: "caller" }),
    ];
    const one = { session_count: 1, loss_share: 0 };
    expect(await askRecords(moneySavings, lines)).toEqual([
      {
        baseline: "own",
        prices: "caller",
        session_count: 1,
        all_saved: -2,
        mean_saved: -2,
        half_saved: -2,
        loss_share: 1,
      },
      {
        ...one,
        baseline: "top_k_passages",
        prices: "2026-10",
        all_saved: 0.1,
        mean_saved: 0.1,
        half_saved: 0.1,
      },
      { ...one, baseline: "top_k_passages", prices: "caller", all_saved: 0, mean_saved: 0, half_saved: 0 },
      {
        baseline: "whole_files",
        prices: "2026-10",
        session_count: 3,
        all_saved: 1.1,
        mean_saved: 0.4,
        half_saved: 0.4,
        loss_share: 0,
      },
      { ...one, baseline: "whole_files", prices: "caller", all_saved: 4, mean_saved: 4, half_saved: 4 },
    ]);
  });
});

describe("weekly-token-savings", () => {
  it("has what half of the installations save, and the sums", async () => {
    const createReport = (properties: object) =>
      createLine("telemetry_week", { week: "2026-W47", ...properties });
    const lines = [
      createReport({
        tokens_delivered: 300,
        tokens_baseline: { whole_files: 1000, own: 50, top_k_passages: 80 },
        tokens_saved: { whole_files: 800, own: -10, top_k_passages: 20 },
      }),
      createReport({
        tokens_delivered: 100,
        tokens_baseline: { whole_files: 500 },
        tokens_saved: { whole_files: 400 },
      }),
      createReport({ tokens_delivered: 5000 }),
      createReport({ tokens_delivered: 9, tokens_baseline: { own: 0 }, tokens_saved: { own: 0 } }),
      createReport({ tokens_baseline: { own: 1 }, tokens_saved: { own: 1 }, is_ci: true }),
    ];
    const report = { week: "2026-W47", installations: 1, half_delivered: 300 };
    expect(await askRecords(weeklyTokenSavings, lines)).toEqual([
      {
        ...report,
        baseline: "own",
        half_saved: -10,
        otherwise_tokens: 50,
        saved_tokens: -10,
        saved_part: -0.2,
      },
      {
        ...report,
        baseline: "top_k_passages",
        half_saved: 20,
        otherwise_tokens: 80,
        saved_tokens: 20,
        saved_part: 0.25,
      },
      {
        week: "2026-W47",
        baseline: "whole_files",
        installations: 2,
        half_delivered: 200,
        half_saved: 600,
        otherwise_tokens: 1500,
        saved_tokens: 1200,
        saved_part: 0.8,
      },
    ]);
  });
});

describe("token-use", () => {
  it("has means and medians of received sessions, and the sum of answers, by version", async () => {
    const lines = [
      createSession({ embedding: 10, context_agent: 1, delivered: 100 }, { telemetry_sample_rate: 0.5 }),
      createSession({ embedding: 20, context_agent: 2, delivered: 200 }),
      createSession({ embedding: 60, context_agent: 9, delivered: 900 }),
      createSession({ embedding: 999 }, { is_ci: true }),
      createSession({ delivered: 5 }, { tool_version: "1.1.0" }),
    ];
    expect(await askRecords(tokenUse, lines)).toEqual([
      {
        version: "1.0.0",
        session_count: 4,
        mean_embedding: 30,
        half_embedding: 20,
        mean_context: 4,
        half_context: 2,
        mean_delivered: 400,
        half_delivered: 200,
        all_delivered: 1300,
      },
      {
        version: "1.1.0",
        session_count: 1,
        mean_embedding: null,
        half_embedding: null,
        mean_context: null,
        half_context: null,
        mean_delivered: 5,
        half_delivered: 5,
        all_delivered: 5,
      },
    ]);
  });
});
