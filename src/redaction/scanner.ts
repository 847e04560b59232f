/** Scans a text once, and calls each detector where its trigger is found. */
import { BASE64, BLANK, DIGIT, DOT, LINE_END, NON_ASCII, SIGN, UPPER, WORD } from "./character-classes.js";
import type { Detect, Detector } from "./detector.js";
import { createDetectorIndex, type DetectorIndex } from "./detector-index.js";
import { DETECTORS } from "./detectors.js";
import type { Identifiable, MutableMatch } from "./match.js";
import { findNumberRun } from "./number-run.js";
import { ScannedText } from "./scanned-text.js";

let detectorIndex: DetectorIndex | undefined;

/**
 * Replaces the detectors of all later scans. Only tests call it: the leak test runs without one detector at a time to
 * show that it finds the leak, and a detector can be tested alone.
 *
 * @example setDetectors(DETECTORS.filter(({ name }) => name !== "email"));
 */
export function setDetectors(detectors: readonly Detector[]): void {
  detectorIndex = createDetectorIndex(detectors);
}

/** Memory for the prepared text. All scans share it, because they are synchronous. A longer text gets memory of its own. */
const sharedCells = new Int32Array(8192);

export interface ScanOptions {
  /** Also looks for names of people and companies, which the scanner guesses by their capitals. */
  readonly guessNames: boolean;
}

/** Returns all matches in a normalized text. They may overlap and are not sorted. */
export function scanText(text: string, options: ScanOptions): MutableMatch[] {
  detectorIndex ??= createDetectorIndex(DETECTORS);
  return new Scanner(new ScannedText(text, sharedCells), detectorIndex, options).scan();
}

class Scanner {
  readonly #matches: MutableMatch[] = [];
  readonly #text: ScannedText;
  readonly #detectors: DetectorIndex;
  readonly #guessNames: boolean;
  /** The next character to read. */
  #index = 0;
  /** The end of the last run of digits. Digits before it are not read again. */
  #numberEnd = 0;

  constructor(text: ScannedText, detectors: DetectorIndex, options: ScanOptions) {
    this.#text = text;
    this.#detectors = detectors;
    this.#guessNames = options.guessNames;
  }

  scan(): MutableMatch[] {
    while (this.#index < this.#text.length) this.#scanAt(this.#index);
    return this.#matches;
  }

  /** Calls the detectors of the character, word or number that begins at an index, and moves on to what follows it. */
  #scanAt(at: number): void {
    const text = this.#text;
    const bits = text.charClassAt(at);
    if ((bits & (BLANK | LINE_END)) === BLANK) {
      this.#index = at + 1;
      return;
    }
    const startsNumber = (bits & DIGIT) !== 0 && at >= this.#numberEnd;
    if (startsNumber && this.#scanNumber(at)) return;
    const startsWord = (bits & WORD) !== 0 && !text.hasCharacter(at, "-") && !text.isEscapeLetter(at);
    if (startsWord) this.#scanWord(at);
    else if ((bits & NON_ASCII) !== 0) this.#scanNonAsciiLetters(at);
    else this.#scanCharacter(at, bits);
  }

  /** Returns true if a detector found something. */
  #callDetectors(detectors: readonly Detect[], start: number, end: number): boolean {
    for (const detect of detectors) {
      const match = detect(this.#text, start, end);
      if (match === undefined) continue;
      this.#addMatch(match);
      if (!this.#detectors.nameReaders.has(detect)) this.#findNamedValues(end, match.end);
      return true;
    }
    return false;
  }

  /**
   * Looks for values with a name within a match, because such a value may extend beyond it: in `PASSWORD=Zr9KqLw82&x` a
   * token ends before the `&`. The text of a dropped token that is before the value is scanned again later.
   */
  #findNamedValues(from: number, to: number): void {
    const covering = this.#matches.at(-1);
    for (let at = from; at < to; at++) {
      const detectors = this.#detectors.afterName[this.#text.charCodeAt(at)];
      if (detectors === undefined) continue;
      for (const detect of detectors) {
        const match = detect(this.#text, at, at + 1);
        if (match === undefined) continue;
        const isCovered = covering !== undefined && covering === this.#matches.at(-1);
        const mayHoldName = covering?.kind === "token" || covering?.kind === "secret";
        if (isCovered && mayHoldName && covering.start < match.start) this.#matches.pop();
        this.#addMatch(match);
        at = Math.max(at, match.end - 1);
        break;
      }
    }
  }

  #addMatch(match: Identifiable): void {
    const last = this.#matches.at(-1);
    // A match that begins within the last one extends it, so that a hostile text does not produce a match per character.
    if (last !== undefined && match.start > last.start && match.start < last.end)
      last.end = Math.max(last.end, match.end);
    else this.#matches.push(match);
    this.#index = Math.max(this.#index, match.end);
  }

  /** Returns true if a detector found something. If not, the digits are scanned as a word. */
  #scanNumber(start: number): boolean {
    const { end, isCandidate } = findNumberRun(this.#text, start);
    this.#numberEnd = end;
    if (!isCandidate) return false;
    let isFound = false;
    for (const detect of this.#detectors.inNumber) {
      for (const match of detect(this.#text, start, end)) {
        this.#addMatch(match);
        isFound = true;
      }
    }
    return isFound;
  }

  #scanWord(start: number): void {
    const text = this.#text;
    const { atCapitalizedWord, atWord, atWordWithoutDigit, listedWords } = this.#detectors;
    let end = start;
    let classes = 0;
    for (let bits = text.charClassAt(end); (bits & WORD) !== 0; bits = text.charClassAt(++end))
      classes |= bits;
    this.#index = end;
    if (this.#guessNames && (text.charClassAt(start) & UPPER) !== 0)
      this.#callDetectors(atCapitalizedWord, start, end);
    // A single character identifies nothing unless a longer run begins with it, as in `u!swYQd2b`.
    if (end - start === 1 && (text.charClassAt(end) & (DOT | NON_ASCII | BASE64 | SIGN)) === 0) return;
    const listed = listedWords.find(text, start, end);
    if (listed !== undefined) {
      text.commandFlags = listed.commandFlags ?? text.commandFlags;
      if (this.#callDetectors(listed.detectors, start, end)) return;
    }
    this.#callDetectors((classes & DIGIT) !== 0 ? atWord : atWordWithoutDigit, start, end);
  }

  #scanNonAsciiLetters(start: number): void {
    const end = this.#text.findRunEnd(start, NON_ASCII);
    this.#index = end;
    this.#callDetectors(this.#detectors.atNonAsciiLetters, start, end);
  }

  #scanCharacter(at: number, bits: number): void {
    const text = this.#text;
    const code = text.charCodeAt(at);
    this.#index = at + 1;
    const endsCommand = (bits & LINE_END) !== 0 || code === PIPE || code === SEMICOLON;
    if (endsCommand) text.commandFlags = undefined;
    const isSign = (code === PLUS || code === OPENING_PARENTHESIS) && at >= this.#numberEnd;
    if (isSign && precedesNumber(text, at) && this.#scanNumber(at)) return;
    const detectors = this.#detectors.atCharacter[code];
    if (detectors !== undefined) this.#callDetectors(detectors, at, at + 1);
  }
}

const OPENING_PARENTHESIS = 40;
const PLUS = 43;
const SEMICOLON = 59;
const PIPE = 124;

/** Returns true for the `+` of `+49`, and for the parenthesis of `(030)` and `(+49)`. */
function precedesNumber(text: ScannedText, sign: number): boolean {
  return (text.charClassAt(sign + 1) & DIGIT) !== 0 || text.hasCharacter(sign + 1, "+");
}
