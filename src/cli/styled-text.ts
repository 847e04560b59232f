/** Distinguishes the line breaks and colours of this library from the same characters in texts that came from outside. */
import { createRandomHex } from "../internal/ids.js";
import { escapeCharacter, UNSAFE_CHARACTER } from "../internal/terminal-text.js";

/** Stands before each line break and colour of this library. It is random, so no text from outside contains it. */
const MARK = `\u0010${createRandomHex(8)}`;

const OWN_SEQUENCE = "\\n|\\u001b\\[\\d+m";
const OWN_SEQUENCES = new RegExp(OWN_SEQUENCE, "g");
const MARKED_OR_UNSAFE = new RegExp(`${MARK}(${OWN_SEQUENCE})|${UNSAFE_CHARACTER}`, "gu");

/** Marks all line breaks and colours in a text as this library's own, so that they are printed as they are. */
export function markAsOwn(text: string): string {
  return text.replace(OWN_SEQUENCES, (sequence) => `${MARK}${sequence}`);
}

/** A line break of this library. A `\n` without a mark is printed as `\u000a`. */
export const LINE_BREAK = markAsOwn("\n");

/** A line break, and an empty line. */
export const PARAGRAPH_BREAK = LINE_BREAK + LINE_BREAK;

/** Joins lines, without the empty ones at the end. */
export function joinLines(lines: readonly string[]): string {
  let text = lines.join(LINE_BREAK);
  while (text.endsWith(LINE_BREAK)) text = text.slice(0, -LINE_BREAK.length);
  return text;
}

/**
 * Returns the text as it is printed: with the marked line breaks and colours, and with every other character escaped that a
 * terminal would interpret or hide. All output of the subcommands passes here.
 */
export function renderText(text: string): string {
  return text.replace(MARKED_OR_UNSAFE, (match, own: string | undefined) => own ?? escapeCharacter(match));
}
