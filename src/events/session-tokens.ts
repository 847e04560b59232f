/** Models the tokens of `codeweaver_session`, with the savings by baseline. The names of the fields are those that are sent. */
import type { Savings } from "../models/savings.js";
import type { SessionStatistics } from "../models/session-statistics.js";
import { AnonymityConversion } from "../privacy/conversions/conversion.js";
import { Anonymize, Public } from "../privacy/decorators/anonymize.js";
import { TelemetryModel } from "../privacy/telemetry-model.js";

const { AGGREGATE } = AnonymityConversion;

/** Sums of tokens by baseline, without their price. */
export type BaselineSums = {
  readonly [Name in keyof Savings]: Omit<NonNullable<Savings[Name]>, "savingsUsd">;
};

@TelemetryModel.policy("error")
export class BaselineTokens extends TelemetryModel {
  @Anonymize(AGGREGATE, {
    purpose: "How many tokens a model would read if it read the files of the shown matches whole.",
  })
  whole_files: number | undefined;
  @Anonymize(AGGREGATE, {
    purpose:
      "How many tokens the candidates of a plain keyword search have, up to the context window of a model.",
  })
  top_k_passages: number | undefined;
  @Anonymize(AGGREGATE, {
    purpose: "How many tokens a model would read without the tool, by an estimate of its author.",
  })
  own: number | undefined;

  constructor({ whole_files, top_k_passages, own }: BaselineSums) {
    super();
    this.whole_files = whole_files?.baselineTokens;
    this.top_k_passages = top_k_passages?.baselineTokens;
    this.own = own?.baselineTokens;
  }
}

@TelemetryModel.policy("error")
export class SavedTokens extends TelemetryModel {
  @Anonymize(AGGREGATE, {
    purpose:
      "How many tokens the answers save against reading whole files; negative if they have more tokens.",
  })
  whole_files: number | undefined;
  @Anonymize(AGGREGATE, {
    purpose:
      "How many tokens the answers save against a plain keyword search; negative if they have more tokens.",
  })
  top_k_passages: number | undefined;
  @Anonymize(AGGREGATE, {
    purpose:
      "How many tokens the answers save against the author's own estimate; negative if they have more.",
  })
  own: number | undefined;

  constructor({ whole_files, top_k_passages, own }: BaselineSums) {
    super();
    this.whole_files = whole_files?.savedTokens;
    this.top_k_passages = top_k_passages?.savedTokens;
    this.own = own?.savedTokens;
  }
}

@TelemetryModel.policy("error")
class SavingsUsd extends TelemetryModel {
  @Anonymize(AGGREGATE, {
    purpose:
      "How many US dollars the tool saves against reading whole files, after the cost of its own tokens.",
  })
  whole_files: number | undefined;
  @Anonymize(AGGREGATE, {
    purpose:
      "How many US dollars the tool saves against a plain keyword search, after the cost of its own tokens.",
  })
  top_k_passages: number | undefined;
  @Anonymize(AGGREGATE, {
    purpose:
      "How many US dollars the tool saves against the author's own estimate, after the cost of its own tokens.",
  })
  own: number | undefined;

  constructor({ whole_files, top_k_passages, own }: Savings) {
    super();
    this.whole_files = whole_files?.savingsUsd;
    this.top_k_passages = top_k_passages?.savingsUsd;
    this.own = own?.savingsUsd;
  }
}

/** The savings and the source of the prices are absent if no answer names a baseline. */
@TelemetryModel.policy("error")
export class Tokens extends TelemetryModel {
  @Anonymize(AGGREGATE, {
    purpose: "How many tokens indexing and searching use for embedding and reranking.",
  })
  embedding: number;
  @Anonymize(AGGREGATE, { purpose: "How many tokens an agent of the tool reads and writes to answer." })
  context_agent: number;
  @Anonymize(AGGREGATE, { purpose: "How many tokens answers have for the models that read them." })
  delivered: number;
  @Public() baseline: BaselineTokens | undefined;
  @Public() saved: SavedTokens | undefined;
  @Public() savings_usd: SavingsUsd | undefined;
  @Public({
    purpose:
      "Where the prices of `savings_usd` come from: the caller, or the built-in table with its month, because prices change.",
  })
  prices: string | undefined;

  constructor({ tokens, deliveredTokens, savings, priceSource }: SessionStatistics) {
    super();
    this.embedding = tokens.embedding + tokens.sparseEmbedding + tokens.reranking;
    this.context_agent = tokens.contextAgent;
    this.delivered = deliveredTokens;
    if (Object.keys(savings).length === 0) return;
    this.baseline = new BaselineTokens(savings);
    this.saved = new SavedTokens(savings);
    this.savings_usd = new SavingsUsd(savings);
    this.prices = priceSource;
  }
}
