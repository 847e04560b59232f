/** Makes what somebody else wrote safe to print on a terminal. */

/** Control and format characters, ends of lines, and Hangul's fillers, which are letters and blank. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu;

/** Writes such characters as JSON writes them, `\\u001b`: they are seen, and do nothing. */
export function makePrintable(text: string): string {
  return text.replace(UNSAFE, (character) =>
    Array.from({ length: character.length }, (_, at) => escapeUnit(character.charCodeAt(at))).join(""),
  );
}

function escapeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}
