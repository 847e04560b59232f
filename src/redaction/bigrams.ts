/** Knows the frequent bigrams (pairs of neighbouring letters) of words. */
import { createLazy } from "../internal/lazy-module.js";

/**
 * The 250 most frequent bigrams, by their first letter. They make up 96 % of all bigrams in 2,141 READMEs and declaration
 * files of npm packages, and 37 % of those in random letters.
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
/** 1 at `first * 26 + second` for common bigrams, where `a` counts as 0. */
const getCommonBigrams = createLazy(() => {
  const common = new Uint8Array(26 * 26);
  for (const [first, seconds] of Object.entries(COMMON_SUCCESSORS))
    for (const second of seconds) common[(first.charCodeAt(0) - A) * 26 + second.charCodeAt(0) - A] = 1;
  return common;
});

/** Takes the codes of two letters, in any case. */
export function isCommonBigram(firstCode: number, secondCode: number): boolean {
  // `| 32` makes letters lower case.
  const first = (firstCode | 32) - A;
  const second = (secondCode | 32) - A;
  return getCommonBigrams()[first * 26 + second] === 1;
}
