/** Makes text from files, servers and other programs safe to print on a terminal. */
import { createLazyPattern } from "./lazy-module.js";

/**
 * The source of a pattern for one character that a terminal interprets or does not show: control and format characters, line
 * separators, halves of surrogate pairs, characters that Unicode lists as ignorable in display, and the braille pattern
 * without dots.
 */
export const UNSAFE_CHARACTER =
  "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\u2800]";

const getUnsafeCharacters = createLazyPattern(UNSAFE_CHARACTER, "gu");
/** Most texts are printable ASCII, and do not need the pattern above. */
const PRINTABLE_ASCII = /^[ -~]*$/;

/** Escapes the characters that a terminal would interpret or hide, as JSON does: ESC becomes `\\u001b`. */
export function escapeForTerminal(text: string): string {
  return PRINTABLE_ASCII.test(text) ? text : text.replace(getUnsafeCharacters(), escapeCharacter);
}

/** Escapes a text of several lines, such as indented JSON. Its line breaks remain. */
export function escapeLinesForTerminal(text: string): string {
  return text.split("\n").map(escapeForTerminal).join("\n");
}

/** Escapes a character as JSON does, each half of a surrogate pair on its own. */
export function escapeCharacter(character: string): string {
  return character.split("").map(escapeCodeUnit).join("");
}

function escapeCodeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
