/** A text as the detectors read it: each character's class is looked up once, however many of them look at it. */
import { getCharacterClass } from "./character-classes.js";
import type { IdentifiableKind } from "./match.js";

/** Empty cells around a text, for a look at what stands outside of an array is dear. */
const MARGIN = 32;

/** The kinds of value that the one-letter flags of a command hold. */
export type CommandFlags = ReadonlyMap<string, IdentifiableKind>;

export class ScannedText {
  /** The flags of the last command on the line that is being scanned. The scanner sets it. */
  commandFlags: CommandFlags | undefined;
  readonly length: number;
  readonly #string: string;
  /** Each code unit, with its class in the upper half: read from a string, both would cost more. */
  readonly #cells: Int32Array;

  /** @param cells to be used, where they are enough, for as long as this text is read */
  constructor(string: string, cells?: Int32Array) {
    this.#string = string;
    this.length = string.length;
    const size = string.length + 2 * MARGIN;
    this.#cells = cells !== undefined && cells.length >= size ? cells : new Int32Array(size);
    fillCells(this.#cells, string);
  }

  /** The bits of the character at an index; 0 outside of the text. */
  charClassAt(index: number): number {
    return (this.#cells[MARGIN + index] ?? 0) >>> 16;
  }

  /** 0 outside of the text. */
  charCodeAt(index: number): number {
    return (this.#cells[MARGIN + index] ?? 0) & 0xffff;
  }

  /** Whether this character stands there. */
  hasCharacter(index: number, character: string): boolean {
    return this.charCodeAt(index) === character.charCodeAt(0);
  }

  /** Whether this word in lower case stands there in any case; letters, digits, `_` and `-`. */
  hasWord(index: number, word: string): boolean {
    for (let place = 0; place < word.length; place++) {
      const code = this.charCodeAt(index + place);
      const isUpper = code >= 65 && code <= 90;
      if ((isUpper ? code | 32 : code) !== word.charCodeAt(place)) return false;
    }
    return true;
  }

  slice(from: number, to?: number): string {
    return this.#string.slice(from, to);
  }

  startsWith(part: string, at: number): boolean {
    return this.#string.startsWith(part, at);
  }

  /** What a sticky pattern finds there. */
  match(pattern: RegExp, at: number): RegExpExecArray | null {
    pattern.lastIndex = at;
    return pattern.exec(this.#string);
  }

  /** Where it ends what a pattern finds: a sticky one there, a global one from there on. */
  findMatchEnd(pattern: RegExp, at: number): number | undefined {
    pattern.lastIndex = at;
    return pattern.test(this.#string) ? pattern.lastIndex : undefined;
  }

  /** The end of the run of such characters that begins at `from`, at most `limit` on. */
  findRunEnd(from: number, bits: number, limit = this.length): number {
    const stop = Math.min(this.length, from + limit);
    let index = from;
    while (index < stop && (this.charClassAt(index) & bits) !== 0) index++;
    return index;
  }

  /** The start of the run of such characters that ends before `to`, at most `limit` back. */
  findRunStart(to: number, bits: number, limit: number): number {
    const stop = Math.max(0, to - limit);
    let index = to;
    while (index > stop && (this.charClassAt(index - 1) & bits) !== 0) index--;
    return index;
  }

  /** The class of what stands before a word or a number: nothing, where it is the letter of an escape such as `\n`. */
  charClassBefore(index: number): number {
    return this.isEscapeLetter(index - 1) ? 0 : this.charClassAt(index - 1);
  }

  /** True where the letter at `index` is the second half of an escape such as `\n`, so that a word begins after it. */
  isEscapeLetter(index: number): boolean {
    return this.hasCharacter(index - 1, "\\") && this.hasOneOf(index, "nrt");
  }

  /** True where one of these characters stands at an index; never outside of the text. */
  hasOneOf(index: number, characters: string): boolean {
    const code = this.charCodeAt(index);
    // A loop, because most lists are a handful and a call of `includes` costs more than all of it.
    for (let place = 0; place < characters.length; place++)
      if (characters.charCodeAt(place) === code) return true;
    return false;
  }
}

function fillCells(cells: Int32Array, string: string): void {
  const { length } = string;
  for (let index = 0; index < length; index++) {
    const code = string.charCodeAt(index);
    cells[MARGIN + index] = code | (getCharacterClass(code) << 16);
  }
  cells.fill(0, MARGIN + length, MARGIN + length + MARGIN);
}
