import { createLazy } from "../internal/lazy-module.js";

/** Creates a set of the words in a text, at the first use. */
export function createWordSet(words: string): () => ReadonlySet<string> {
  return createLazy(() => new Set(words.split(/\s+/)));
}
