/** A keyword search over passages (MiniSearch). A feature flag selects one of its two rankers. */
import {
  type CodeMatchInput,
  FindCodeResponseSummary,
  IndexingState,
  MatchType,
  SearchMode,
  SearchStrategy,
} from "codeweaver-telemetry/models";
import MiniSearch from "minisearch";
import { countTokens } from "./baselines.js";
import { type Passage, splitWords } from "./tree.js";

/** `control` ranks by BM25 with equal weights, `test` gives more weight to names and paths. */
export type Ranker = "control" | "test";

const MAX_MATCHES = 5;

export interface SearchResult {
  readonly response: FindCodeResponseSummary;
  readonly hits: readonly Passage[];
}

export class CodeSearch {
  readonly #index = new MiniSearch<Passage>({
    fields: ["text", "symbolText", "path"],
    extractField: (passage, field) =>
      field === "symbolText" ? passage.symbols.join(" ") : Reflect.get(passage, field),
    processTerm: (term) => term.toLowerCase(),
    tokenize: splitWords,
  });
  readonly #passages = new Map<number, Passage>();

  add(passages: readonly Passage[]): void {
    for (const passage of passages) this.#passages.set(passage.id, passage);
    this.#index.addAll(passages);
  }

  get passages(): Passage[] {
    return [...this.#passages.values()];
  }

  get size(): number {
    return this.#passages.size;
  }

  search(query: string, intent: string, ranker: Ranker): SearchResult {
    const started = performance.now();
    const found = this.#index.search(
      query,
      ranker === "test" ? { boost: { symbolText: 3, path: 2 }, prefix: true } : {},
    );
    const best = found[0]?.score ?? 1;
    const shown = found.slice(0, MAX_MATCHES);
    const hits = shown.flatMap(({ id }) => this.#passages.get(id) ?? []);
    const matches = shown.flatMap(({ id, score, match }): CodeMatchInput[] => {
      const passage = this.#passages.get(id);
      if (passage === undefined) return [];
      const matchType = getMatchType(Object.values(match).flat());
      return [describeMatch(passage, Number((score / best).toFixed(4)), matchType)];
    });
    const top = hits[0];
    const response = new FindCodeResponseSummary({
      matches,
      summary:
        top === undefined
          ? "Nothing found."
          : `${found.length} passages; the best is in ${top.path}, lines ${top.start} to ${top.end}.`,
      queryIntent: intent,
      totalMatches: found.length,
      totalResults: matches.length,
      tokenCount: countTokens(hits),
      executionTimeMs: performance.now() - started,
      status: "success",
      warnings: found.length === 0 ? ["no passage matched the query"] : [],
      indexingState: IndexingState.COMPLETE,
      indexCoverage: 100,
      searchMode: SearchMode.SPARSE_ONLY,
      searchStrategy:
        ranker === "test"
          ? [SearchStrategy.TEXT_SEARCH, SearchStrategy.SYMBOL_SEARCH]
          : [SearchStrategy.TEXT_SEARCH],
      languagesFound: [...new Set(hits.map(({ language }) => language))],
    });
    return { response, hits };
  }
}

function getMatchType(fields: readonly string[]): string {
  if (fields.includes("symbolText")) return MatchType.SYNTACTIC;
  return fields.includes("path") ? MatchType.FILE_PATTERN : MatchType.KEYWORD;
}

function describeMatch(passage: Passage, relevanceScore: number, matchType: string): CodeMatchInput {
  const { path, language, category, start, end, text, symbols } = passage;
  return {
    file: { path, language, category },
    content: text,
    span: { start, end },
    relevanceScore,
    matchType,
    relatedSymbols: symbols,
  };
}
