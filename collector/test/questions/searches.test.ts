/** Tests the questions about searches: their speed, their outcome and what they find. */
import { describe, expect, it } from "vitest";
import { answerSizes } from "../../src/questions/catalog/answer-sizes.js";
import { emptyResults } from "../../src/questions/catalog/empty-results.js";
import { indexCoverage } from "../../src/questions/catalog/index-coverage.js";
import { resultQuality } from "../../src/questions/catalog/result-quality.js";
import { searchLanguages } from "../../src/questions/catalog/search-languages.js";
import { searchLatency } from "../../src/questions/catalog/search-latency.js";
import { searchOutcomes } from "../../src/questions/catalog/search-outcomes.js";
import { createLine } from "../store/contract.js";
import { askRecords } from "./records.js";

const createSearch = (properties: object) => createLine("codeweaver_search", properties);
const SAMPLED = { telemetry_sample_rate: 0.1 };

describe("search-latency", () => {
  it("has quantiles of the received searches by version and mode", async () => {
    const dense = { tool_version: "1.0.0", search_mode: "dense_only" };
    const lines = [
      ...Array.from({ length: 101 }, (_, index) => createSearch({ ...dense, execution_time_ms: index })),
      createSearch({ ...dense, execution_time_ms: 9999, is_ci: true }),
      createSearch({ ...dense, execution_time_ms: null }),
      createSearch({ tool_version: "1.1.0", search_mode: "hybrid", execution_time_ms: 7, ...SAMPLED }),
    ];
    expect(await askRecords(searchLatency, lines)).toEqual([
      { version: "1.0.0", mode: "dense_only", searches: 101, p50: 50, p95: 95, p99: 99 },
      { version: "1.1.0", mode: "hybrid", searches: 1, p50: 7, p95: 7, p99: 7 },
    ]);
  });
});

describe("search-outcomes", () => {
  it("shares the received searches that fail, by version and mode", async () => {
    const hybrid = { tool_version: "1.0.0", search_mode: "hybrid" };
    const lines = [
      createSearch({ ...hybrid, status: "error", has_warnings: true, warning_count: 3 }),
      createSearch({ ...hybrid, status: "partial", has_warnings: true, warning_count: 1, ...SAMPLED }),
      createSearch({ ...hybrid, status: "partial", has_warnings: true, warning_count: 1 }),
      createSearch({ ...hybrid, status: "success", has_warnings: false, warning_count: 0 }),
      createSearch({ ...hybrid, status: "success" }),
      createSearch(hybrid),
      createSearch({ ...hybrid, status: "error", is_ci: true }),
      createSearch({ tool_version: "1.1.0", status: "success", has_warnings: false }),
    ];
    expect(await askRecords(searchOutcomes, lines)).toEqual([
      {
        version: "1.0.0",
        mode: "hybrid",
        searches: 15,
        failed_share: 0.2,
        partial_share: 0.4,
        warned_share: 0.75,
        mean_warnings: 1.25,
      },
      {
        version: "1.1.0",
        mode: null,
        searches: 1,
        failed_share: 0,
        partial_share: 0,
        warned_share: 0,
        mean_warnings: null,
      },
    ]);
  });
});

describe("empty-results", () => {
  it("shares the searches without matches or results, and no failed one", async () => {
    const debug = { intent: "debug", search_mode: "hybrid" };
    const lines = [
      createSearch({ ...debug, match_count: 0, results: { returned: 0 }, ...SAMPLED }),
      createSearch({ ...debug, match_count: 3, results: { returned: 0 } }),
      createSearch({ ...debug, match_count: 2, results: { returned: 2 }, status: "success" }),
      createSearch({ ...debug, match_count: 2, results: { returned: 2 } }),
      createSearch(debug),
      createSearch({ ...debug, match_count: 0, results: { returned: 0 }, status: "error" }),
      createSearch({ ...debug, match_count: 0, is_ci: true }),
      createSearch({ intent: "test", match_count: 0 }),
    ];
    expect(await askRecords(emptyResults, lines)).toEqual([
      { intent: "debug", mode: "hybrid", search_count: 14, unmatched_share: 0.25, no_result_share: 0.5 },
      { intent: "test", mode: null, search_count: 1, unmatched_share: 1, no_result_share: null },
    ]);
  });
});

