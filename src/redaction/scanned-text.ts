/** Prepares a text for the detectors, so that the class of each character is looked up only once. */
import { classifyNonAscii, getAsciiClasses } from "./character-classes.js";
import type { IdentifiableKind } from "./match.js";

/** The number of empty cells before and after the text. Detectors look there, and reading outside of an array is slow. */
const MARGIN = 32;

/** The kinds of value that the one-letter flags of a command hold. */
export type CommandFlags = ReadonlyMap<string, IdentifiableKind>;

/** A column of a table that holds secrets. */
export interface TableColumn {
  readonly delimiter: string;
  readonly index: number;
  /** The number of columns. */
  readonly count: number;
  readonly name: string;
}

export class ScannedText {
  /** The flags of the last command on the line that is being scanned. The scanner sets it. */
  commandFlags: CommandFlags | undefined;
  /** The column of secrets in the table that is being scanned. */
  tableColumn: TableColumn | undefined;
  /** The offsets of words such as `password`, once they are needed. */
  passwordWords: readonly number[] | undefined;
  /** The last run of visible characters that was tested as a generated password. Its fields are reused for the next one. */
  readonly lastChunk = { start: 0, end: 0, mayBePassword: false };
  readonly length: number;
  readonly #string: string;
  /** Each cell has a code unit in the lower 16 bits and its class in the upper ones. It is faster to read than a string. */
  readonly #cells: Int32Array;

  /** @param cells memory for this text, if it is large enough; it must not be reused while this text is read */
  constructor(string: string, cells?: Int32Array) {
    this.#string = string;
    this.length = string.length;
    const size = string.length + 2 * MARGIN;
    this.#cells = cells !== undefined && cells.length >= size ? cells : new Int32Array(size);
    fillCells(this.#cells, string);
  }

  /** Returns the class bits of the code unit at an index, or 0 outside of the text. */
  charClassAt(index: number): number {
    return (this.#cells[MARGIN + index] ?? 0) >>> 16;
  }

  /** Returns the code unit at an index, or 0 outside of the text. */
  charCodeAt(index: number): number {
    return (this.#cells[MARGIN + index] ?? 0) & 0xffff;
  }

  /** Returns true if the text has this character at an index. */
  hasCharacter(index: number, character: string): boolean {
    return this.charCodeAt(index) === character.charCodeAt(0);
  }

  /** Returns true if the text has this word at an index, in any case. The word is given in lower-case ASCII. */
  hasWord(index: number, word: string): boolean {
    for (let offset = 0; offset < word.length; offset++) {
      const code = this.charCodeAt(index + offset);
      const isUpper = code >= 65 && code <= 90;
      const lowerCode = isUpper ? code | 32 : code;
      if (lowerCode !== word.charCodeAt(offset)) return false;
    }
    return true;
  }

  slice(from: number, to?: number): string {
    return this.#string.slice(from, to);
  }

  startsWith(part: string, at: number): boolean {
    return this.#string.startsWith(part, at);
  }

  /** Executes a sticky pattern at an index. */
  match(pattern: RegExp, at: number): RegExpExecArray | null {
    pattern.lastIndex = at;
    return pattern.exec(this.#string);
  }

  /** Returns the end of a match: at the index if the pattern is sticky, or after it if the pattern is global. */
  findMatchEnd(pattern: RegExp, at: number): number | undefined {
    pattern.lastIndex = at;
    return pattern.test(this.#string) ? pattern.lastIndex : undefined;
  }

  /** Returns the end of a run of characters of these classes that begins at `from`. */
  findRunEnd(from: number, bits: number, maxLength = this.length): number {
    const stop = Math.min(this.length, from + maxLength);
    let index = from;
    while (index < stop && (this.charClassAt(index) & bits) !== 0) index++;
    return index;
  }

  /** Returns true if a character of these classes is in a range. */
  hasClass(from: number, to: number, bits: number): boolean {
    for (let index = from; index < to; index++) if ((this.charClassAt(index) & bits) !== 0) return true;
    return false;
  }

  /** Returns the start of a run of characters of these classes that ends at `to`. */
  findRunStart(to: number, bits: number, maxLength: number): number {
    const stop = Math.max(0, to - maxLength);
    let index = to;
    while (index > stop && (this.charClassAt(index - 1) & bits) !== 0) index--;
    return index;
  }

  /** Returns the class bits of the character before an index, or 0 if it is the letter of an escape such as `\n`. */
  charClassBefore(index: number): number {
    return this.isEscapeLetter(index - 1) ? 0 : this.charClassAt(index - 1);
  }

  /** Returns true for the `n` of `\n` and the like. It is no part of the word that begins after it. */
  isEscapeLetter(index: number): boolean {
    return this.hasCharacter(index - 1, "\\") && this.hasOneOf(index, "nrt");
  }

  /** Returns true if the text has one of these characters at an index. */
  hasOneOf(index: number, characters: string): boolean {
    const code = this.charCodeAt(index);
    // For these short lists a loop is faster than `includes`.
    for (let offset = 0; offset < characters.length; offset++)
      if (characters.charCodeAt(offset) === code) return true;
    return false;
  }
}

/** Writes a text and the margin after it. The margin before it is never written. */
function fillCells(cells: Int32Array, string: string): void {
  const asciiClasses = getAsciiClasses();
  const { length } = string;
  for (let index = 0; index < length; index++) {
    const code = string.charCodeAt(index);
    const bits = code < 128 ? (asciiClasses[code] ?? 0) : classifyNonAscii(code);
    cells[MARGIN + index] = code | (bits << 16);
  }
  // For so few cells a loop is faster than `fill`, which is called for each text between two matches.
  const end = length + 2 * MARGIN;
  for (let cell = MARGIN + length; cell < end; cell++) cells[cell] = 0;
}
