/** Counts the tokens that a model would have to read without the search: the baselines that an answer is compared with. */
import type { AnswerTokens } from "codeweaver-telemetry/models";
import { type Passage, splitWords } from "./tree.js";

/** The context window of the baseline `top_k_passages`. It is small, because a large one makes savings look large. */
export const CONTEXT_WINDOW_TOKENS = 8_000;
/** About right for English and most code. A real tool counts with the tokenizer of the model that reads its answers. */
export const CHARACTERS_PER_TOKEN = 4;

/** Estimates the tokens of passages from their characters. */
export function countTokens(passages: readonly Passage[]): number {
  return Math.round(passages.reduce((sum, { text }) => sum + text.length, 0) / CHARACTERS_PER_TOKEN);
}

/** Compares an answer with both baselines. */
export function compareWithBaselines(
  query: string,
  hits: readonly Passage[],
  allPassages: readonly Passage[],
): AnswerTokens {
  return {
    deliveredTokens: countTokens(hits),
    baselineTokens: {
      whole_files: countTokens(selectWholeFiles(hits, allPassages)),
      top_k_passages: countTokens(selectTopPassages(query, allPassages)),
    },
  };
}

/** Selects all passages of the files that contain the hits, and so each file once. */
export function selectWholeFiles(hits: readonly Passage[], allPassages: readonly Passage[]): Passage[] {
  const paths = new Set(hits.map(({ path }) => path));
  return allPassages.filter(({ path }) => paths.has(path));
}

/** Selects the passages that contain the question's words most often and fit into the window. Each word counts the same. */
export function selectTopPassages(query: string, allPassages: readonly Passage[]): Passage[] {
  const words = new RegExp(`\\b(?:${splitWords(query).join("|")})\\b`, "giu");
  const ranked = allPassages
    .map((passage) => ({ passage, count: passage.text.match(words)?.length ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  const selected: Passage[] = [];
  for (const { passage } of ranked)
    if (countTokens([...selected, passage]) <= CONTEXT_WINDOW_TOKENS) selected.push(passage);
  return selected;
}
