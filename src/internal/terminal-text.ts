/** Makes what somebody else wrote safe to print on a terminal. */

/** Control and format characters, ends of lines, and Hangul's fillers, which are letters and blank. */
const UNSAFE_CHARACTERS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu;

/** Writes such characters as JSON writes them, `\\u001b`: they are seen, and do nothing. */
export function escapeForTerminal(text: string): string {
  return text.replace(UNSAFE_CHARACTERS, (character) =>
    Array.from({ length: character.length }, (_, at) => escapeCodeUnit(character.charCodeAt(at))).join(""),
  );
}

function escapeCodeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}
