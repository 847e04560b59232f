/** Counts the work of a code-search tool in one session. */

import { AnonymityConversion } from "../privacy/conversions/conversion.js";
import { Anonymize, Public } from "../privacy/decorators/anonymize.js";
import { TelemetryModel } from "../privacy/sanitizer/serialize.js";
import { ActiveStore, FileOperation, parseMember, SemanticCategory, type ValueOf } from "./closed-sets.js";
import { findLanguage, findLanguageCategory, normalizeLanguage } from "./languages.js";
import { computeMeanMs, increment, OutcomeCounter, type Outcomes, TimingCounter } from "./running-counts.js";
import {
  computeTokenSums,
  DEFAULT_TOKEN_PRICES,
  NO_TOKENS,
  type TokenPrices,
  type TokenSums,
  type TokenUsage,
} from "./token-economics.js";

/** Options of a counted request. */
export interface RequestOptions {
  /** Whether the request used the tool's HTTP interface. These are counted separately. @default false */
  readonly http?: boolean;
}

/** One failover to another store. */
export interface Failover {
  /** How long the other store was used, in seconds. @default 0 */
  readonly seconds?: number;
  /** The store in use after the failover, one of `ActiveStore`. @default "backup" */
  readonly activeStore?: string;
}

/** Facts of a file besides its path. */
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
  @Anonymize(AnonymityConversion.COUNT) readonly files = new Map<string, string>();
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
  readonly #requests = new OutcomeCounter();
  readonly #httpRequests = new OutcomeCounter();
  #tokens: TokenUsage = NO_TOKENS;
  #failover: SessionStatistics["failover"] = { count: 0, seconds: 0, activeStore: "primary" };

  /** @param prices in US dollars per 1,000 tokens. Categories without a price have the default. */
  constructor({ prices = {} }: { readonly prices?: Partial<TokenPrices> } = {}) {
    super();
    const given = Object.entries(prices).filter(([, price]) => Number.isFinite(price));
    this.prices = { ...DEFAULT_TOKEN_PRICES, ...Object.fromEntries(given) };
  }

  /** Counts a successful request. @param id a request that is reported again with the same id is counted once */
  addSuccessfulRequest(id?: string | number, options?: RequestOptions): void {
    (options?.http === true ? this.#httpRequests : this.#requests).add(true, id);
  }

  /** Counts a failed request. @param id a request that is reported again with the same id is counted once */
  addFailedRequest(id?: string | number, options?: RequestOptions): void {
    (options?.http === true ? this.#httpRequests : this.#requests).add(false, id);
  }

  /** Adds tokens to their categories. Values that are not a positive number are ignored. */
  addTokenUsage(usage?: Partial<TokenUsage>): void {
    const added: { -readonly [C in keyof TokenUsage]: number } = { ...this.#tokens };
    // The cast is safe, because `NO_TOKENS` has the categories and nothing else.
    for (const category of Object.keys(NO_TOKENS) as (keyof TokenUsage)[]) {
      const tokens = usage?.[category];
      if (typeof tokens === "number" && tokens > 0 && Number.isFinite(tokens)) added[category] += tokens;
    }
    this.#tokens = added;
  }

  /** Adds the duration of a tool's call. The name is not sent. */
  recordToolCall(name: string, milliseconds: number): void {
    getOrCreateTiming(this.toolTimings, name).add(milliseconds);
  }

  /** Adds the duration of an HTTP request. Only the mean of the endpoint `health` is sent. */
  recordHttpRequest(endpoint: string, milliseconds: number): void {
    getOrCreateTiming(this.httpTimings, endpoint).add(milliseconds);
  }

  /** Counts an operation on a file, and the file once. The path is not sent. */
  addFileOperation(path: string, operation: ValueOf<typeof FileOperation>, details: FileDetails = {}): void {
    if (typeof path !== "string") return; // untyped callers may pass anything
    this.files.set(
      path,
      details.language === undefined ? findLanguage(path) : normalizeLanguage(details.language),
    );
    increment(this.fileOperations, parseMember(FileOperation, operation, "other"));
  }

  /** Counts a failover to another store. */
  recordFailover(failover?: Failover): void {
    const { seconds = 0, activeStore } = failover ?? {};
    this.#failover = {
      count: this.#failover.count + 1,
      seconds: this.#failover.seconds + (Number.isFinite(seconds) ? Math.max(0, seconds) : 0),
      activeStore: parseMember(ActiveStore, activeStore ?? "backup", "unknown"),
    };
  }

  /** Counts uses of code constructs, of `SemanticCategory`. Other names are counted as `other`. */
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

  @Public() get tokenSums(): TokenSums {
    return computeTokenSums(this.#tokens, this.prices);
  }

  @Public() get failover(): {
    readonly count: number;
    readonly seconds: number;
    readonly activeStore: ValueOf<typeof ActiveStore>;
  } {
    return this.#failover;
  }

  /** All calls of tools together. */
  @Public() get toolCalls(): { readonly count: number; readonly averageMs: number } {
    const total = { count: 0, ms: 0 };
    for (const { count, totalMs } of this.toolTimings.values()) {
      total.count += count;
      total.ms += totalMs;
    }
    return { count: total.count, averageMs: computeMeanMs(total.ms, total.count) };
  }

  @Anonymize(AnonymityConversion.AGGREGATE) get totalFileOperations(): number {
    return [...this.fileOperations.values()].reduce((sum, count) => sum + count, 0);
  }

  /** The number of files by language. */
  @Anonymize(AnonymityConversion.DISTRIBUTION) get languages(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const language of this.files.values()) increment(counts, language);
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

function getOrCreateTiming(timings: Map<string, TimingCounter>, name: string): TimingCounter {
  const known = timings.get(name) ?? new TimingCounter();
  timings.set(name, known);
  return known;
}
