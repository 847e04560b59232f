import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Baseline } from "../../src/models/closed-sets.js";
import type { AnswerTokens } from "../../src/models/savings.js";
import { SessionStatistics } from "../../src/models/session-statistics.js";
import { DEFAULT_TOKEN_PRICES, TOKEN_PRICES_DATE } from "../../src/models/token-prices.js";
import { seal } from "../support/seal.js";

const BASELINES = Object.values(Baseline);

/** Different powers of ten, so that each price is visible in a sum. */
const PRICES = { embedding: 0.1, sparseEmbedding: 0.01, reranking: 0.001, contextAgent: 1, readingModel: 10 };

function recordAll(answers: readonly AnswerTokens[], statistics = new SessionStatistics()) {
  for (const answer of answers) statistics.recordAnswer(answer);
  return statistics;
}

const TOKENS = fc.nat({ max: 1_000_000 });
const ANSWER: fc.Arbitrary<AnswerTokens> = fc.record({
  deliveredTokens: TOKENS,
  baselineTokens: fc.record(
    { whole_files: TOKENS, top_k_passages: TOKENS, own: TOKENS },
    { requiredKeys: [] },
  ),
});

function sum(numbers: readonly (number | undefined)[]): number {
  return numbers.reduce<number>((total, number) => total + (number ?? 0), 0);
}

function selectAnswers(answers: readonly AnswerTokens[], baseline: (typeof BASELINES)[number]) {
  return answers.filter(({ baselineTokens }) => baselineTokens?.[baseline] !== undefined);
}

describe("the savings of a session", () => {
  it("are the tokens that each baseline would have needed, minus those of the answers", () => {
    const { savings, deliveredTokens } = recordAll([
      { deliveredTokens: 420, baselineTokens: { whole_files: 5200, top_k_passages: 1900, own: 800 } },
      { deliveredTokens: 80, baselineTokens: { whole_files: 1000, top_k_passages: 1600, own: 100 } },
    ]);
    expect(deliveredTokens).toBe(500);
    expect(savings).toEqual({
      // 5,700 × 0.003 ÷ 1,000, at the built-in price
      whole_files: { baselineTokens: 6200, savedTokens: 5700, savingsUsd: 0.0171 },
      top_k_passages: { baselineTokens: 3500, savedTokens: 3000, savingsUsd: 0.009 },
      own: { baselineTokens: 900, savedTokens: 400, savingsUsd: 0.0012 },
    });
  });

  it("in US dollars are reduced by the cost of the tool's own tokens, and of delivered tokens only once", () => {
    const statistics = new SessionStatistics({ prices: PRICES });
    statistics.addTokenUsage({ embedding: 1000, sparseEmbedding: 2000, reranking: 3000, contextAgent: 4000 });
    recordAll([{ deliveredTokens: 1000, baselineTokens: { whole_files: 3000, own: 1000 } }], statistics);
    // own tokens: 1 × 0.1 + 2 × 0.01 + 3 × 0.001 + 4 × 1 = 4.123
    expect(statistics.savings.whole_files?.savingsUsd).toBe(15.877); // 2 × 10 − 4.123
    expect(statistics.savings.own?.savingsUsd).toBe(-4.123); // nothing is saved
  });

  it("have no sum for a baseline that no answer names, and nothing without a baseline", () => {
    const statistics = recordAll([{ deliveredTokens: 420 }, { deliveredTokens: 10, baselineTokens: {} }]);
    expect(statistics.savings).toEqual({});
    expect(statistics.deliveredTokens).toBe(430);
    recordAll([{ deliveredTokens: 5, baselineTokens: { own: 10 } }], statistics);
    // Only the last answer counts, because the others do not say what they are compared with.
    expect(statistics.savings).toEqual({ own: expect.objectContaining({ savedTokens: 5 }) });
  });

  it("count answers with more tokens than their baseline, so a sum can be negative", () => {
    const { savings } = recordAll([
      { deliveredTokens: 900, baselineTokens: { whole_files: 100, own: 0 } },
      { deliveredTokens: 100, baselineTokens: { whole_files: 300 } },
    ]);
    expect(savings.whole_files).toEqual({ baselineTokens: 400, savedTokens: -600, savingsUsd: -0.0018 });
    expect(savings.own).toMatchObject({ baselineTokens: 0, savedTokens: -900 });
  });

  it("ignore other names of baselines, and numbers that are no count of tokens", () => {
    const { savings, deliveredTokens } = recordAll([
      { deliveredTokens: 1, baselineTokens: { everything: 1e9, WHOLE_FILES: 5, constructor: 5 } as never },
      {
        deliveredTokens: 1,
        baselineTokens: { whole_files: -1, top_k_passages: Number.NaN, own: "9" as never },
      },
      { deliveredTokens: -1, baselineTokens: { own: 10 } },
      { deliveredTokens: Number.POSITIVE_INFINITY, baselineTokens: { own: 10 } },
      { baselineTokens: { own: 10 } } as never,
    ]);
    expect([savings, deliveredTokens]).toEqual([{}, 2]);
  });

  it("are the sums over the answers that name the baseline", () => {
    fc.assert(
      fc.property(fc.array(ANSWER), TOKENS, (answers, embedding) => {
        const statistics = recordAll(answers, new SessionStatistics({ prices: PRICES }));
        statistics.addTokenUsage({ embedding });
        for (const baseline of BASELINES) {
          const compared = selectAnswers(answers, baseline);
          const needed = sum(compared.map(({ baselineTokens }) => baselineTokens?.[baseline]));
          const delivered = sum(compared.map(({ deliveredTokens }) => deliveredTokens));
          const usd = ((needed - delivered) * PRICES.readingModel - embedding * PRICES.embedding) / 1000;
          const expected = {
            baselineTokens: needed,
            savedTokens: needed - delivered,
            savingsUsd: expect.closeTo(usd, 5),
          };
          expect(statistics.savings[baseline]).toEqual(compared.length === 0 ? undefined : expected);
        }
        expect(statistics.deliveredTokens).toBe(sum(answers.map(({ deliveredTokens }) => deliveredTokens)));
      }),
    );
  });

  it("do not depend on the order of the answers, or on their other baselines", () => {
    fc.assert(
      fc.property(fc.array(ANSWER), fc.infiniteStream(fc.nat()), (answers, ranks) => {
        const shuffled = answers
          .map((answer) => ({ answer, rank: ranks.next().value }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ answer }) => answer);
        const { savings } = recordAll(answers);
        expect(recordAll(shuffled).savings).toEqual(savings);
        for (const baseline of BASELINES) {
          const alone = selectAnswers(answers, baseline).map(({ deliveredTokens, baselineTokens }) => ({
            deliveredTokens,
            baselineTokens: { [baseline]: baselineTokens?.[baseline] },
          }));
          expect(recordAll(alone).savings[baseline]).toEqual(savings[baseline]);
        }
      }),
    );
  });

  it("are declared, so a tool can send its statistics as they are", () => {
    const statistics = recordAll([{ deliveredTokens: 1, baselineTokens: { top_k_passages: 4 } }]);
    expect(seal(statistics).json).toMatchObject({
      priceSource: TOKEN_PRICES_DATE,
      savings: { top_k_passages: { baselineTokens: 4, savedTokens: 3, savingsUsd: 0.000009 } },
    });
  });
});

