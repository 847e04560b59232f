/** Makes text from files, servers and other programs safe to print on a terminal. */

/** Control and format characters, line separators, and the Hangul fillers, which are invisible letters. */
const UNSAFE_CHARACTERS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu;

/** Escapes the characters that a terminal would interpret or hide, as JSON does: ESC becomes `\\u001b`. */
export function escapeForTerminal(text: string): string {
  return text.replace(UNSAFE_CHARACTERS, (character) => character.split("").map(escapeCodeUnit).join(""));
}

/** Escapes a text of several lines, such as indented JSON. Its line breaks remain. */
export function escapeLinesForTerminal(text: string): string {
  return text.split("\n").map(escapeForTerminal).join("\n");
}

function escapeCodeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
