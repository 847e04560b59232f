/** One pass over a text: at each word and at each telling mark, the detectors of what may be there. */

import { BASE64, BLANK, DIGIT, DOT, LINE_END, NON_ASCII, UPPER, WORD } from "./character-classes.js";
import type { Detector, Identifiable, MutableMatch } from "./detector.js";
import {
  detectDrivePath,
  detectEncodedPath,
  detectHomePath,
  detectUncPath,
  detectUnixPath,
  detectWindowsHome,
} from "./detectors/absolute-paths.js";
import { detectAssignment } from "./detectors/assignments.js";
import { detectNumbers } from "./detectors/card-and-phone-numbers.js";
import { type CommandFlags, detectCommandFlag } from "./detectors/command-flags.js";
import { detectEmail, detectEncodedEmail, detectEntityEmail } from "./detectors/emails.js";
import {
  detectColonSeparatedAddress,
  detectDottedAddress,
  detectInternationalHost,
  detectMacAddress,
} from "./detectors/network-addresses.js";
import { detectBracketedAt } from "./detectors/obfuscated-emails.js";
import { detectPasswordPhrase } from "./detectors/password-phrases.js";
import { detectName } from "./detectors/person-names.js";
import { detectPrivateKey } from "./detectors/private-keys.js";
import { detectQuotedPair } from "./detectors/quoted-pairs.js";
import { detectAccessSignature, detectAzureSecret, detectToken } from "./detectors/tokens.js";
import { detectEncodedUrl, detectUrl } from "./detectors/urls.js";
import { ScannedText } from "./scanned-text.js";
import { findTriggerWord, type TriggerWord } from "./trigger-word-table.js";

/** By the mark that they are called at. The first that finds something has it. */
const AT_MARK: Readonly<Record<string, Detector>> = {
  "@": (text, at) => detectEmail(text, at),
  ":": (text, at) =>
    detectDrivePath(text, at) ??
    detectUrl(text, at) ??
    detectColonSeparatedAddress(text, at) ??
    detectAssignment(text, at),
  "=": detectAssignment,
  ",": detectQuotedPair,
  ">": detectAssignment,
  "/": (text, at) => detectUncPath(text, at) ?? detectUnixPath(text, at),
  "\\": (text, at) => detectUncPath(text, at) ?? detectWindowsHome(text, at),
  "~": (text, at) => detectAzureSecret(text, at) ?? detectHomePath(text, at),
  $: detectHomePath,
  "%": (text, at) =>
    detectHomePath(text, at) ??
    detectEncodedUrl(text, at) ??
    detectEncodedEmail(text, at) ??
    detectEncodedPath(text, at),
  "-": detectPrivateKey,
  "&": (text, at) => detectEntityEmail(text, at) ?? detectAccessSignature(text, at),
  "[": detectBracketedAt,
  "(": detectBracketedAt,
  "{": detectBracketedAt,
  "<": detectBracketedAt,
};
const detectorAt: readonly (Detector | undefined)[] = Array.from(
  { length: 128 },
  (_, code) => AT_MARK[String.fromCharCode(code)],
);

/** For all texts that fit, since a scan keeps none of it. */
const cells = new Int32Array(8192);

/** Every find in a folded text, not in order, and with overlaps. */
export function scanText(text: string, guessNames: boolean): MutableMatch[] {
  return new Scanner(new ScannedText(text, cells), guessNames).matches;
}

/**
 * Linear: each mark and each word is looked at once, and a detector looks on and back by a bounded number of characters,
 * or over ones that are then passed by.
 */
class Scanner {
  readonly matches: MutableMatch[] = [];
  readonly #text: ScannedText;
  #index = 0;
  /** What is behind the last number that was looked at. */
  #numberRunEnd = 0;
  /** Of the command on this line. */
  #flags: CommandFlags | undefined;

