/** Tests the questions about details of searches, which people send who chose `tools_over_privacy`. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { filesPerSearch } from "../../src/questions/catalog/files-per-search.js";
import { matchLanguages } from "../../src/questions/catalog/match-languages.js";
import { matchTypes } from "../../src/questions/catalog/match-types.js";
import { queryLengths } from "../../src/questions/catalog/query-lengths.js";
import { unansweredQuestions } from "../../src/questions/catalog/unanswered-questions.js";
import { createLine } from "../store/contract.js";
import { askRecords } from "./records.js";

const createSearch = (properties: object, fields: object = {}) =>
  createLine("codeweaver_search", properties, fields);

describe("unanswered-questions", () => {
  const ids = Array.from({ length: 6 }, () => randomUUID());
  const ask = (query: string, asker: string | undefined, properties: object = { match_count: 0 }) =>
    createSearch({ query: { query }, ...properties }, { distinct_id: asker });

  it("shows a question only if five ids asked it and it found nothing", async () => {
    const lines = [
      ...ids.map((id) => ask("where is [name]?", id)),
      ask("where is [name]?", ids[0]),
      ...ids.slice(0, 5).map((id) => ask("asked by five", id, { results: { returned: 0 } })),
      ...ids.slice(0, 5).map((id) => ask("also asked by five", id)),
      ask("asked by five", ids[0], { match_count: 0, telemetry_sample_rate: 0.5 }),
      ...ids.slice(0, 4).map((id) => ask("asked by four", id)),
      ask("asked by four", ids[0]),
      ...ids.map((id) => ask("answered", id, { match_count: 3, results: { returned: 3 } })),
      ...ids.map((id) => ask("failed", id, { match_count: 0, status: "error" })),
      ...ids.map((id) => ask("asked in CI", id, { match_count: 0, is_ci: true })),
      ...ids.map((id) => createSearch({ match_count: 0 }, { distinct_id: id })),
    ];
    expect(await askRecords(unansweredQuestions, lines)).toEqual([
      { query: "where is [name]?", askers: 6, search_count: 7 },
      { query: "asked by five", askers: 5, search_count: 7 },
      { query: "also asked by five", askers: 5, search_count: 5 },
    ]);
  });

  it("does not take a sampled question for several ids", async () => {
    const lines = ids
      .slice(0, 4)
      .map((id) => ask("sampled", id, { match_count: 0, telemetry_sample_rate: 0.01 }));
    expect(await askRecords(unansweredQuestions, lines)).toEqual([]);
  });
});

describe("query-lengths", () => {
  const ask = (token_count: number, char_count: number, match_count: number, properties: object = {}) =>
    createSearch({ query: { token_count, char_count }, match_count, ...properties });

  it("puts each number of words into its group", async () => {
    const lines = [0, 1, 2, 3, 4, 7, 8, 15, 16, 17, 18].map((words) => ask(words, words, 1));
    const records = await askRecords(queryLengths, lines);
    expect(records.map(({ length, search_count, half }) => [length, search_count, half])).toEqual([
      ["0 or 1", 2, 0.5],
      ["2 or 3", 2, 2.5],
      ["4 to 7", 2, 5.5],
      ["8 to 15", 2, 11.5],
      ["16 or more", 3, 17],
    ]);
  });

  it("orders lengths from the shortest, with the characters and the share of empty searches", async () => {
    const lines = [
      ask(20, 100, 0),
      ask(20, 140, 2, { telemetry_sample_rate: 0.5 }),
      ask(1, 5, 0),
      ask(9, 60, 1, { is_ci: true }),
      createSearch({ query: { token_count: 1 } }),
      createSearch({ match_count: 0 }),
    ];
    expect(await askRecords(queryLengths, lines)).toEqual([
      { length: "0 or 1", search_count: 2, half: 5, p95: 5, unmatched_share: 1 },
      { length: "16 or more", search_count: 3, half: 120, p95: 138, unmatched_share: 0.5 },
    ]);
  });
});

describe("match-types", () => {
  it("counts matches by type, and has the scores and lines of those with details", async () => {
    const lines = [
      createSearch({
        match_types: { semantic: 2, keyword: 1 },
        matches: [
          { match_type: "semantic", score: 0.9, lines: 10 },
          { match_type: "semantic", score: 0.5, lines: 30 },
          { match_type: "keyword", score: 0.3 },
        ],
      }),
      createSearch({ match_types: { semantic: 3 }, telemetry_sample_rate: 0.5 }),
      createSearch({ match_types: { file_pattern: 1 } }),
      createSearch({ match_types: { semantic: 50 }, matches: [{ match_type: "semantic" }], is_ci: true }),
    ];
    const unknown = { described: null, mean_score: null, half_lines: null, p95_lines: null };
    expect(await askRecords(matchTypes, lines)).toEqual([
      {
        type: "semantic",
        searches: 3,
        found: 8,
        described: 2,
        mean_score: 0.7,
        half_lines: 20,
        p95_lines: 29,
      },
      { ...unknown, type: "file_pattern", searches: 1, found: 1 },
      { ...unknown, type: "keyword", searches: 1, found: 1, described: 1, mean_score: 0.3 },
    ]);
  });
});

describe("match-languages", () => {
  it("has the scores and lines of received matches by language", async () => {
    const lines = [
      createSearch({
        matches: [
          { language: "go", score: 0.9, lines: 10 },
          { language: "go", score: 0.4, lines: 30 },
          { language: "rust", score: 0.2, lines: 5 },
        ],
      }),
      createSearch({ matches: [{ language: "go", score: 0.2, lines: 20 }], telemetry_sample_rate: 0.5 }),
      createSearch({ matches: [{ language: "go", score: 0 }], is_ci: true }),
    ];
    expect(await askRecords(matchLanguages, lines)).toEqual([
      { language: "go", received: 3, mean_score: 0.5, p10_score: 0.24, half_lines: 20, p95_lines: 29 },
      { language: "rust", received: 1, mean_score: 0.2, p10_score: 0.2, half_lines: 5, p95_lines: 5 },
    ]);
  });
});

describe("files-per-search", () => {
  it("shares the searches whose matches are in one file, of those with several", async () => {
    const createMatches = (...files: (string | null)[]) =>
      createSearch({ matches: files.map((file) => ({ file })) });
    const lines = [
      createMatches("a", "a", "a"),
      createMatches("a", "a", "b"),
      createMatches("a", "b"),
      createMatches("a", "b", "c", null),
      createMatches("a"),
      createSearch({ matches: [{ file: "a" }, { file: "a" }], is_ci: true }),
    ];
    expect(await askRecords(filesPerSearch, lines)).toEqual([
      { searches: 4, mean_matches: 2.75, mean_files: 2, one_share: 0.25, most_share: 0.5 },
    ]);
  });
});
