/** Fits text to the terminal: wrapped lines, cut lines, and two columns side by side. */

const NARROWEST = 80;
const WIDEST = 200;
/** Longer lines of prose are hard to read, however wide the terminal is. */
const WIDEST_PROSE = 100;
const BETWEEN_COLUMNS = " │ ";

/** Characters that take two columns. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Emoji_Presentation}/u;
/** Combining marks take no column. */
const WITHOUT_WIDTH = /\p{M}/u;

/** Lines for the left and the right column, which start on the same line of the terminal. */
export interface Row {
  readonly left: readonly string[];
  readonly right: readonly string[];
}

/** Returns the width of the terminal in columns, between 80 and 200. Without a terminal it is 80. */
export function getTerminalWidth(): number {
  return Math.min(Math.max(process.stdout.columns || NARROWEST, NARROWEST), WIDEST);
}

/** Divides the width of a line between the two columns. */
export function getColumnWidths(): { readonly left: number; readonly right: number } {
  const available = getTerminalWidth() - BETWEEN_COLUMNS.length;
  const left = Math.floor(available * 0.46);
  return { left, right: available - left };
}

/** Counts the columns that a text takes on a terminal. */
export function measure(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : WITHOUT_WIDTH.test(character) ? 0 : 1;
  return width;
}

/** Shortens a text that is too wide, and ends it with "…". It removes control characters, which files may contain. */
export function cut(text: string, width: number): string {
  const clean = removeControlCharacters(text);
  if (measure(clean) <= width) return clean;
  let kept = "";
  for (const character of clean) {
    if (measure(kept + character) > width - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** Shortens a text, or pads it with spaces, so that it takes exactly `width` columns. */
export function pad(text: string, width: number): string {
  const fitting = cut(text, width);
  return fitting + " ".repeat(Math.max(0, width - measure(fitting)));
}

/** Breaks a text into lines between its words. Of more than `maxLines` lines the last one ends with "…". */
export function wrap(text: string, width: number, maxLines = Number.POSITIVE_INFINITY): string[] {
  const clean = removeControlCharacters(text).replace(/ +/g, " ");
  const lines: string[] = [];
  let start = 0;
  let end = 0;
  for (const piece of listPieces(clean, width)) {
    if (end > start && measure(clean.slice(start, piece.end)) > width) {
      if (lines.length === maxLines - 1) return [...lines, cut(clean.slice(start), width)];
      lines.push(clean.slice(start, end));
      start = piece.start;
    }
    end = piece.end;
  }
  return [...lines, clean.slice(start, end)];
}

export function printParagraph(text: string): void {
  for (const line of wrap(text, Math.min(getTerminalWidth(), WIDEST_PROSE))) console.log(line);
}

export function printHeading(text: string): void {
  console.log(`\n${bold(text)}`);
}

/** Prints rows below two headings, with a line between the columns. */
export function printColumns(headings: readonly [left: string, right: string], rows: readonly Row[]): void {
  const { left, right } = getColumnWidths();
  console.log(bold(pad(headings[0], left)) + BETWEEN_COLUMNS + bold(cut(headings[1], right)));
  console.log(`${"─".repeat(left)}─┼─${"─".repeat(right)}`);
  for (const row of rows) {
    for (let line = 0; line < Math.max(row.left.length, row.right.length); line++) {
      const known = pad(row.left[line] ?? "", left);
      console.log((known + BETWEEN_COLUMNS + cut(row.right[line] ?? "", right)).trimEnd());
    }
  }
}

function bold(text: string): string {
  return process.stdout.isTTY && process.env.NO_COLOR === undefined ? `\u001b[1m${text}\u001b[22m` : text;
}

function removeControlCharacters(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, " ")
    .replace(/\p{Cf}/gu, "")
    .trimEnd();
}

interface Piece {
  readonly start: number;
  readonly end: number;
}

/** Lists the parts between which a text may be broken: its words, and parts of words that are longer than a line. */
function listPieces(text: string, width: number): Piece[] {
  return [...text.matchAll(/\S+/g)].flatMap(({ 0: word, index }) => {
    const pieces: Piece[] = [];
    let start = index;
    for (const part of breakWord(word, width)) {
      pieces.push({ start, end: start + part.length });
      start += part.length;
    }
    return pieces;
  });
}

/** Breaks a word that is longer than a line, after a slash if it has one. */
function breakWord(word: string, width: number): string[] {
  const parts: string[] = [];
  let part = "";
  for (const character of word) {
    if (measure(part + character) > width) {
      const end = part.lastIndexOf("/") + 1 || part.length;
      parts.push(part.slice(0, end));
      part = part.slice(end);
    }
    part += character;
  }
  return [...parts, part];
}
