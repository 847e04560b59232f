/**
 * Models of a code-search tool: requests, matches, responses, statistics of a session, failovers and errors.
 *
 * @module codeweaver-telemetry/models
 */

export {
  ActiveStore,
  Baseline,
  ConfigErrorKind,
  FileCategory,
  FileOperation,
  IndexingState,
  IntentType,
  MatchType,
  SearchMode,
  SearchStatus,
  SearchStrategy,
  SemanticCategory,
} from "./closed-sets.js";
export type { CodeMatchInput } from "./code-match.js";
export { CodeMatch, MatchedFile, MatchSpan } from "./code-match.js";
export type { FindCodeResponseInput } from "./find-code-response.js";
export { FindCodeResponseSummary } from "./find-code-response.js";
export { findLanguage, findLanguageCategory, normalizeLanguage } from "./languages.js";
export type { DurationSummary, Failover, Outcomes } from "./running-counts.js";
export type { AnswerTokens, BaselineSaving, Savings } from "./savings.js";
export type { FileDetails, RequestOptions } from "./session-statistics.js";
export { SessionStatistics } from "./session-statistics.js";
export type { TokenPrices } from "./token-prices.js";
export { DEFAULT_TOKEN_PRICES, LOCAL_TOKEN_PRICE, TOKEN_PRICES_DATE } from "./token-prices.js";
export type { TokenUsage } from "./token-usage.js";
