/** The model of this example. It selects a document's most important sentences, and its tokens are words. */
import type { Tokens } from "codeweaver-telemetry/otel";

export const MODEL = "extractive-1";

/** US dollars for a million tokens. The prices are made up, like the model. */
export const PRICES = { [MODEL]: { input: 3, output: 15, cacheRead: 0.3, cacheCreation: 3.75 } };

const INSTRUCTIONS =
  "Find the sentences that say what this document is for, in its own words, and give no others.";
const PARAGRAPHS = /\n\s*\n/;

export interface Summary {
  readonly sentences: readonly string[];
  readonly tokens: Tokens;
}

export class Summariser {
  /** The word counts of each paragraph that was read before. */
  readonly #cache = new Map<string, ReadonlyMap<string, number>>();

  summarise(text: string, sentences: number): Summary {
    const tokens = { input: splitWords(INSTRUCTIONS).length, output: 0, cacheRead: 0, cacheCreation: 0 };
    const weights = new Map<string, number>();
    for (const paragraph of text.split(PARAGRAPHS)) {
      const words = splitWords(paragraph);
      const known = this.#cache.get(paragraph);
      if (known === undefined) tokens.cacheCreation += words.length;
      else tokens.cacheRead += words.length;
      const counts = known ?? countWords(words);
      this.#cache.set(paragraph, counts);
      for (const [word, count] of counts) weights.set(word, (weights.get(word) ?? 0) + count);
    }
    const chosen = splitSentences(text)
      .map((sentence) => ({ sentence, weight: weighSentence(sentence, weights) }))
      .sort((a, b) => b.weight - a.weight)
      .slice(0, sentences)
      .map(({ sentence }) => sentence);
    tokens.output = chosen.reduce((sum, sentence) => sum + splitWords(sentence).length, 0);
    return { sentences: chosen, tokens };
  }
}

function splitWords(text: string): string[] {
  return text.toLowerCase().match(/\p{L}[\p{L}\p{N}'-]*/gu) ?? [];
}

function countWords(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) if (word.length > 3) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** Splits prose into sentences, and skips tables and code. */
function splitSentences(text: string): string[] {
  const prose = text.replace(/```[\s\S]*?```/g, "").split("\n");
  return prose
    .filter((line) => /^[A-Z]/.test(line) && !line.includes("|"))
    .flatMap((line) => line.match(/[A-Z][^.!?]{20,240}[.!?]/g) ?? []);
}

function weighSentence(sentence: string, weights: ReadonlyMap<string, number>): number {
  const words = splitWords(sentence);
  return words.reduce((sum, word) => sum + (weights.get(word) ?? 0), 0) / Math.sqrt(words.length);
}
