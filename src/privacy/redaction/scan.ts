/** One pass over a text: at each word and at each telling mark, the detectors of what may be there. */
import { email, encodedEmail, speltOutDomain, speltOutEmail } from "./addresses.js";
import { BEYOND, classAt, DIGIT, endsEscape, runEnd, WORD } from "./characters.js";
import type { Detector, Identifiable, WordDetector } from "./finding.js";
import { mayBeginName, name } from "./names.js";
import { colonHex, dotted, internationalHost, joinedMac } from "./network.js";
import { numbers } from "./numbers.js";
import { drivePath, encodedPath, homePath, uncPath, unixPath, windowsHome } from "./paths.js";
import { flag, phrase } from "./phrases.js";
import { privateKey } from "./private-keys.js";
import { assigned } from "./secrets.js";
import { token } from "./tokens.js";
import { encodedUrl, url } from "./urls.js";

/** By the mark that they are called at. The first that finds something has it. */
const AT_MARK: Readonly<Record<string, readonly Detector[]>> = {
  "@": [email],
  ":": [drivePath, url, colonHex, assigned],
  "=": [assigned],
  ">": [assigned],
  "/": [uncPath, unixPath],
  "\\": [uncPath, windowsHome],
  "~": [homePath],
  $: [homePath],
  "%": [homePath, encodedUrl, encodedEmail, encodedPath],
  "-": [privateKey, flag],
  "[": [speltOutEmail],
  "(": [speltOutEmail],
  "{": [speltOutEmail],
};

const AT_WORD: readonly WordDetector[] = [phrase, joinedMac, token, dotted, speltOutDomain];

const detectorsOf: (readonly Detector[] | undefined)[] = Array.from(
  { length: 128 },
  (_, code) => AT_MARK[String.fromCharCode(code)],
);

/**
 * Every find in a folded text, not in order, and with overlaps. Linear: each mark is looked at once, and a detector looks
 * on and back by a bounded number of characters or over ones that are then passed by.
 * @param guesses also names of people and companies
 */
export function scan(text: string, guesses: boolean): Identifiable[] {
  const finds: Identifiable[] = [];
  let numbersTo = 0;
  let index = 0;
  const take = (find: Identifiable | undefined): boolean => {
    if (find === undefined) return false;
    finds.push(find);
    index = Math.max(index, find.end);
    return true;
  };

  while (index < text.length) {
    const at = index;
    const bits = classAt(text, at);
    if (at >= numbersTo && beginsNumber(text, at, bits)) {
      const run = numbers(text, at);
      numbersTo = run.end;
      for (const find of run.finds) take(find);
      if (index > at) continue;
    }
    if ((bits & WORD) !== 0 && text.charCodeAt(at) !== DASH) {
      const end = runEnd(text, at, WORD);
      if (guesses && mayBeginName(text, at)) take(name(text, at));
      AT_WORD.some((detect) => take(detect(text, at, end)));
      index = Math.max(index, end);
    } else if ((bits & BEYOND) !== 0) {
      take(internationalHost(text, at));
      index = Math.max(index, runEnd(text, at, BEYOND));
    } else {
      detectorsOf[text.charCodeAt(at)]?.some((detect) => take(detect(text, at)));
      index = Math.max(index, at + 1);
    }
  }
  return finds;
}

const DASH = 45;

function beginsNumber(text: string, at: number, bits: number): boolean {
  if ((bits & DIGIT) !== 0) return true;
  const character = text.charCodeAt(at);
  if (character === 43 || character === 40)
    return (classAt(text, at + 1) & DIGIT) !== 0 || (character === 40 && text.charAt(at + 1) === "+");
  return (classAt(text, at + 1) & DIGIT) !== 0 && endsEscape(text, at);
}
