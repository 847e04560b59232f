/** Compares the tokens of answers with the tokens that a reader would have needed without the tool: the baselines. */
import type { ValueOf } from "./closed-set.js";
import { Baseline } from "./closed-sets.js";

/**
 * The tokens of one answer. Numbers that are negative or not finite are ignored.
 *
 * @example
 * const answer: AnswerTokens = { deliveredTokens: 420, baselineTokens: { own: 3_000 } };
 * new SessionStatistics().recordAnswer(answer);
 */
export interface AnswerTokens {
  /** The tokens that the answer has for the model that reads it. */
  readonly deliveredTokens: number;
  /**
   * The tokens that each `Baseline` would have needed for the same question. Other names are ignored. An answer counts
   * only in the savings of the baselines that it names.
   * @default {}
   */
  readonly baselineTokens?: Partial<Readonly<Record<ValueOf<typeof Baseline>, number>>>;
}

/**
 * The tokens and US dollars that the answers of a session save against one baseline.
 *
 * @example
 * function formatSaving({ savedTokens, savingsUsd }: BaselineSaving): string {
 *   return `${savedTokens} tokens, ${savingsUsd.toFixed(2)} US dollars`;
 * }
 */
export interface BaselineSaving {
  /** The tokens that the baseline would have needed. */
  readonly baselineTokens: number;
  /** `baselineTokens` minus the tokens of the answers that name this baseline. May be negative. */
  readonly savedTokens: number;
  /** The price of `savedTokens`, minus the cost of the tool's own tokens. US dollars; may be negative. */
  readonly savingsUsd: number;
}

/**
 * The savings of a session, by baseline. A baseline that no answer names is absent.
 *
 * @example
 * const statistics = new SessionStatistics();
 * statistics.recordAnswer({ deliveredTokens: 420, baselineTokens: { whole_files: 5_200 } });
 * const { whole_files, own }: Savings = statistics.savings;
 * console.log(whole_files?.savedTokens, own?.savedTokens); // 4780 undefined
 */
export type Savings = Partial<Readonly<Record<ValueOf<typeof Baseline>, BaselineSaving>>>;

export class SavingsCounter {
  #deliveredTokens = 0;
  readonly #sums = new Map<
    ValueOf<typeof Baseline>,
    Pick<BaselineSaving, "baselineTokens" | "savedTokens">
  >();

  /** The tokens of all answers, also of those without a baseline. */
  get deliveredTokens(): number {
    return this.#deliveredTokens;
  }

  /** Adds an answer. A negative saving is added like any other, because the sum would be too high without it. */
  record({ deliveredTokens, baselineTokens }: Partial<AnswerTokens>): void {
    if (!isTokenCount(deliveredTokens)) return;
    this.#deliveredTokens += deliveredTokens;
    for (const baseline of Object.values(Baseline)) {
      const tokens = baselineTokens?.[baseline];
      if (!isTokenCount(tokens)) continue;
      const sums = this.#sums.get(baseline) ?? { baselineTokens: 0, savedTokens: 0 };
      this.#sums.set(baseline, {
        baselineTokens: sums.baselineTokens + tokens,
        savedTokens: sums.savedTokens + tokens - deliveredTokens,
      });
    }
  }

  /**
   * Computes the savings against each baseline.
   * @param savedTokenPrice US dollars per 1,000 saved tokens
   * @param costUsd the cost of the tool's own tokens, which reduces the savings against every baseline
   */
  computeSavings(savedTokenPrice: number, costUsd: number): Savings {
    const savings: { -readonly [Name in keyof Savings]: Savings[Name] } = {};
    for (const [baseline, sums] of this.#sums)
      savings[baseline] = {
        ...sums,
        // Six digits are more precise than the prices.
        savingsUsd: Number(((sums.savedTokens * savedTokenPrice) / 1000 - costUsd).toFixed(6)),
      };
    return savings;
  }
}

function isTokenCount(tokens: unknown): tokens is number {
  return typeof tokens === "number" && tokens >= 0 && Number.isFinite(tokens);
}
