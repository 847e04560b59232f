/** Groups detectors by their triggers, so that the scanner finds them by one look-up. */

import type { Detect, DetectInNumber, Detector } from "./detector.js";
import { getCommandFlags } from "./letter-flags.js";
import type { CommandFlags } from "./scanned-text.js";
import { WordTable } from "./word-table.js";

export interface ListedWord {
  /** The meaning of one-letter flags after this word if it is a command. */
  readonly commandFlags: CommandFlags | undefined;
  readonly detectors: readonly Detect[];
}

export interface DetectorIndex {
  /** By character code. */
  readonly atCharacter: readonly (readonly Detect[] | undefined)[];
  /** The detectors of a value after its name, by character code. */
  readonly afterName: readonly (readonly Detect[] | undefined)[];
  /** All detectors that find a value by the name before it. */
  readonly nameReaders: ReadonlySet<Detect>;
  readonly atWord: readonly Detect[];
  readonly atWordWithoutDigit: readonly Detect[];
  readonly atCapitalizedWord: readonly Detect[];
  readonly atNonAsciiLetters: readonly Detect[];
  readonly inNumber: readonly DetectInNumber[];
  /** One table for all detectors, so that each word of a text is looked up once. */
  readonly listedWords: WordTable<ListedWord>;
}

export function createDetectorIndex(detectors: readonly Detector[]): DetectorIndex {
  const atCharacter: Detect[][] = [];
  const nameReaders = new Set<Detect>();
  const atWord: Detect[] = [];
  const atWordWithoutDigit: Detect[] = [];
  const atCapitalizedWord: Detect[] = [];
  const atNonAsciiLetters: Detect[] = [];
  const inNumber: DetectInNumber[] = [];
  const words = new Map<
    string,
    { readonly commandFlags: CommandFlags | undefined; readonly detectors: Detect[] }
  >();
  for (const [command, commandFlags] of getCommandFlags())
    words.set(command, { commandFlags, detectors: [] });

  for (const detector of detectors) {
    switch (detector.trigger) {
      case "character":
        for (const character of detector.characters) {
          const code = character.charCodeAt(0);
          atCharacter[code] ??= [];
          atCharacter[code].push(detector.detect);
        }
        if (detector.readsName) nameReaders.add(detector.detect);
        break;
      case "listed-word":
        for (const [word, detect] of detector.listWords()) {
          if (detector.readsName) nameReaders.add(detect);
          const listed = words.get(word);
          if (listed === undefined) words.set(word, { commandFlags: undefined, detectors: [detect] });
          else listed.detectors.push(detect);
        }
        break;
      case "word":
        if (detector.readsName) nameReaders.add(detector.detect);
        atWord.push(detector.detect);
        if (!detector.needsDigit) atWordWithoutDigit.push(detector.detect);
        break;
      case "capitalized-word":
        atCapitalizedWord.push(detector.detect);
        break;
      case "non-ascii-letters":
        atNonAsciiLetters.push(detector.detect);
        break;
      case "number":
        inNumber.push(detector.detect);
        break;
    }
  }
  return {
    atCharacter,
    afterName: atCharacter.map((detects) => detects.filter((detect) => nameReaders.has(detect))),
    nameReaders,
    atWord,
    atWordWithoutDigit,
    atCapitalizedWord,
    atNonAsciiLetters,
    inNumber,
    listedWords: new WordTable(words),
  };
}
