/** Defines the input, the output and the triggers of a detector. */
import type { Identifiable } from "./match.js";
import type { ScannedText } from "./scanned-text.js";

/**
 * Looks for one form of identifying information at one place of a text.
 *
 * The range from `start` to `end` is the trigger: a character, a word or a run of letters. The match may begin before it
 * and end after it. A parameter that is named for a character, such as `colon`, is the index of this character.
 *
 * A detector looks around by a bounded number of characters, or over characters that no later call looks at again. This
 * keeps a scan linear in the length of the text.
 */
export type Detect = (text: ScannedText, start: number, end: number) => Identifiable | undefined;

/** Looks for several matches in one run of digits. */
export type DetectInNumber = (text: ScannedText, start: number, end: number) => readonly Identifiable[];

/** Trigger words in lower-case ASCII, each with the function to call at it. */
export type WordDetectors = readonly (readonly [word: string, detect: Detect])[];

/**
 * A row of the table of detectors. A detector with several triggers has several rows of one name. The detectors of a
 * trigger are called in the order of the table until one of them returns a match.
 */
export type Detector = {
  readonly name: string;
  /**
   * Finds a value by the name or the words before it. If its trigger is a character, it is also called within the matches
   * of other detectors, and wins over a token.
   */
  readonly readsName?: true;
} & (
  | {
      /** Calls at each of these ASCII characters. They are neither letters nor digits. */
      readonly trigger: "character";
      readonly characters: string;
      readonly detect: Detect;
    }
  | {
      /** Calls at each word: a run of ASCII letters, digits, `_` and `-`. */
      readonly trigger: "word";
      readonly detect: Detect;
      /** Is not called at a word without a digit, as most words are. */
      readonly needsDigit?: true;
    }
  | {
      /** Calls at each word that begins with a capital, in free text only. Other detectors are called there, too. */
      readonly trigger: "capitalized-word";
      readonly detect: Detect;
    }
  | {
      /** Calls at the words that this function lists, in any case. It is called once, before the first scan. */
      readonly trigger: "listed-word";
      readonly listWords: () => WordDetectors;
    }
  | {
      /** Calls at each run of letters and digits that are not ASCII. */
      readonly trigger: "non-ascii-letters";
      readonly detect: Detect;
    }
  | {
      /** Calls at each run of at least seven digits with separators between them. All such detectors are called. */
      readonly trigger: "number";
      readonly detect: DetectInNumber;
    }
);
