/** Defines the closed sets of the events, so that no free text is sent in their place. Names and values are CodeWeaver's. */
import { addShortNames, createClosedSet, parseMember } from "./closed-set.js";
import { TOKEN_PRICES_DATE } from "./token-prices.js";

/**
 * The purposes of a search.
 *
 * @example
 * captureSearchEvent({ response: { matches: [] }, intentType: IntentType.DEBUG }, telemetry);
 */
export const IntentType = createClosedSet(
  "understand",
  "implement",
  "debug",
  "optimize",
  "test",
  "configure",
  "document",
);
/**
 * The ways to find code. One search can use several of them. `SearchStrategy.HYBRID` and other short names are understood.
 *
 * @example
 * const strategies = [SearchStrategy.SYMBOL_SEARCH, SearchStrategy.SEMANTIC_RERANK];
 * captureSearchEvent({ response: { matches: [] }, strategies }, telemetry);
 */
export const SearchStrategy = addShortNames(
  createClosedSet(
    "commit_search",
    "file_discovery",
    "language_search",
    "symbol_search",
    "text_search",
    "hybrid_search",
    "semantic_rerank",
    "sparse_only",
    "dense_only",
    "keyword_fallback",
  ),
  {
    COMMIT: "commit_search",
    FILE: "file_discovery",
    LANGUAGE: "language_search",
    SYMBOL: "symbol_search",
    TEXT: "text_search",
    HYBRID: "hybrid_search",
    SEMANTIC: "semantic_rerank",
    SPARSE: "sparse_only",
    DENSE: "dense_only",
    KEYWORD: "keyword_fallback",
  },
);
/**
 * The ways in which a match is found.
 *
 * @example
 * const match = new CodeMatch({ file: { path: "src/a.ts" }, matchType: MatchType.KEYWORD });
 */
export const MatchType = createClosedSet("semantic", "syntactic", "keyword", "file_pattern");
/**
 * The outcomes of a search.
 *
 * @example
 * const response = { status: SearchStatus.PARTIAL, warnings: ["two files cannot be read"] };
 * captureSearchEvent({ response }, telemetry);
 */
export const SearchStatus = createClosedSet("success", "partial", "error");
/**
 * The states of an index.
 *
 * @example
 * const response = new FindCodeResponseSummary({ indexingState: IndexingState.IN_PROGRESS, indexCoverage: 40 });
 */
export const IndexingState = createClosedSet("complete", "in_progress", "not_started", "unknown");
/**
 * The modes of a search: dense vectors only, sparse vectors only, or both together.
 *
 * @example
 * captureSearchEvent({ response: { matches: [], searchMode: SearchMode.SPARSE_ONLY } }, telemetry);
 */
export const SearchMode = addShortNames(createClosedSet("hybrid", "dense_only", "sparse_only", "unknown"), {
  DENSE: "dense_only",
  SPARSE: "sparse_only",
});
/**
 * The baselines that an answer's tokens are compared with: the files that contain the shown matches, read whole; the
 * candidates of a plain keyword search, up to a model's context window; or the caller's own number.
 *
 * @example
 * const statistics = new SessionStatistics();
 * statistics.recordAnswer({ deliveredTokens: 420, baselineTokens: { [Baseline.TOP_K_PASSAGES]: 1_900 } });
 */
export const Baseline = createClosedSet("whole_files", "top_k_passages", "own");
/** Where the prices of tokens come from: the caller, the built-in table of a month, or in part from each. */
export const PriceSource = createClosedSet("caller", TOKEN_PRICES_DATE, `caller+${TOKEN_PRICES_DATE}`);
/**
 * The operations on files, which are counted by kind.
 *
 * @example
 * const statistics = new SessionStatistics();
 * statistics.addFileOperation("src/a.ts", FileOperation.REINDEXED);
 */
export const FileOperation = createClosedSet("indexed", "retrieved", "processed", "reindexed", "skipped");
/**
 * The categories of files, each of which is counted separately.
 *
 * @example
 * const isDocumentation = findLanguageCategory("markdown") === FileCategory.DOCS; // true
 */
export const FileCategory = createClosedSet("code", "config", "docs", "other");
/**
 * The vector stores that can be in use: the primary store, its backup, or none.
 *
 * @example
 * const statistics = new SessionStatistics();
 * statistics.recordFailover({ activeStore: ActiveStore.NONE }); // the backup cannot be reached, either
 */
export const ActiveStore = createClosedSet("primary", "backup", "none", "unknown");

/**
 * Kinds of configuration errors. Only the kind is sent, because messages quote paths and values.
 *
 * @example
 * function captureFailedSetup({ code }: NodeJS.ErrnoException): void {
 *   const kind = code === "ENOENT" ? ConfigErrorKind.FILE_NOT_FOUND : ConfigErrorKind.OTHER;
 *   captureSetupEvent({ success: false, errors: [kind] });
 * }
 */
export const ConfigErrorKind = createClosedSet(
  "file_not_found",
  "file_unreadable",
  "syntax",
  "unknown_key",
  "missing_key",
  "invalid_type",
  "invalid_value",
  "out_of_range",
  "conflict",
  "dependency_missing",
  "provider_unavailable",
  "authentication",
  "network",
  "timeout",
  "permission",
  "other",
);

/** Returns the kinds of configuration errors. Any other text, such as an error's message, is the kind `other`. */
export function toErrorKinds(texts: readonly string[]): readonly string[] {
  return texts.map((text) => parseMember(ConfigErrorKind, text, "other"));
}

/**
 * The categories of CodeWeaver's `SemanticClass` (knitli/codeweaver, semantic/classifications.py).
 *
 * @example
 * const statistics = new SessionStatistics();
 * statistics.addSemanticUses([SemanticCategory.DEFINITION_CALLABLE, SemanticCategory.FLOW_ASYNC]);
 */
export const SemanticCategory = createClosedSet(
  "file_thing",
  "definition_callable",
  "definition_type",
  "definition_data",
  "definition_test",
  "boundary_module",
  "boundary_error",
  "boundary_resource",
  "documentation_structured",
  "flow_branching",
  "flow_iteration",
  "flow_control",
  "flow_async",
  "operation_invocation",
  "operation_data",
  "operation_operator",
  "expression_anonymous",
  "syntax_keyword",
  "syntax_identifier",
  "syntax_literal",
  "syntax_annotation",
  "syntax_punctuation",
);
