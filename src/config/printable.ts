/** Makes what somebody else wrote safe to print on a terminal. */

/** Control and format characters, and those that end a line: they change what a terminal shows, or hide it. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Writes such characters as JSON writes them, `\\u001b`: they are seen, and do nothing. */
export function makePrintable(text: string): string {
  return text.replace(UNSAFE, (character) =>
    Array.from({ length: character.length }, (_, at) => escapeUnit(character.charCodeAt(at))).join(""),
  );
}

function escapeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}