  /** @param guesses also names of people and companies */
  constructor(text: ScannedText, guessNames: boolean) {
    this.#text = text;
    while (this.#index < text.length) {
      const at = this.#index;
      const bits = text.charClassAt(at);
      if ((bits & (BLANK | LINE_END)) === BLANK) this.#index = at + 1;
      else if ((bits & DIGIT) !== 0 && at >= this.#numberRunEnd && this.#scanNumber(at)) continue;
      else if ((bits & WORD) !== 0 && !text.hasCharacter(at, "-") && !text.isEscapeLetter(at))
        this.#scanWord(at, guessNames);
      else if ((bits & NON_ASCII) !== 0) this.#scanLetters(at);
      else this.#scanCharacter(at, bits);
    }
  }

  #addMatch(match: Identifiable | undefined): boolean {
    if (match === undefined) return false;
    const last = this.matches.at(-1);
    // One that goes on where the last has not ended is a part of it, whoever else will be: half a million need not be kept.
    if (last !== undefined && match.start > last.start && match.start < last.end)
      last.end = Math.max(last.end, match.end);
    else this.matches.push(match);
    this.#index = Math.max(this.#index, match.end);
    return true;
  }

  #scanNumber(at: number): boolean {
    const { matches, end } = detectNumbers(this.#text, at);
    this.#numberRunEnd = end;
    for (const find of matches) this.#addMatch(find);
    return matches.length > 0;
  }

  #scanWord(at: number, guessNames: boolean): void {
    const text = this.#text;
    const end = text.findRunEnd(at, WORD);
    this.#index = end;
    const next = text.charClassAt(end);
    if (guessNames && (text.charClassAt(at) & UPPER) !== 0) this.#addMatch(detectName(text, at, end));
    if (end - at < MIN_WORD_LENGTH && (next & (DOT | NON_ASCII)) === 0) {
      // Nothing so short says anything by itself, but it may begin base64; what another sign makes of it is looked at from there.
      if ((next & BASE64) !== 0) this.#addMatch(detectToken(text, at, end));
      return;
    }
    const triggerWord = findTriggerWord(text, at, end);
    if (triggerWord !== undefined && this.#scanTriggerWord(triggerWord, at, end)) return;
    if ((next & NON_ASCII) !== 0 && this.#addMatch(detectPasswordPhrase(text, at, end))) return;
    if (this.#addMatch(detectMacAddress(text, at, end)) || this.#addMatch(detectToken(text, at, end))) return;
    this.#addMatch(detectDottedAddress(text, at, end));
  }

  #scanTriggerWord({ flags, detectors }: TriggerWord, at: number, end: number): boolean {
    this.#flags = flags ?? this.#flags;
    return detectors.some((detect) => this.#addMatch(detect(this.#text, at, end)));
  }

  /** Letters beyond ASCII. */
  #scanLetters(at: number): void {
    const end = this.#text.findRunEnd(at, NON_ASCII);
    if (!this.#addMatch(detectPasswordPhrase(this.#text, at, end)))
      this.#addMatch(detectInternationalHost(this.#text, at));
    this.#index = Math.max(this.#index, end);
  }

  #scanCharacter(at: number, bits: number): void {
    const text = this.#text;
    const code = text.charCodeAt(at);
    this.#index = at + 1;
    if ((bits & LINE_END) !== 0 || code === PIPE || code === SEMICOLON) this.#flags = undefined;
    if (
      (code === PLUS || code === BRACKET) &&
      at >= this.#numberRunEnd &&
      startsNumber(text, at) &&
      this.#scanNumber(at)
    )
      return;
    const detect = detectorAt[code];
    if (detect !== undefined) this.#addMatch(detect(text, at));
    if (code === DASH) this.#addMatch(detectCommandFlag(text, at, this.#flags));
  }
}

/** `at` and `SG` are words that say something. */
const MIN_WORD_LENGTH = 2;
const DASH = 45;
const PIPE = 124;
const SEMICOLON = 59;
const PLUS = 43;
const BRACKET = 40;

function startsNumber(text: ScannedText, sign: number): boolean {
  return (text.charClassAt(sign + 1) & DIGIT) !== 0 || text.hasCharacter(sign + 1, "+");
}
