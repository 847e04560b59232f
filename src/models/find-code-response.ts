/** Models the response of a code search. */

import { AnonymityConversion } from "../privacy/conversions/conversion.js";
import { Anonymize, Public } from "../privacy/decorators/anonymize.js";
import { TelemetryModel } from "../privacy/telemetry-model.js";
import { parseMember, type ValueOf } from "./closed-set.js";
import { IndexingState, IntentType, SearchMode, SearchStatus, SearchStrategy } from "./closed-sets.js";
import { CodeMatch, type CodeMatchInput } from "./code-match.js";
import { normalizeLanguage } from "./languages.js";

/**
 * A response, as a search returns it.
 *
 * @example
 * const response: FindCodeResponseInput = {
 *   matches: [{ file: { path: "src/a.ts", language: "typescript" }, relevanceScore: 0.8 }],
 *   totalMatches: 40,
 *   searchStrategy: ["hybrid_search", "semantic_rerank"],
 * };
 * captureSearchEvent({ response }, telemetry);
 */
export interface FindCodeResponseInput {
  readonly matches?: readonly (CodeMatch | CodeMatchInput)[];
  readonly summary?: string;
  readonly queryIntent?: string;
  /** The number of candidates that the search considered. @default the number of matches */
  readonly totalMatches?: number;
  /** The number of results that it returned. @default the number of matches */
  readonly totalResults?: number;
  readonly tokenCount?: number;
  readonly executionTimeMs?: number;
  readonly status?: string;
  readonly warnings?: readonly string[];
  readonly indexingState?: string;
  /** The share of the files that is indexed, in per cent. @default 0 */
  readonly indexCoverage?: number;
  readonly searchMode?: string;
  readonly searchStrategy?: string | readonly string[];
  readonly languagesFound?: readonly string[];
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/**
 * A response as a model. Texts are sent as lengths and counts, states and strategies as members of closed sets.
 *
 * @example
 * const response = new FindCodeResponseSummary({ matches: [{ file: { path: "src/a.ts" } }], summary: "one match" });
 * telemetry.captureWithSerialization("search_done", response);
 */
@TelemetryModel.policy("error")
export class FindCodeResponseSummary extends TelemetryModel {
  @Public() readonly matches: readonly CodeMatch[];
  @Anonymize(AnonymityConversion.TEXT_COUNT) readonly summary: string;
  @Public() readonly queryIntent: ValueOf<typeof IntentType> | "other";
  @Anonymize(AnonymityConversion.AGGREGATE) readonly totalMatches: number;
  @Anonymize(AnonymityConversion.AGGREGATE) readonly totalResults: number;
  @Anonymize(AnonymityConversion.AGGREGATE) readonly tokenCount: number;
  @Anonymize(AnonymityConversion.AGGREGATE) readonly executionTimeMs: number;
  @Public() readonly status: ValueOf<typeof SearchStatus> | "other";
  @Anonymize(AnonymityConversion.COUNT) readonly warnings: readonly string[];
  @Public() readonly indexingState: ValueOf<typeof IndexingState>;
  @Anonymize(AnonymityConversion.AGGREGATE) readonly indexCoverage: number;
  @Public() readonly searchMode: ValueOf<typeof SearchMode>;
  @Anonymize(AnonymityConversion.DISTRIBUTION) readonly searchStrategy: readonly string[];
  @Anonymize(AnonymityConversion.DISTRIBUTION) readonly languagesFound: readonly string[];
  @Anonymize(AnonymityConversion.COUNT) readonly metadata: Readonly<Record<string, unknown>>;

  constructor(response: FindCodeResponseInput = {}) {
    super();
    const strategies = response.searchStrategy ?? [];
    this.matches = (response.matches ?? []).map((match) =>
      match instanceof CodeMatch ? match : new CodeMatch(match),
    );
    this.summary = response.summary ?? "";
    this.queryIntent = parseMember(IntentType, response.queryIntent, "other");
    this.totalMatches = response.totalMatches ?? this.matches.length;
    this.totalResults = response.totalResults ?? this.matches.length;
    this.tokenCount = response.tokenCount ?? 0;
    this.executionTimeMs = response.executionTimeMs ?? 0;
    this.status = parseMember(SearchStatus, response.status ?? "success", "other");
    this.warnings = response.warnings ?? [];
    this.indexingState = parseMember(IndexingState, response.indexingState, "unknown");
    this.indexCoverage = response.indexCoverage ?? 0;
    this.searchMode = parseMember(SearchMode, response.searchMode, "unknown");
    this.searchStrategy = (typeof strategies === "string" ? [strategies] : strategies).map((strategy) =>
      parseMember(SearchStrategy, strategy, "other"),
    );
    this.languagesFound = (response.languagesFound ?? []).map(normalizeLanguage);
    this.metadata = response.metadata ?? {};
  }
}
