/** Defines `codeweaver_search`, which describes one search without the question, the paths and the code. */
import { IntentType, parseMember, SearchStrategy } from "../models/closed-sets.js";
import type { CodeMatch } from "../models/code-match.js";
import { type FindCodeResponseInput, FindCodeResponseSummary } from "../models/find-code-response.js";
import { AnonymityConversion } from "../privacy/conversions/conversion.js";
import { Anonymize, Public } from "../privacy/decorators/anonymize.js";
import { verbatim } from "../privacy/sanitizer/declared-text.js";
import { sealName } from "../privacy/sanitizer/seal.js";
import { TelemetryModel } from "../privacy/sanitizer/serialize.js";
import type { ListedField } from "./manifest.js";
import { MatchDetails, QueryDetails } from "./search-details.js";
import type { TelemetryEvent } from "./telemetry-event.js";

const { AGGREGATE, BOOLEAN, COUNT, DISTRIBUTION, TEXT_COUNT } = AnonymityConversion;

/** The data of one search. */
export interface SearchEventInput {
  /** The answer of the search. */
  readonly response: FindCodeResponseSummary | FindCodeResponseInput;
  /** The question. It is sent only if the person chose `tools_over_privacy`, and then redacted. */
  readonly query?: string;
  /** One of `IntentType`. @default the response's `queryIntent` */
  readonly intentType?: string;
  /** Some of `SearchStrategy`. @default the response's `searchStrategy` */
  readonly strategies?: readonly string[];
  /** Milliseconds. @default the response's `executionTimeMs` */
  readonly executionTimeMs?: number;
  /** `false` removes the opt-in part of this search. `true` has no effect without the person's opt-in. @default true */
  readonly toolsOverPrivacy?: boolean;
  /** Flags that influenced this search, by key. They are sent as `$feature/<key>`. @default {} */
  readonly featureFlags?: Readonly<Record<string, string | boolean>>;
}

/**
 * The event of one search, for `captureFromEvent`. `captureSearchEvent` creates and captures it in one call.
 *
 * @example
 * const response = { matches: [{ file: { path: "src/a.ts" }, relevanceScore: 0.8 }], totalMatches: 40 };
 * telemetry.captureFromEvent(new SearchEvent({ response, intentType: "UNDERSTAND", executionTimeMs: 12.5 }));
 */
export class SearchEvent implements TelemetryEvent {
  static readonly EVENT_NAME = "codeweaver_search";
  readonly #input: SearchEventInput;

  constructor(input: SearchEventInput) {
    this.#input = input;
  }

