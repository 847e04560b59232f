/** The rules for the prose of the documents: the length of sentences, and words with one clear meaning. */
import type { Page } from "./pages.js";
import { listSentences, type Sentence } from "./sentences.js";

export const MAX_SENTENCE_WORDS = 35;
/** The median of a page is below this. */
export const MEDIAN_WORDS = 18;
/** Shorter pieces are labels, such as the first words of a list item. They would lower the median. */
const MIN_MEDIAN_WORDS = 3;

/** Expressions for sending, keeping and removing that readers have misunderstood, with those to use. */
const UNCLEAR_WORDS: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [/\bgoes\b/i, "is sent, is removed, belongs"],
  [
    /\b(?:events?|values?|data|texts?|fields?|requests?|batch(?:es)?|it|they|nothing|must|may|can|will|never|not) (?:go|went)\b/i,
    "is sent, is removed",
  ],
  [/\b(?:go|going|went|gone) (?:out|along|through|over the wire|up)\b/i, "is sent, is removed"],
  [/\bleav(?:es?|ing) (?:the|this|your|their|its|a) (?:machine|computer|process|host|program)\b/i, "is sent"],
  [/\b(?:that|which|what|nothing|it|data|events?|values?) (?:leaves|left)\b(?! out)/i, "is sent"],
  [/\b(?:may|can|will|must|never|not) leave\b(?! out)/i, "is sent"],
  [/\bstays?(?: (?:here|there|on|in|with|behind|out|at)\b|[.,;:)]|$)/i, "is kept, remains, is not sent"],
  [/\b(?:rides?|riding|rode|travels?|travell?ing|travell?ed)\b/i, "is sent"],
  [/\blets?\b[^.]{0,40}\bthrough\b/i, "is sent"],
  [/\bstruck out\b/i, "is removed, is marked"],
  [/\broads?\b/i, "way, route"],
  [/\bwhat(?:ever)? waits\b/i, "pending events"],
  [/\ba no\b(?![-\w])/i, "opt out"],
  [/\ba yes\b(?![-\w])/i, "opt in"],
  [/\bseal(?:s|ed|ing)?\b/i, "sanitize, check"],
];

export function findLongSentences(page: Page): string[] {
  return listSentences(page)
    .filter(({ wordCount }) => wordCount > MAX_SENTENCE_WORDS)
    .map(({ line, wordCount, text }) => `${page.path}:${line}: ${wordCount} words: ${text}`);
}

export function findUnclearWords(page: Page): string[] {
  return listSentences(page).flatMap(({ line, prose, text }) =>
    UNCLEAR_WORDS.flatMap(([pattern, advice]) => {
      const found = pattern.exec(prose)?.[0];
      return found === undefined ? [] : [`${page.path}:${line}: "${found}" (use: ${advice}): ${text}`];
    }),
  );
}

/** Returns the median length of the sentences in paragraphs and lists. */
export function getMedianWords(pages: readonly Page[]): number {
  const lengths = pages
    .flatMap(listSentences)
    .filter(({ kind, wordCount }) => isRunningText(kind) && wordCount >= MIN_MEDIAN_WORDS)
    .map(({ wordCount }) => wordCount)
    .sort((a, b) => a - b);
  const middle = Math.floor(lengths.length / 2);
  const upper = lengths[middle] ?? 0;
  return lengths.length % 2 === 1 ? upper : (upper + (lengths[middle - 1] ?? 0)) / 2;
}

/** Every page begins with its title and a paragraph that says what the page is for. */
export function findOpeningProblems({ path, root }: Page): string[] {
  const [title, introduction] = root.children.filter(({ type }) => type !== "html");
  if (title?.type !== "heading" || title.depth !== 1) return [`${path}:1: does not begin with its title`];
  return introduction?.type === "paragraph" ? [] : [`${path}:1: has no paragraph after its title`];
}

function isRunningText(kind: Sentence["kind"]): boolean {
  return kind === "paragraph" || kind === "list item";
}
