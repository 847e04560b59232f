/** A keyword search over passages (MiniSearch), with two rankers that a feature flag chooses between. */
import {
  type CodeMatchInput,
  FindCodeResponseSummary,
  IndexingState,
  MatchType,
  SearchMode,
  SearchStrategy,
} from "codeweaver-telemetry/models";
import MiniSearch from "minisearch";
import type { Passage } from "./tree.js";

/** `control` ranks by BM25 over all fields alike, `test` gives names and paths more weight. */
export type Ranker = "control" | "test";

const RETURNED = 5;

export interface SearchResult {
  readonly response: FindCodeResponseSummary;
  readonly hits: readonly Passage[];
  /** Tokens of everything that matched, which an agent would otherwise have had to read. */
  readonly candidateTokens: number;
}

export class CodeSearch {
  readonly #index = new MiniSearch<Passage>({
    fields: ["text", "symbolText", "path"],
    // The id as it is: it comes back in the results.
    extractField: (passage, field) =>
      field === "symbolText" ? passage.symbols.join(" ") : Reflect.get(passage, field),
    processTerm: (term) => (term.length > 2 ? term.toLowerCase() : null),
    tokenize: (text) => text.split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u),
  });
  readonly #passages = new Map<number, Passage>();

  add(passages: readonly Passage[]): void {
    for (const passage of passages) this.#passages.set(passage.id, passage);
    this.#index.addAll(passages);
  }

  get size(): number {
    return this.#passages.size;
  }

  ask(query: string, intent: string, ranker: Ranker): SearchResult {
    const started = performance.now();
    const found = this.#index.search(
      query,
      ranker === "test" ? { boost: { symbolText: 3, path: 2 }, prefix: true } : {},
    );
    const best = found[0]?.score ?? 1;
    const shown = found.slice(0, RETURNED);
    const hits = shown.flatMap(({ id }) => this.#passages.get(id) ?? []);
    const matches = shown.flatMap(({ id, score, match }): CodeMatchInput[] => {
      const passage = this.#passages.get(id);
      if (passage === undefined) return [];
      const fields = Object.values(match).flat();
      return [
        {
          file: { path: passage.path, language: passage.language, category: passage.category },
          content: passage.text,
          span: { start: passage.start, end: passage.end },
          relevanceScore: Number((score / best).toFixed(4)),
          matchType: fields.includes("symbolText")
            ? MatchType.SYNTACTIC
            : fields.includes("path")
              ? MatchType.FILE_PATTERN
              : MatchType.KEYWORD,
          relatedSymbols: passage.symbols,
        },
      ];
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
      tokenCount: tokens(hits),
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
    const candidates = found.flatMap(({ id }) => this.#passages.get(id) ?? []);
    return { response, hits, candidateTokens: tokens(candidates) };
  }
}

/** About four characters a token, as in English and most code. */
function tokens(passages: readonly Passage[]): number {
  return Math.round(passages.reduce((sum, { text }) => sum + text.length, 0) / 4);
}
