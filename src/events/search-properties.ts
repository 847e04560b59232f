/** Defines the properties of a search, as the event `codeweaver_search` has them. */
import { parseMember } from "../models/closed-set.js";
import { IntentType, SearchStrategy } from "../models/closed-sets.js";
import type { CodeMatch } from "../models/code-match.js";
import { type FindCodeResponseInput, FindCodeResponseSummary } from "../models/find-code-response.js";
import { AnonymityConversion } from "../privacy/conversions/conversion.js";
import { Anonymize, Public } from "../privacy/decorators/anonymize.js";
import { verbatim } from "../privacy/sanitizer/declared-text.js";
import { sealName } from "../privacy/sanitizer/seal.js";
import { TelemetryModel } from "../privacy/telemetry-model.js";
import { MatchDetails, QueryDetails, SearchIndex, SearchQuality, SearchResults } from "./search-parts.js";

const { AGGREGATE, BOOLEAN, COUNT, DISTRIBUTION, TEXT_COUNT } = AnonymityConversion;

/**
 * The data of one search.
 *
 * @example
 * const input: SearchEventInput = {
 *   response: { matches: [{ file: { path: "src/a.ts" }, relevanceScore: 0.8 }], searchMode: "hybrid" },
 *   query: "where is the config read?",
 *   featureFlags: { new_reranker: "test" },
 * };
 * captureSearchEvent(input, telemetry);
 */
export interface SearchEventInput {
  /** The answer of the search. */
  readonly response: FindCodeResponseSummary | FindCodeResponseInput;
  /** The question. It is sent only if the person chose `tools_over_privacy`, and then redacted. */
  readonly query?: string | undefined;
  /** One of `IntentType`. @default the response's `queryIntent` */
  readonly intentType?: string | undefined;
  /** Some of `SearchStrategy`. @default the response's `searchStrategy` */
  readonly strategies?: readonly string[] | undefined;
  /** Milliseconds. @default the response's `executionTimeMs` */
  readonly executionTimeMs?: number | undefined;
  /** `false` removes the opt-in part of this search. `true` has no effect without the person's opt-in. @default true */
  readonly toolsOverPrivacy?: boolean | undefined;
  /** Flags that influenced this search, by key. They are sent as `$feature/<key>`. @default {} */
  readonly featureFlags?: Readonly<Record<string, string | boolean>> | undefined;
}

/**
 * The properties. The names of the fields are those that are sent. Their values are converted when they are sent:
 * `match_count` holds the matches, of which COUNT sends the number.
 */
@TelemetryModel.policy("error")
export class SearchProperties extends TelemetryModel {
  @Public({ purpose: "Which kinds of question people ask (from a fixed list), to rank results for them." })
  intent: string;
  @Public({ purpose: "Which strategies answered (from a fixed list), to drop those that never help." })
  strategies: readonly string[];
  @Public({ purpose: "Whether the search was hybrid, dense or sparse, to compare these modes." })
  search_mode: string;
  @Anonymize(AGGREGATE, {
    purpose: "Whether searches are fast enough, and whether a release made them slower.",
  })
  execution_time_ms: number;
  @Public() results: SearchResults;
  @Public({ purpose: "How many searches fail or answer in part, to know what to repair." })
  status: string;
  @Anonymize(BOOLEAN, { purpose: "How many searches have warnings." })
  has_warnings: boolean;
  @Anonymize(COUNT, { purpose: "How many warnings one search has; the texts of warnings are not sent." })
  warning_count: readonly string[];
  @Public() index: SearchIndex;
  @Anonymize(COUNT, {
    purpose:
      "In how many languages a search finds something, to decide whether to improve ranking across languages.",
  })
  language_count: ReadonlySet<string>;
  @Anonymize(DISTRIBUTION, {
    purpose: "Which languages deserve a better parser; only names that GitHub Linguist lists.",
  })
  languages: readonly string[];
  @Anonymize(TEXT_COUNT, {
    purpose: "How long summaries are, to keep them readable; the words of summaries are not sent.",
  })
  summary_length: string;
  @Anonymize(COUNT, { purpose: "How many matches a search has, to notice searches that find nothing." })
  match_count: readonly CodeMatch[];
  @Anonymize(DISTRIBUTION, {
    purpose: "Which ways of matching (from a fixed list) find results, and are worth the time they take.",
  })
  match_types: readonly string[];
  @Public() quality: SearchQuality;
  readonly #response: FindCodeResponseSummary;
  readonly #input: SearchEventInput;

  constructor(input: SearchEventInput) {
    super();
    const response =
      input.response instanceof FindCodeResponseSummary
        ? input.response
        : new FindCodeResponseSummary(input.response);
    this.#response = response;
    this.intent = parseMember(IntentType, input.intentType ?? response.queryIntent, "other");
    this.strategies = (input.strategies ?? response.searchStrategy).map((strategy) =>
      parseMember(SearchStrategy, strategy, "other"),
    );
    this.search_mode = response.searchMode;
    this.execution_time_ms = input.executionTimeMs ?? response.executionTimeMs;
    this.results = new SearchResults(response);
    this.status = response.status;
    this.has_warnings = response.warnings.length > 0;
    this.warning_count = response.warnings;
    this.index = new SearchIndex(response);
    this.language_count = new Set(response.languagesFound);
    this.languages = response.languagesFound;
    this.summary_length = response.summary;
    this.match_count = response.matches;
    this.match_types = response.matches.map(({ matchType }) => matchType);
    this.quality = new SearchQuality(response.matches.map(({ relevanceScore }) => relevanceScore));
    this.#input = input;
  }

  // `query` and `matches` are getters, which the sanitizer calls only if the person has opted in. Without the opt-in, no
  // time is spent on redacting the question and describing each match.

  @Public({ optIn: true }) get query(): QueryDetails | undefined {
    const { query, toolsOverPrivacy } = this.#input;
    return toolsOverPrivacy !== false && query !== undefined ? new QueryDetails(query) : undefined;
  }

  @Public({ optIn: true }) get matches(): readonly MatchDetails[] | undefined {
    return this.#input.toolsOverPrivacy !== false
      ? this.#response.matches.map((match) => new MatchDetails(match))
      : undefined;
  }
}

/** The properties of a search that flags influenced. The class is separate, because `telemetryOverrides` makes sanitizing slower. */
class FlaggedSearchProperties extends SearchProperties {
  readonly #flags: Readonly<Record<string, string | boolean>>;

  constructor(input: SearchEventInput, flags: Readonly<Record<string, string | boolean>>) {
    super(input);
    this.#flags = flags;
  }

  /** The names of variants were chosen by the author, so they are sent although they may have spaces. */
  override telemetryOverrides(): Record<string, unknown> {
    const values = Object.entries(this.#flags).map(([key, value]) => [
      `$feature/${key}`,
      typeof value === "string" ? verbatim(sealName(value)) : value,
    ]);
    return Object.fromEntries(values);
  }
}

export function createSearchProperties(input: SearchEventInput): SearchProperties {
  const { featureFlags } = input;
  return featureFlags === undefined
    ? new SearchProperties(input)
    : new FlaggedSearchProperties(input, featureFlags);
}