  toPosthogEvent(): readonly [name: string, properties: SearchProperties] {
    const { featureFlags } = this.#input;
    return [
      SearchEvent.EVENT_NAME,
      featureFlags === undefined
        ? new SearchProperties(this.#input)
        : new FlaggedSearch(this.#input, featureFlags),
    ];
  }

  /** The properties that `FlaggedSearch` adds. */
  get listedFields(): Readonly<Record<string, ListedField>> {
    return {
      "$feature/*": {
        type: "string | boolean",
        purpose: "Which variant of an experiment answered this search, to compare the variants.",
      },
    };
  }
}

// The names of the fields below are those that are sent.

@TelemetryModel.policy("error")
class SearchResults extends TelemetryModel {
  @Anonymize(AGGREGATE, { purpose: "How much a search sifts, to tell whether its first stage is too wide." })
  candidates: number;
  @Anonymize(AGGREGATE, { purpose: "How many results are shown, to choose a good number." })
  returned: number;
  @Anonymize(AGGREGATE, { purpose: "What an answer costs the model that reads it, to keep answers short." })
  token_count: number;

  constructor(response: FindCodeResponseSummary) {
    super();
    this.candidates = response.totalMatches;
    this.returned = response.totalResults;
    this.token_count = response.tokenCount;
  }
}

@TelemetryModel.policy("error")
class SearchIndex extends TelemetryModel {
  @Public({ purpose: "Poor results while the index is being built are no fault of the ranking." })
  state: string;
  @Anonymize(AGGREGATE, { purpose: "How many per cent of a tree can be searched when people begin to." })
  coverage: number;

  constructor(response: FindCodeResponseSummary) {
    super();
    this.state = response.indexingState;
    this.coverage = response.indexCoverage;
  }
}

/** Statistics over the relevance scores. They are not sent if nothing matched. */
@TelemetryModel.policy("error")
class SearchQuality extends TelemetryModel {
  @Anonymize(AGGREGATE, { op: "mean", purpose: "Whether a change to the ranking made results better." })
  avg_score: readonly number[];
  @Anonymize(AGGREGATE, { op: "min", purpose: "Where to cut results off that are not worth showing." })
  min_score: readonly number[];
  @Anonymize(AGGREGATE, { op: "max", purpose: "Whether a search found anything good at all." })
  max_score: readonly number[];
  @Anonymize(AGGREGATE, { op: "median", purpose: "How good the typical result is." })
  median_score: readonly number[];

  constructor(scores: readonly number[]) {
    super();
    this.avg_score = scores;
    this.min_score = scores;
    this.max_score = scores;
    this.median_score = scores;
  }
}

@TelemetryModel.policy("error")
export class SearchProperties extends TelemetryModel {
  @Public({ purpose: "Which kinds of question to rank best for (a closed set)." })
  intent: string;
  @Public({ purpose: "Which strategies answered (a closed set), to drop those that never help." })
  strategies: readonly string[];
  @Public({ purpose: "Whether hybrid, dense or sparse search was at work, to compare them." })
  search_mode: string;
  @Anonymize(AGGREGATE, {
    purpose: "Whether searches are fast enough, and whether a release made them slower.",
  })
  execution_time_ms: number;
  @Public() results: SearchResults;
  @Public({ purpose: "How many searches fail or answer in part, to know what to repair." })
  status: string;
  @Anonymize(BOOLEAN, { purpose: "How many searches go less than smoothly." })
  has_warnings: readonly string[];
  @Anonymize(COUNT, { purpose: "Whether troubles come alone or together; their texts stay here." })
  warning_count: readonly string[];
  @Public() index: SearchIndex;
  @Anonymize(COUNT, { purpose: "Whether ranking across languages is worth the work." })
  language_count: ReadonlySet<string>;
  @Anonymize(DISTRIBUTION, {
    purpose: "Which languages deserve a better parser; only names that GitHub Linguist lists.",
  })
  languages: readonly string[];
  @Anonymize(TEXT_COUNT, { purpose: "Whether summaries are too long to be read; their words stay here." })
  summary_length: string;
  @Anonymize(COUNT, { purpose: "How often a search finds nothing." })
  match_count: readonly CodeMatch[];
  @Anonymize(DISTRIBUTION, { purpose: "Which ways of matching find anything, and are worth their time." })
  match_types: readonly string[];
  @Public() quality: SearchQuality;
  readonly #input: SearchEventInput;

  constructor(input: SearchEventInput) {
    super();
    const response =
      input.response instanceof FindCodeResponseSummary
        ? input.response
        : new FindCodeResponseSummary(input.response);
    this.intent = parseMember(IntentType, input.intentType ?? response.queryIntent, "other");
    this.strategies = (input.strategies ?? response.searchStrategy).map((strategy) =>
      parseMember(SearchStrategy, strategy, "other"),
    );
    this.search_mode = response.searchMode;
    this.execution_time_ms = input.executionTimeMs ?? response.executionTimeMs;
    this.results = new SearchResults(response);
    this.status = response.status;
    this.has_warnings = response.warnings;
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

  // Getters, because sanitizing reads these two only if the person has opted in.

  @Public({ optIn: true }) get query(): QueryDetails | undefined {
    const { query, toolsOverPrivacy } = this.#input;
    return toolsOverPrivacy !== false && query !== undefined ? new QueryDetails(query) : undefined;
  }

  @Public({ optIn: true }) get matches(): readonly MatchDetails[] | undefined {
    return this.#input.toolsOverPrivacy !== false
      ? this.match_count.map((match) => new MatchDetails(match))
      : undefined;
  }
}

/** A search that flags influenced. A class of its own, because `telemetryOverrides` makes sanitizing slower. */
class FlaggedSearch extends SearchProperties {
  readonly #flags: Readonly<Record<string, string | boolean>>;

  constructor(input: SearchEventInput, flags: Readonly<Record<string, string | boolean>>) {
    super(input);
    this.#flags = flags;
  }

  /** Variants are names that the author wrote, so they may have blanks. */
  override telemetryOverrides(): Record<string, unknown> {
    const values = Object.entries(this.#flags).map(([key, value]) => [
      `$feature/${key}`,
      typeof value === "string" ? verbatim(sealName(value)) : value,
    ]);
    return Object.fromEntries(values);
  }
}
