/** One pass over a text: at each word and at each telling mark, the detectors of what may be there. */

import { drivePath, encodedPath, homePath, uncPath, unixPath, windowsHome } from "./absolute-paths.js";
import { numbers } from "./card-and-phone-numbers.js";
import { BASE64, BEYOND, BLANK, DIGIT, DOT, LINE_END, UPPER, WORD } from "./character-classes.js";
import { type Flags, flag } from "./command-flags.js";
import { email, encodedEmail, entityEmail } from "./emails.js";
import type { Detector, Find, Identifiable } from "./finding.js";
import { assigned } from "./named-secrets.js";
import { colonHex, dotted, internationalHost, joinedMac } from "./network-addresses.js";
import { bracketedSign } from "./obfuscated-emails.js";
import { spoken } from "./password-phrases.js";
import { name } from "./person-names.js";
import { privateKey } from "./private-keys.js";
import { pairedInQuotes } from "./quoted-pairs.js";
import { Text } from "./scanned-text.js";
import { accessSignature, azureSecret, token } from "./tokens.js";
import { type TellingWord, tellingWord } from "./trigger-words.js";
import { encodedUrl, url } from "./urls.js";

/** By the mark that they are called at. The first that finds something has it. */
const AT_MARK: Readonly<Record<string, Detector>> = {
  "@": (text, at) => email(text, at),
  ":": (text, at) => drivePath(text, at) ?? url(text, at) ?? colonHex(text, at) ?? assigned(text, at),
  "=": assigned,
  ",": pairedInQuotes,
  ">": assigned,
  "/": (text, at) => uncPath(text, at) ?? unixPath(text, at),
  "\\": (text, at) => uncPath(text, at) ?? windowsHome(text, at),
  "~": (text, at) => azureSecret(text, at) ?? homePath(text, at),
  $: homePath,
  "%": (text, at) =>
    homePath(text, at) ?? encodedUrl(text, at) ?? encodedEmail(text, at) ?? encodedPath(text, at),
  "-": privateKey,
  "&": (text, at) => entityEmail(text, at) ?? accessSignature(text, at),
  "[": bracketedSign,
  "(": bracketedSign,
  "{": bracketedSign,
  "<": bracketedSign,
};
const detectorAt: readonly (Detector | undefined)[] = Array.from(
  { length: 128 },
  (_, code) => AT_MARK[String.fromCharCode(code)],
);

/** For all texts that fit, since a scan keeps none of it. */
const cells = new Int32Array(8192);

/** Every find in a folded text, not in order, and with overlaps. */
export function scan(text: string, guesses: boolean): Find[] {
  return new Scan(new Text(text, cells), guesses).finds;
}

/**
 * Linear: each mark and each word is looked at once, and a detector looks on and back by a bounded number of characters,
 * or over ones that are then passed by.
 */
class Scan {
  readonly finds: Find[] = [];
  readonly #text: Text;
  #index = 0;
  /** What is behind the last number that was looked at. */
  #numbersTo = 0;
  /** Of the command on this line. */
  #flags: Flags | undefined;

  /** @param guesses also names of people and companies */
  constructor(text: Text, guesses: boolean) {
    this.#text = text;
    while (this.#index < text.length) {
      const at = this.#index;
      const bits = text.classAt(at);
      if ((bits & (BLANK | LINE_END)) === BLANK) this.#index = at + 1;
      else if ((bits & DIGIT) !== 0 && at >= this.#numbersTo && this.#number(at)) continue;
      else if ((bits & WORD) !== 0 && !text.is(at, "-") && !text.endsEscape(at)) this.#word(at, guesses);
      else if ((bits & BEYOND) !== 0) this.#letters(at);
      else this.#mark(at, bits);
    }
  }

  #take(find: Identifiable | undefined): boolean {
    if (find === undefined) return false;
    const last = this.finds.at(-1);
    // One that goes on where the last has not ended is a part of it, whoever else will be: half a million need not be kept.
    if (last !== undefined && find.start > last.start && find.start < last.end)
      last.end = Math.max(last.end, find.end);
    else this.finds.push(find);
    this.#index = Math.max(this.#index, find.end);
    return true;
  }

  #number(at: number): boolean {
    const { finds, end } = numbers(this.#text, at);
    this.#numbersTo = end;
    for (const find of finds) this.#take(find);
    return finds.length > 0;
  }

  #word(at: number, guesses: boolean): void {
    const text = this.#text;
    const end = text.runEnd(at, WORD);
    this.#index = end;
    const next = text.classAt(end);
    if (guesses && (text.classAt(at) & UPPER) !== 0) this.#take(name(text, at, end));
    if (end - at < SHORTEST_WORD && (next & (DOT | BEYOND)) === 0) {
      // Nothing so short says anything by itself, but it may begin base64; what another sign makes of it is looked at from there.
      if ((next & BASE64) !== 0) this.#take(token(text, at, end));
      return;
    }
    const telling = tellingWord(text, at, end);
    if (telling !== undefined && this.#isTold(telling, at, end)) return;
    if ((next & BEYOND) !== 0 && this.#take(spoken(text, at, end))) return;
    if (this.#take(joinedMac(text, at, end)) || this.#take(token(text, at, end))) return;
    this.#take(dotted(text, at, end));
  }

  #isTold({ flags, detectors }: TellingWord, at: number, end: number): boolean {
    this.#flags = flags ?? this.#flags;
    return detectors.some((detect) => this.#take(detect(this.#text, at, end)));
  }

  /** Letters beyond ASCII. */
  #letters(at: number): void {
    const end = this.#text.runEnd(at, BEYOND);
    if (!this.#take(spoken(this.#text, at, end))) this.#take(internationalHost(this.#text, at));
    this.#index = Math.max(this.#index, end);
  }

  #mark(at: number, bits: number): void {
    const text = this.#text;
    const code = text.charCodeAt(at);
    this.#index = at + 1;
    if ((bits & LINE_END) !== 0 || code === PIPE || code === SEMICOLON) this.#flags = undefined;
    if (
      (code === PLUS || code === BRACKET) &&
      at >= this.#numbersTo &&
      beginsNumber(text, at) &&
      this.#number(at)
    )
      return;
    const detect = detectorAt[code];
    if (detect !== undefined) this.#take(detect(text, at));
    if (code === DASH) this.#take(flag(text, at, this.#flags));
  }
}

/** `at` and `SG` are words that say something. */
const SHORTEST_WORD = 2;
const DASH = 45;
const PIPE = 124;
const SEMICOLON = 59;
const PLUS = 43;
const BRACKET = 40;

function beginsNumber(text: Text, sign: number): boolean {
  return (text.classAt(sign + 1) & DIGIT) !== 0 || text.is(sign + 1, "+");
}
