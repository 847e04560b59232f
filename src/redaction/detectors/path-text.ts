/** Tells the separators of a path from the backslashes that escape a character of a name. */
import { ALNUM, NON_ASCII } from "../character-classes.js";
import type { ScannedText } from "../scanned-text.js";

/** JSON doubles backslashes, and JSON within JSON doubles them again. Network paths begin with two. */
const MAX_BACKSLASHES = 16;

const SLASH = 47;
const BACKSLASH = 92;

/** The text of a path, with the form of its separators. */
export class PathText {
  readonly text: ScannedText;
  /** The offset of the path. */
  readonly start: number;
  /** The number of backslashes between the names of the path, or 0 if a backslash only escapes the next character. */
  readonly separatorLength: number;

  /**
   * @param start the offset of the path
   * @param separator the offset of its first separator
   */
  constructor(text: ScannedText, start: number, separator: number) {
    this.text = text;
    this.start = start;
    this.separatorLength = measureSeparator(text, separator, start === separator);
  }

  /** Returns the index after the separators at an index, or the index itself if there are none. */
  findSeparatorsEnd(from: number): number {
    const { text } = this;
    let end = from;
    while (end < from + MAX_BACKSLASHES && this.isSeparator(end)) {
      end++;
      // The last backslash of `\\\\notes` does not begin an escape.
      while (end < from + MAX_BACKSLASHES && text.hasCharacter(end - 1, "\\") && text.hasCharacter(end, "\\"))
        end++;
    }
    return end;
  }

  /** Returns true for a slash, and for a backslash that does not escape the next character. */
  isSeparator(index: number): boolean {
    const code = this.text.charCodeAt(index);
    return code === SLASH || (code === BACKSLASH && this.classifyBackslash(index) === "separator");
  }

  /** Returns `end` for a backslash that is no part of the path, as before `n` in JSON. */
  classifyBackslash(index: number): "separator" | "escape" | "end" {
    const { text, separatorLength } = this;
    let end = index;
    while (end < index + MAX_BACKSLASHES && text.hasCharacter(end, "\\")) end++;
    const count = end - index;
    if (text.hasOneOf(end, '"`')) return count === 1 && this.isMarkInName(end) ? "escape" : "end";
    if (separatorLength > 0) {
      if (separatorLength > 1 && this.escapesInShell(index)) return "escape";
      if (text.hasOneOf(end, "nrt") && count < separatorLength) return "end";
      return text.hasCharacter(end, "'") && count < separatorLength ? "escape" : "separator";
    }
    if (text.hasOneOf(end, "nrt")) return "end";
    if (text.hasCharacter(end, "'")) {
      const isApostrophe = (text.charClassAt(end + 1) & (ALNUM | NON_ASCII)) !== 0;
      return isApostrophe || (count === 1 && this.isMarkInName(end)) ? "escape" : "end";
    }
    const isEscaped = text.hasOneOf(end, ESCAPED_IN_SHELL) || isEncodedLetter(text, end);
    return isEscaped || (text.charClassAt(end) & NON_ASCII) !== 0 ? "escape" : "separator";
  }

  /** Returns true for an escaped mark before or after another escape, and before a separator: `12\"\ a`, `a\ \"b\"/c`. */
  private isMarkInName(mark: number): boolean {
    const { text } = this;
    const isBeforeName = text.hasCharacter(mark + 1, "/") && (text.charClassAt(mark + 2) & ALNUM) !== 0;
    return isBeforeName || this.escapesInShell(mark + 1) || text.startsWith("\\ ", mark - 3);
  }

  /** Returns true for one backslash before a blank and the like. JSON has no such escape. */
  private escapesInShell(index: number): boolean {
    return this.text.hasCharacter(index, "\\") && this.text.hasOneOf(index + 1, ESCAPED_IN_SHELL);
  }

  /** Returns the index after backslashes and the character that they escape. */
  findEscapeEnd(index: number): number {
    let end = index;
    while (this.text.hasCharacter(end, "\\")) end++;
    return end + 1;
  }
}

/** Counts the backslashes of a separator. A network path begins with twice as many as it has between its names. */
function measureSeparator(text: ScannedText, separator: number, isNetworkPath: boolean): number {
  let count = 0;
  while (count < MAX_BACKSLASHES && text.hasCharacter(separator + count, "\\")) count++;
  if (text.hasCharacter(separator + count, "/")) return 0; // `\/` in JSON
  return isNetworkPath && count > 1 ? Math.floor(count / 2) : count;
}

/** In shells, a backslash before one of these characters is a part of a name and not a separator. */
const ESCAPED_IN_SHELL = " ()&!$;[]{}*?<>|#~,=@+%^:";

/** Returns true for `u00fc`, and for `303` as the first byte of a letter that git writes in octal. */
function isEncodedLetter(text: ScannedText, index: number): boolean {
  return text.hasOneOf(index, "u23") && /^(?:u[\da-f]{4}|[23][0-7]{2})/i.test(text.slice(index, index + 5));
}
