/** Tells random characters from words, by which letters stand next to each other. */

import { createLazy } from "../../internal/lazy-module.js";
import { ALNUM, DIGIT, LOWER, UPPER } from "../character-classes.js";
import type { ScannedText } from "../scanned-text.js";

/**
 * The 250 pairs of letters that make up 96 % of all pairs in English documentation and identifiers (counted over 2,141
 * READMEs and declaration files of npm packages); of random letters they make up 37 %.
 */
const COMMON_SUCCESSORS: Readonly<Record<string, string>> = {
  a: "bcdgilmnprstuvy",
  b: "aeijloru",
  c: "aehiklorstu",
  d: "adeilosu",
  e: "abcdefgijlmnopqrstvwxy",
  f: "aefilortu",
  g: "ehilnrsu",
  h: "aeiortu",
  i: "abcdefglmnoprstvz",
  j: "es",
  k: "eis",
  l: "adeilostuy",
  m: "abeimops",
  n: "acdefgiklnopstuvy",
  o: "bcdfgiklmnoprstuvw",
  p: "aeiloprstu",
  q: "u",
  r: "acdefgiklmnorstuvy",
  s: "acehiopstuy",
  t: "acehilmoprstuy",
  u: "abcefgilmnprst",
  v: "aeio",
  w: "aehino",
  x: "apt",
  y: "nops",
  z: "eo",
};

const A = 97;
const getCommonBigrams = createLazy(() => {
  const common = new Uint8Array(26 * 26);
  for (const [first, seconds] of Object.entries(COMMON_SUCCESSORS))
    for (const second of seconds) common[(first.charCodeAt(0) - A) * 26 + second.charCodeAt(0) - A] = 1;
  return common;
});

/** How many pairs have to speak for randomness before anything does. */
const MIN_RARE_BIGRAMS = 6;
/**
 * Their share of all pairs that say something: words of any language stay under 0.3, base64 and hex come to 0.6 and more,
 * and the longer a run, the closer to that.
 */
function getMinRareShare(length: number): number {
  return length < 24 ? 0.42 : length < 40 ? 0.38 : 0.33;
}

/** Nothing is a key that is all short words: cipher suites and model names have as many odd pairs. */
const MAX_WORD_LENGTH = 9;

/**
 * Judges a run by its neighbouring characters: letters that seldom stand together, a letter beside a digit, a change of
 * case that begins no word. Two digits, and whatever stands at a joint (`-`, `_`, `/`), say nothing.
 */
export function looksRandom(text: ScannedText, from: number, to: number): boolean {
  let rare = 0;
  let common = 0;
  let word = 1;
  let longest = 0;
  for (let index = from + 1; index < to; index++) {
    const before = text.charClassAt(index - 1);
    const here = text.charClassAt(index);
    word = (here & ALNUM) === 0 ? 0 : word + 1;
    longest = Math.max(longest, word);
    if ((before & ALNUM) === 0 || (here & ALNUM) === 0) continue;
    if ((before & DIGIT) !== 0 && (here & DIGIT) !== 0) continue;
    if (text.charCodeAt(index - 1) === text.charCodeAt(index)) continue; // `xxxx` is a stand-in more often than a key
    if ((before & DIGIT) !== 0 || (here & DIGIT) !== 0) rare++;
    else if ((before & LOWER) !== 0 && (here & UPPER) !== 0)
      common += 0.5; // a word begins, or nothing does
    else if (isCommonBigram(text, index)) common++;
    else rare++;
  }
  return (
    rare >= MIN_RARE_BIGRAMS &&
    longest > MAX_WORD_LENGTH &&
    rare / (rare + common) >= getMinRareShare(to - from)
  );
}

function isCommonBigram(text: ScannedText, index: number): boolean {
  const first = (text.charCodeAt(index - 1) | 32) - A;
  const second = (text.charCodeAt(index) | 32) - A;
  return getCommonBigrams()[first * 26 + second] === 1;
}
