/** Counts the work of a code-search tool in one session. */

import { AnonymityConversion } from "../privacy/conversions/conversion.js";
import { Anonymize, Public } from "../privacy/decorators/anonymize.js";
import { TelemetryModel } from "../privacy/telemetry-model.js";
import { parseMember, type ValueOf } from "./closed-set.js";
import { FileOperation, type PriceSource, SemanticCategory } from "./closed-sets.js";
import { findLanguage, findLanguageCategory, normalizeLanguage } from "./languages.js";
import { createPriceList } from "./price-list.js";
import {
  type DurationSummary,
  type Failover,
  FailoverCounter,
  type FailoverSummary,
  increment,
  OutcomeCounter,
  type Outcomes,
  recordDuration,
  TimingCounter,
} from "./running-counts.js";
import { type AnswerTokens, type Savings, SavingsCounter } from "./savings.js";
import type { TokenPrices } from "./token-prices.js";
import { addTokens, computeCostUsd, NO_TOKENS, type TokenUsage } from "./token-usage.js";

/**
 * Options of a counted request.
 *
 * @example
 * const options: RequestOptions = { http: true };
 * new SessionStatistics().addFailedRequest("request-7", options);
 */
export interface RequestOptions {
  /** Whether the request used the tool's HTTP interface. These are counted separately. @default false */
  readonly http?: boolean;
}

/**
 * Facts of a file besides its path.
 *
 * @example
 * const details: FileDetails = { language: "python" }; // because the name has no extension
 * new SessionStatistics().addFileOperation("bin/deploy", "indexed", details);
 */
export interface FileDetails {
  /** @default the language of the file's name */
  readonly language?: string;
}

/**
 * The statistics of one session, for `captureSessionEvent`. Methods ignore invalid values.
 *
 * @example
 * const statistics = new SessionStatistics();
 * statistics.addSuccessfulRequest();
 * statistics.addFileOperation("src/a.ts", "indexed");
 * captureSessionEvent(statistics, { version: "1.4.0" });
 */
@TelemetryModel.policy("error")
export class SessionStatistics extends TelemetryModel {
  @Anonymize(AnonymityConversion.FORBIDDEN) readonly startedAt = Date.now();
  @Anonymize(AnonymityConversion.FORBIDDEN) readonly prices: TokenPrices;
  /** `caller`, the month of the built-in prices, or both, such as `caller+2026-11`. */
  @Public() readonly priceSource: ValueOf<typeof PriceSource>;
  @Anonymize(AnonymityConversion.DISTRIBUTION) readonly fileOperations = new Map<
    ValueOf<typeof FileOperation> | "other",
    number
  >();
  @Anonymize(AnonymityConversion.DISTRIBUTION) readonly semanticUses = new Map<
    ValueOf<typeof SemanticCategory> | "other",
    number
  >();
  @Anonymize(AnonymityConversion.COUNT) readonly toolTimings = new Map<string, TimingCounter>();
  @Anonymize(AnonymityConversion.COUNT) readonly httpTimings = new Map<string, TimingCounter>();
  readonly #languageByPath = new Map<string, string>();
  readonly #requests = new OutcomeCounter();
  readonly #httpRequests = new OutcomeCounter();
  readonly #failovers = new FailoverCounter();
  readonly #savings = new SavingsCounter();
  #tokens: TokenUsage = NO_TOKENS;

  /** @param prices in US dollars per 1,000 tokens. Categories without a price have that of `DEFAULT_TOKEN_PRICES`. */
  constructor({ prices = {} }: { readonly prices?: Partial<TokenPrices> } = {}) {
    super();
    const priceList = createPriceList(prices);
    this.prices = priceList.prices;
    this.priceSource = priceList.source;
  }

  /** Counts a successful request. @param id a request that is reported again with the same id is counted once */
  addSuccessfulRequest(id?: string | number, options?: RequestOptions): void {
    this.#selectCounter(options).record({ isSuccess: true, id });
  }

  /** Counts a failed request. @param id a request that is reported again with the same id is counted once */
  addFailedRequest(id?: string | number, options?: RequestOptions): void {
    this.#selectCounter(options).record({ isSuccess: false, id });
  }

