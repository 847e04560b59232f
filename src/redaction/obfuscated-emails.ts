/** E-mail addresses spelt out against harvesters: `jane [at] example [dot] com`, `jane at example dot com`. */

import { LETTERS_AND_DIGITS, lazyPattern } from "../internal/lazy-value.js";
import { BEYOND, WORD } from "./character-classes.js";
import { found, type Identifiable, type WordDetector } from "./finding.js";
import type { Text } from "./scanned-text.js";

const LABEL = `[${LETTERS_AND_DIGITS}_+-]{1,63}`;
const SPELT_DOT = "(?: ?[[({<] ?(?:dot|punkt|point|punto|\\.) ?[\\])}>] ?| (?:dot|punkt|point|punto) |\\.)";
const DOT_BEFORE = new RegExp(`${SPELT_DOT}$`, "i");
const LONGEST_DOT = 10;
const DOMAIN = lazyPattern(`${LABEL}(?:${SPELT_DOT}${LABEL}){1,5}`, "iuy");
const BRACKETED_SIGN = / ?[[({<] ?(?:at|@|\u00e4t|arroba|chez) ?[\])}>] ?/iy;
const SPOKEN_SIGN = / (?:at|arroba) /iy;

/** Called at an opening bracket. */
export function bracketedSign(text: Text, bracket: number): Identifiable | undefined {
  if (!text.isOneOf(bracket + 1, "aA@\u00e4\u00c4cC ")) return undefined;
  return speltOut(text, bracket, BRACKETED_SIGN);
}

/** The domain has to be spelt out, too: `look at example.com` is none. */
function spokenSign(text: Text, start: number, end: number): Identifiable | undefined {
  const find = speltOut(text, start - 1, SPOKEN_SIGN);
  return find !== undefined && / (?:dot|punkt|point|punto) /i.test(text.slice(end, find.end))
    ? find
    : undefined;
}

/** Detectors by the word that they are called at. */
export const SPELT_SIGNS: readonly (readonly [string, WordDetector])[] = [
  ["at", spokenSign],
  ["arroba", spokenSign],
];

function speltOut(text: Text, at: number, sign: RegExp): Identifiable | undefined {
  const from = text.is(at - 1, " ") && sign === BRACKETED_SIGN ? at - 1 : at;
  const domain = from < 1 ? undefined : text.matchEnd(sign, from);
  const end = domain === undefined ? undefined : text.matchEnd(DOMAIN(), domain);
  if (end === undefined) return undefined;
  const start = mailboxStart(text, from);
  return start === from ? undefined : found("email", start, end);
}

/** Back over labels and the dots between them. */
function mailboxStart(text: Text, to: number): number {
  let start = labelStart(text, to);
  for (let labels = 1; labels < MOST_LABELS && text.isOneOf(start - 1, ". ])}>"); labels++) {
    const dot = DOT_BEFORE.exec(text.slice(Math.max(0, start - LONGEST_DOT), start))?.[0].length ?? 0;
    const previous = labelStart(text, start - dot);
    if (dot === 0 || previous === start - dot) return start;
    start = previous;
  }
  return start;
}

const MOST_LABELS = 5;
const LONGEST_LABEL = 63;

function labelStart(text: Text, to: number): number {
  let start = text.runStart(to, WORD | BEYOND, LONGEST_LABEL);
  while (text.is(start - 1, "+")) start = text.runStart(start - 1, WORD | BEYOND, LONGEST_LABEL);
  return start;
}