describe("result-quality", () => {
  it("counts a search with each of its strategies, and has the means of those with scores", async () => {
    const quality = { max_score: 0.9, avg_score: 0.5, median_score: 0.4, min_score: 0.1 };
    const lines = [
      createSearch({
        intent: "debug",
        strategies: ["symbol_search", "text_search"],
        quality,
        results: { candidates: 100 },
        language_count: 3,
      }),
      createSearch({
        intent: "debug",
        strategies: ["symbol_search"],
        quality: { max_score: 0.7, avg_score: 0.3, median_score: 0.2, min_score: 0.2 },
        results: { candidates: 50 },
        language_count: 1,
        ...SAMPLED,
      }),
      createSearch({ intent: "debug", strategies: ["symbol_search"], results: { candidates: 0 } }),
      createSearch({ intent: "debug", strategies: ["text_search"], quality, is_ci: true }),
      createSearch({ intent: "debug", strategies: [] }),
    ];
    expect(await askRecords(resultQuality, lines)).toEqual([
      {
        intent: "debug",
        strategy: "symbol_search",
        searches: 12,
        best_score: 0.8,
        typical_score: 0.3,
        average_score: 0.4,
        worst_score: 0.15,
        mean_candidates: 50,
        mean_languages: 2,
      },
      {
        intent: "debug",
        strategy: "text_search",
        searches: 1,
        best_score: 0.9,
        typical_score: 0.4,
        average_score: 0.5,
        worst_score: 0.1,
        mean_candidates: 100,
        mean_languages: 3,
      },
    ]);
  });
});

describe("search-languages", () => {
  it("counts searches and results by language, weighted", async () => {
    const lines = [
      createSearch({ languages: { python: 2, go: 5 } }),
      createSearch({ languages: { python: 1 }, ...SAMPLED }),
      createSearch({ languages: { rust: 9 }, is_ci: true }),
      createLine("codeweaver_session", { index: { languages: { java: 4 } } }),
    ];
    expect(await askRecords(searchLanguages, lines)).toEqual([
      { language: "python", searches: 11, results: 12 },
      { language: "go", searches: 1, results: 5 },
    ]);
  });
});

describe("index-coverage", () => {
  it("has coverage, empty searches and scores by the state of the index", async () => {
    const createState = (state: string, coverage: number, match_count: number, median_score?: number) => ({
      index: { state, coverage },
      match_count,
      quality: { median_score },
    });
    const lines = [
      createSearch({ ...createState("complete", 100, 4, 0.5), ...SAMPLED }),
      createSearch(createState("complete", 98, 2, 0.7)),
      createSearch(createState("in_progress", 10, 0)),
      createSearch(createState("in_progress", 60, 1, 0.2)),
      createSearch({ index: { state: "in_progress" } }),
      createSearch({ ...createState("in_progress", 50, 0), match_count: 1 }),
      createSearch({ ...createState("in_progress", 0, 0), is_ci: true }),
    ];
    expect(await askRecords(indexCoverage, lines)).toEqual([
      {
        state: "complete",
        search_count: 11,
        mean_coverage: 99,
        p10_coverage: 98.2,
        unmatched_share: 0,
        typical_score: 0.6,
      },
      {
        state: "in_progress",
        search_count: 4,
        mean_coverage: 40,
        p10_coverage: 18,
        unmatched_share: 0.3333,
        typical_score: 0.2,
      },
    ]);
  });
});

describe("answer-sizes", () => {
  it("has results, tokens and summaries of the received searches by version", async () => {
    const createAnswer = (returned: number, token_count: number, summary_length: number) => ({
      tool_version: "1.0.0",
      results: { returned, token_count },
      summary_length,
    });
    const lines = [
      createSearch({ ...createAnswer(4, 100, 10), ...SAMPLED }),
      createSearch(createAnswer(8, 300, 40)),
      createSearch({ ...createAnswer(50, 9000, 900), is_ci: true }),
      createSearch({ tool_version: "1.1.0" }),
    ];
    const unknown = { half_tokens: null, p95_tokens: null, half_summary: null, p95_summary: null };
    expect(await askRecords(answerSizes, lines)).toEqual([
      {
        version: "1.0.0",
        search_count: 11,
        mean_results: 6,
        half_tokens: 200,
        p95_tokens: 290,
        half_summary: 25,
        p95_summary: 38.5,
      },
      { ...unknown, version: "1.1.0", search_count: 1, mean_results: null },
    ]);
  });
});