describe("the prices of a session", () => {
  it.each([
    ["the built-in table", undefined, TOKEN_PRICES_DATE],
    ["the caller", PRICES, "caller"],
    ["the caller, for free models", { ...PRICES, embedding: 0, sparseEmbedding: 0 }, "caller"],
    ["both", { readingModel: 10 }, `caller+${TOKEN_PRICES_DATE}`],
    ["both, because a price is missing", { ...PRICES, reranking: undefined }, `caller+${TOKEN_PRICES_DATE}`],
    ["the table, because no price is valid", { readingModel: -1, embedding: "1" }, TOKEN_PRICES_DATE],
    ["the table, because it has no such category", { userAgent: 1 }, TOKEN_PRICES_DATE],
  ])("name their source: %s", (_, prices, source) => {
    const statistics = new SessionStatistics(prices === undefined ? {} : { prices: prices as never });
    expect(statistics.priceSource).toBe(source);
  });

  it("that are missing or invalid have the built-in value", () => {
    const { prices } = new SessionStatistics({ prices: { readingModel: 10, embedding: Number.NaN } });
    expect(prices).toEqual({ ...DEFAULT_TOKEN_PRICES, readingModel: 10 });
  });

  it("carry a month", () => {
    expect(TOKEN_PRICES_DATE).toMatch(/^20\d\d-(?:0[1-9]|1[0-2])$/);
  });
});

it("the tool's own tokens are added by category, without values that are no count", () => {
  const statistics = new SessionStatistics();
  statistics.addTokenUsage({ embedding: 3, reranking: 1 });
  statistics.addTokenUsage({ embedding: 4, sparseEmbedding: -5, contextAgent: Number.NaN });
  statistics.addTokenUsage({ userAgent: 5 } as never);
  expect(statistics.tokens).toEqual({ embedding: 7, sparseEmbedding: 0, reranking: 1, contextAgent: 0 });
});
