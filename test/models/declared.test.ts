import { describe, expect, it } from "vitest";
import { SearchEvent } from "../../src/events/search-event.js";
import { SessionEvent } from "../../src/events/session-event.js";
import { CodeMatch } from "../../src/models/code-match.js";
import { FindCodeResponseSummary } from "../../src/models/find-code-response.js";
import { SessionStatistics } from "../../src/models/session-statistics.js";
import { assertDeclared, TelemetryModel } from "../../src/privacy/telemetry-model.js";
import { seal } from "../support/seal.js";

const match = new CodeMatch({
  file: { path: "src/secret.ts", language: "typescript", category: "code" },
  content: "const secret = 1;",
  span: { start: 3, end: 5 },
  relevanceScore: 0.75,
  matchType: "semantic",
  relatedSymbols: ["secret", "other"],
});
const response = new FindCodeResponseSummary({ matches: [match], summary: "found the secret" });

/** A model and every model inside it. */
function modelsIn(model: TelemetryModel): TelemetryModel[] {
  const inside = Object.values(model).flatMap((value) => (Array.isArray(value) ? value : [value]));
  return [model, ...inside.filter((value) => value instanceof TelemetryModel).flatMap(modelsIn)];
}

describe("every field of the built-in models and events is declared", () => {
  const statistics = new SessionStatistics();
  statistics.recordAnswer({ deliveredTokens: 1, baselineTokens: { whole_files: 2 } }); // adds models to the event
  const roots = [
    statistics,
    response,
    new SearchEvent({ response, query: "q" }).toPosthogEvent()[1],
    new SessionEvent(statistics).toPosthogEvent()[1],
  ];
  it.each(roots.flatMap(modelsIn).map((model) => [model.constructor.name, model] as const))(
    "%s",
    (_, model) => {
      expect(() => assertDeclared(model)).not.toThrow();
    },
  );
});

describe("a match and a response", () => {
  it("are sent as counts, closed sets and a hash", () => {
    expect(seal(response).json).toEqual({
      matches: [
        {
          file: { path: expect.stringMatching(/^[0-9a-f]{64}$/), language: "typescript", category: "code" },
          content: 17,
          span: { lines: 3 },
          relevanceScore: 0.75,
          matchType: "semantic",
          relatedSymbols: 2,
        },
      ],
      summary: 16,
      queryIntent: "other",
      totalMatches: 1,
      totalResults: 1,
      tokenCount: 0,
      executionTimeMs: 0,
      status: "success",
      warnings: 0,
      indexingState: "unknown",
      indexCoverage: 0,
      searchMode: "unknown",
      searchStrategy: {},
      languagesFound: {},
      metadata: 0,
    });
  });

  it("send no text that untyped code assigns to a closed field", () => {
    const hostile = "/home/jane/secret" as never;
    const { json } = seal(
      new FindCodeResponseSummary({
        matches: [
          {
            file: { path: hostile, language: hostile, category: hostile },
            matchType: hostile,
            relevanceScore: hostile,
          },
        ],
        queryIntent: hostile,
        totalMatches: hostile,
        tokenCount: hostile,
        executionTimeMs: hostile,
        status: hostile,
        indexingState: hostile,
        searchMode: hostile,
        searchStrategy: [hostile],
        languagesFound: [hostile],
      }),
    );
    expect(JSON.stringify(json)).not.toContain("jane");
  });
});
