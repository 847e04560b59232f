/** E-mail addresses spelt out against harvesters: `jane [at] example [dot] com`, `jane at example dot com`. */

import { createLazyPattern, LETTERS_AND_DIGITS } from "../../internal/lazy-module.js";
import { NON_ASCII, WORD } from "../character-classes.js";
import { createMatch, type Identifiable, type WordDetector } from "../detector.js";
import type { ScannedText } from "../scanned-text.js";

const LABEL = `[${LETTERS_AND_DIGITS}_+-]{1,63}`;
const OBFUSCATED_DOT =
  "(?: ?[[({<] ?(?:dot|punkt|point|punto|\\.) ?[\\])}>] ?| (?:dot|punkt|point|punto) |\\.)";
const DOT_BEFORE = new RegExp(`${OBFUSCATED_DOT}$`, "i");
const MAX_DOT_LENGTH = 10;
const DOMAIN = createLazyPattern(`${LABEL}(?:${OBFUSCATED_DOT}${LABEL}){1,5}`, "iuy");
const BRACKETED_AT = / ?[[({<] ?(?:at|@|\u00e4t|arroba|chez) ?[\])}>] ?/iy;
const AT_WORD = / (?:at|arroba) /iy;

/** Called at an opening bracket. */
export function detectBracketedAt(text: ScannedText, bracket: number): Identifiable | undefined {
  if (!text.hasOneOf(bracket + 1, "aA@\u00e4\u00c4cC ")) return undefined;
  return matchObfuscatedEmail(text, bracket, BRACKETED_AT);
}

/** The domain has to be spelt out, too: `look at example.com` is none. */
function detectAtWord(text: ScannedText, start: number, end: number): Identifiable | undefined {
  const find = matchObfuscatedEmail(text, start - 1, AT_WORD);
  return find !== undefined && / (?:dot|punkt|point|punto) /i.test(text.slice(end, find.end))
    ? find
    : undefined;
}

/** Detectors by the word that they are called at. */
export const AT_WORD_DETECTORS: readonly (readonly [string, WordDetector])[] = [
  ["at", detectAtWord],
  ["arroba", detectAtWord],
];

function matchObfuscatedEmail(text: ScannedText, at: number, sign: RegExp): Identifiable | undefined {
  const from = text.hasCharacter(at - 1, " ") && sign === BRACKETED_AT ? at - 1 : at;
  const domain = from < 1 ? undefined : text.findMatchEnd(sign, from);
  const end = domain === undefined ? undefined : text.findMatchEnd(DOMAIN(), domain);
  if (end === undefined) return undefined;
  const start = findObfuscatedMailboxStart(text, from);
  return start === from ? undefined : createMatch("email", start, end);
}

/** Back over labels and the dots between them. */
function findObfuscatedMailboxStart(text: ScannedText, to: number): number {
  let start = findLabelStart(text, to);
  for (let labels = 1; labels < MAX_LABELS && text.hasOneOf(start - 1, ". ])}>"); labels++) {
    const dot = DOT_BEFORE.exec(text.slice(Math.max(0, start - MAX_DOT_LENGTH), start))?.[0].length ?? 0;
    const previous = findLabelStart(text, start - dot);
    if (dot === 0 || previous === start - dot) return start;
    start = previous;
  }
  return start;
}

const MAX_LABELS = 5;
const MAX_LABEL_LENGTH = 63;

function findLabelStart(text: ScannedText, to: number): number {
  let start = text.findRunStart(to, WORD | NON_ASCII, MAX_LABEL_LENGTH);
  while (text.hasCharacter(start - 1, "+"))
    start = text.findRunStart(start - 1, WORD | NON_ASCII, MAX_LABEL_LENGTH);
  return start;
}