  #selectCounter(options: RequestOptions | undefined): OutcomeCounter {
    return options?.http === true ? this.#httpRequests : this.#requests;
  }

  /**
   * Adds the tokens of an answer, and those that each baseline would have needed for it. A saving is sent only against
   * a baseline. If an answer has more tokens than a baseline, its saving is negative, and reduces the sum.
   *
   * @example
   * const statistics = new SessionStatistics();
   * statistics.recordAnswer({ deliveredTokens: 420, baselineTokens: { whole_files: 5_200, top_k_passages: 1_900 } });
   */
  recordAnswer(answer?: AnswerTokens): void {
    this.#savings.record(answer ?? {});
  }

  /** Adds tokens that the tool itself used to their categories. Values that are not a positive number are ignored. */
  addTokenUsage(usage?: Partial<TokenUsage>): void {
    this.#tokens = addTokens(this.#tokens, usage ?? {});
  }

  /** Adds the duration of a tool's call. The name is not sent. */
  recordToolCall(name: string, milliseconds: number): void {
    recordDuration(this.toolTimings, name, milliseconds);
  }

  /** Adds the duration of an HTTP request. Only those of the endpoint `health` are sent, summarized. */
  recordHttpRequest(endpoint: string, milliseconds: number): void {
    recordDuration(this.httpTimings, endpoint, milliseconds);
  }

  /** Counts an operation on a file, and the file once. The path is not sent. */
  addFileOperation(path: string, operation: ValueOf<typeof FileOperation>, details: FileDetails = {}): void {
    if (typeof path !== "string") return; // untyped callers may pass anything
    const { language } = details;
    this.#languageByPath.set(path, language === undefined ? findLanguage(path) : normalizeLanguage(language));
    increment(this.fileOperations, parseMember(FileOperation, operation, "other"));
  }

  /** Counts a failover to another store. */
  recordFailover(failover?: Failover): void {
    this.#failovers.record(failover ?? {});
  }

  /** Counts uses of code constructs by `SemanticCategory`. Other names are counted as `other`. */
  addSemanticUses(categories?: Iterable<string>): void {
    for (const category of categories ?? [])
      increment(this.semanticUses, parseMember(SemanticCategory, category, "other"));
  }

  @Public() get requests(): Outcomes {
    return this.#requests.outcomes;
  }

  @Public() get httpRequests(): Outcomes {
    return this.#httpRequests.outcomes;
  }

  @Public() get tokens(): TokenUsage {
    return this.#tokens;
  }

  /** The tokens of all answers, also of those without a baseline. */
  @Public() get deliveredTokens(): number {
    return this.#savings.deliveredTokens;
  }

  /** The savings of the answers, by the baseline that they are compared with. It is empty without a baseline. */
  @Public() get savings(): Savings {
    return this.#savings.computeSavings(this.prices.readingModel, computeCostUsd(this.#tokens, this.prices));
  }

  @Public() get failover(): FailoverSummary {
    return this.#failovers.summary;
  }

  /** All calls of tools together. */
  @Public() get toolCalls(): DurationSummary {
    const all = new TimingCounter();
    for (const timing of this.toolTimings.values()) all.merge(timing);
    return all.summary;
  }

  /** The requests of the HTTP endpoint `health`. */
  @Public() get healthChecks(): DurationSummary {
    return (this.httpTimings.get("health") ?? new TimingCounter()).summary;
  }

  @Anonymize(AnonymityConversion.AGGREGATE) get totalFileOperations(): number {
    return [...this.fileOperations.values()].reduce((sum, count) => sum + count, 0);
  }

  /** The language of each file, by its path. Only the number of files is sent. */
  @Anonymize(AnonymityConversion.COUNT) get files(): ReadonlyMap<string, string> {
    return this.#languageByPath;
  }

  /** The number of files by language. */
  @Anonymize(AnonymityConversion.DISTRIBUTION) get languages(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const language of this.#languageByPath.values()) increment(counts, language);
    return counts;
  }

  /** The number of files by category. */
  @Anonymize(AnonymityConversion.DISTRIBUTION) get categories(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const [language, files] of this.languages) increment(counts, findLanguageCategory(language), files);
    return counts;
  }

  @Anonymize(AnonymityConversion.AGGREGATE) get durationSeconds(): number {
    return (Date.now() - this.startedAt) / 1000;
  }
}
