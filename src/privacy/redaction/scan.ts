/** One pass over a text: at each word and at each telling mark, the detectors of what may be there. */
import { email, encodedEmail, entityEmail } from "./addresses.js";
import { BEYOND, classAt, DIGIT, endsEscape, LINE_END, runEnd, WORD } from "./characters.js";
import type { Detector, Identifiable, WordDetector } from "./finding.js";
import { COMMANDS, type Flags, flag } from "./flags.js";
import { mayBeginName, name } from "./names.js";
import { colonHex, dotted, internationalHost, joinedMac } from "./network.js";
import { numbers } from "./numbers.js";
import { ownName } from "./own-names.js";
import { drivePath, encodedPath, homePath, uncPath, unixPath, windowsHome } from "./paths.js";
import { phrase } from "./phrases.js";
import { privateKey } from "./private-keys.js";
import { assigned } from "./secrets.js";
import { bracketedSign, spokenSign } from "./spelt-out.js";
import { spoken } from "./spoken.js";
import { accessSignature, azureSecret, token } from "./tokens.js";
import { encodedUrl, url } from "./urls.js";

/** By the mark that they are called at. The first that finds something has it. */
const AT_MARK: Readonly<Record<string, readonly Detector[]>> = {
  "@": [email],
  ":": [drivePath, url, colonHex, assigned],
  "=": [assigned],
  ">": [assigned],
  "/": [uncPath, unixPath],
  "\\": [uncPath, windowsHome],
  "~": [azureSecret, homePath],
  $: [homePath],
  "%": [homePath, encodedUrl, encodedEmail, encodedPath],
  "-": [privateKey],
  "&": [entityEmail, accessSignature],
  "[": [bracketedSign],
  "(": [bracketedSign],
  "{": [bracketedSign],
  "<": [bracketedSign],
};
const detectorsAt: readonly (readonly Detector[] | undefined)[] = Array.from(
  { length: 128 },
  (_, code) => AT_MARK[String.fromCharCode(code)],
);

const AT_WORD: readonly WordDetector[] = [ownName, spoken, phrase, joinedMac, token, dotted, spokenSign];

/** Every find in a folded text, not in order, and with overlaps. */
export function scan(text: string, guesses: boolean): Identifiable[] {
  return new Scan(text, guesses).finds;
}

/**
 * Linear: each mark and each word is looked at once, and a detector looks on and back by a bounded number of characters,
 * or over ones that are then passed by.
 */
class Scan {
  readonly finds: Identifiable[] = [];
  readonly #text: string;
  #index = 0;
  /** What is behind the last number that was looked at. */
  #numbersTo = 0;
  /** Of the command on this line. */
  #flags: Flags | undefined;

  /** @param guesses also names of people and companies */
  constructor(text: string, guesses: boolean) {
    this.#text = text;
    while (this.#index < text.length) {
      const at = this.#index;
      const bits = classAt(text, at);
      if (at >= this.#numbersTo && beginsNumber(text, at, bits) && this.#number(at)) continue;
      if ((bits & WORD) !== 0 && text.charCodeAt(at) !== DASH && !endsEscape(text, at))
        this.#word(at, guesses);
      else if ((bits & BEYOND) !== 0) this.#letters(at);
      else this.#mark(at, bits);
    }
  }

  #take(find: Identifiable | undefined): boolean {
    if (find === undefined) return false;
    this.finds.push(find);
    this.#index = Math.max(this.#index, find.end);
    return true;
  }

  #number(at: number): boolean {
    const { finds, end } = numbers(this.#text, at);
    this.#numbersTo = end;
    for (const find of finds) this.#take(find);
    return this.#index > at;
  }

  #word(at: number, guesses: boolean): void {
    const end = runEnd(this.#text, at, WORD);
    this.#index = end;
    // Nothing so short says anything by itself; what a dot or a sign after it makes of it is looked at from there.
    if (
      end - at < SHORTEST_WORD &&
      this.#text.charCodeAt(end) !== DOT_CODE &&
      (classAt(this.#text, end) & BEYOND) === 0
    )
      return;
    this.#flags = COMMANDS.at(this.#text, at, end) ?? this.#flags;
    if (guesses && mayBeginName(this.#text, at)) this.#take(name(this.#text, at));
    for (const detect of AT_WORD) if (this.#take(detect(this.#text, at, end))) break;
  }

  /** Letters beyond ASCII. */
  #letters(at: number): void {
    const end = runEnd(this.#text, at, BEYOND);
    if (!this.#take(spoken(this.#text, at, end))) this.#take(internationalHost(this.#text, at));
    this.#index = Math.max(this.#index, end);
  }

  #mark(at: number, bits: number): void {
    const code = this.#text.charCodeAt(at);
    if ((bits & LINE_END) !== 0 || code === PIPE || code === SEMICOLON) this.#flags = undefined;
    const detectors = detectorsAt[code];
    if (detectors !== undefined)
      for (const detect of detectors) if (this.#take(detect(this.#text, at))) break;
    if (code === DASH) this.#take(flag(this.#text, at, this.#flags));
    this.#index = Math.max(this.#index, at + 1);
  }
}

/** `at` and `SG` are words that say something. */
const SHORTEST_WORD = 2;
const DOT_CODE = 46;
const DASH = 45;
const PIPE = 124;
const SEMICOLON = 59;

/** A number begins with a digit, or with a plus or a bracket before one. */
function beginsNumber(text: string, at: number, bits: number): boolean {
  if ((bits & DIGIT) !== 0) return true;
  const code = text.charCodeAt(at);
  if (code !== 43 && code !== 40) return false;
  return (classAt(text, at + 1) & DIGIT) !== 0 || text.charCodeAt(at + 1) === 43;
}
