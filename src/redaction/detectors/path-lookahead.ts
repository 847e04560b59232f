/** Looks ahead in a path for brackets, quotation marks and separators that its name continues after. */
import { ALNUM, BLANK, LINE_END, NON_ASCII, WORD } from "../character-classes.js";
import type { ScannedText } from "../scanned-text.js";
import type { PathText } from "./path-text.js";

/** The number of characters in which a closing bracket or the rest of a name is looked for. */
const MAX_LOOKAHEAD = 64;

/** More brackets within brackets are not those of a name. */
const MAX_DEPTH = 4;

export const CLOSERS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}", "<": ">" };

/** Returns the index after `[slug]`, `(group)` and the like. Blanks may be in brackets that the path continues after. */
export function findBracketsEnd(path: PathText, opening: number, wordStart: number): number {
  const { text } = path;
  const opener = text.slice(opening, opening + 1);
  const closer = CLOSERS[opener] ?? "";
  let depth = 0;
  let hasBlank = false;
  for (let index = opening; index < opening + MAX_LOOKAHEAD; index++) {
    const bits = text.charClassAt(index);
    if ((bits & LINE_END) !== 0 || text.hasOneOf(index, '"\0')) break;
    if ((bits & BLANK) !== 0) hasBlank = true;
    else if (text.hasCharacter(index, opener)) {
      if (++depth > MAX_DEPTH) break;
    } else if (text.hasCharacter(index, closer) && --depth === 0) {
      const isWithinPath = path.isSeparator(index + 1) || hasExtensionAt(path, index + 1);
      if (isWithinPath) return index + 1;
      const mayEndPath = !hasBlank && opener !== "<" && !isPosition(text, opening);
      return mayEndPath || (opening === wordStart && opener !== "<") ? index + 1 : opening;
    }
  }
  return opening;
}

/** Matches the middle of `Rock 'n' Roll`. */
const SHORT_WORD_IN_MARKS = /'\w'(?= )/y;

/** Returns the index after a part that a shell quotes, as in `~/"My Plans"/x`. */
export function findShellQuoteEnd(path: PathText, opening: number, wordStart: number): number {
  const { text } = path;
  if (text.findMatchEnd(SHORT_WORD_IN_MARKS, opening) !== undefined) {
    const isInName = text.hasCharacter(opening - 1, " ") && resumesAfterPause(path, opening + 2);
    if (isInName) return opening + 3;
  }
  const isPart = opening === wordStart && path.isSeparator(opening - 1);
  if (!isPart || (text.charClassAt(opening + 1) & (WORD | NON_ASCII)) === 0) return opening;
  let end = opening + 1;
  while (end < opening + MAX_LOOKAHEAD && !text.hasOneOf(end, "\"'=,\n\0")) end++;
  const isClosed = text.charCodeAt(end) === text.charCodeAt(opening) && !text.hasCharacter(end - 1, " ");
  return isClosed &&
    (path.isSeparator(end + 1) || resumesAfterBlank(path, end) || text.startsWith("\\ ", end + 1))
    ? end + 1
    : opening;
}

/** Returns true if words and a separator follow, as after the apostrophe of `James' plans/`, or one word and a separator. */
export function resumesAfterBlank(path: PathText, mark: number, isOneWord = false): boolean {
  const { text } = path;
  if (!text.hasCharacter(mark + 1, " ")) return false;
  const between = isOneWord ? IN_NAME : IN_NAMES;
  let index = mark + 2;
  const stop = index + MAX_LOOKAHEAD;
  while (
    index < stop &&
    ((text.charClassAt(index) & (WORD | NON_ASCII)) !== 0 || text.hasOneOf(index, between))
  )
    index++;
  return path.isSeparator(index) && index > mark + 2 && !text.hasCharacter(index - 1, " ");
}

const IN_NAME = ".&!+#";
const IN_NAMES = `${IN_NAME} `;

/** Matches words up to a separator, after a mark and a blank. */
const WORDS_AFTER_PAUSE =
  /[;,.'·…](?: (?:[^\s"'`<>|=:\\/]|\\(?:u[\da-f]{4}|[23][0-7]{2})){1,32}){1,5}(?=[\\/])/y;
const MAX_WORDS_LENGTH = 40;

/** Words with which a sentence or a command goes on. */
const SENTENCE_OR_COMMAND =
  /(?<=\s)(?:and|or|then|but|see|also|in|at|to|from|on|as|if|not|no|the|this|that|it|its|use|using|run|try|check|found|expected|got|failed|because|when|while|is|are|was|were|has|had|node|np[mx]|yarn|pnpm|cd|cp|mv|rm|ls|cat|copy|move|del|type|python\d?|git|make|sh|bash|sudo|echo|export|set|start|call|open|read|load|loaded)(?!\S)/i;

/** Matches a word with a capital, a digit or a sign, or of one letter. */
const NAME_WORD = /\s(?:[A-Z\d&#+([{\\]|[^\0-\x7f]|[a-z](?![a-z]))/;

/** Returns true if the name continues after a mark and a blank, as in `a; b, c/x`, but not in `a; node src/x`. */
export function resumesAfterPause(path: PathText, mark: number): boolean {
  const { text } = path;
  const end = text.findMatchEnd(WORDS_AFTER_PAUSE, mark);
  if (end === undefined || end - mark > MAX_WORDS_LENGTH || !path.isSeparator(end)) return false;
  const words = text.slice(mark + 1, end);
  // A relative path with backslashes is rare in a sentence.
  return !SENTENCE_OR_COMMAND.test(words) && (text.hasCharacter(end, "\\") || NAME_WORD.test(words));
}

/** Returns true if a separator follows before the word ends. */
export function holdsSeparator(path: PathText, from: number): boolean {
  for (let index = from; index < from + MAX_LOOKAHEAD; index++) {
    if (path.isSeparator(index)) return true;
    if (path.text.hasOneOf(index, "\"'`<>|=\0") || (path.text.charClassAt(index) & BLANK) !== 0) return false;
  }
  return false;
}

/** Returns true for a dot and a letter or digit after it. */
export function hasExtensionAt(path: PathText, index: number): boolean {
  return path.text.hasCharacter(index, ".") && (path.text.charClassAt(index + 1) & ALNUM) !== 0;
}

const POSITION = /[[(]\d{1,9}(?:, ?\d{1,9})?[\])](?![\w\\/.])/y;

/** Returns true for the position in `a.ts(12,5)`. */
function isPosition(text: ScannedText, index: number): boolean {
  return text.findMatchEnd(POSITION, index) !== undefined;
}
