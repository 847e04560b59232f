/** Detects e-mail addresses that hide from harvesters: `jane [at] example [dot] com`, `jane at example dot com`. */
import { createLazyPattern, LETTERS_AND_DIGITS } from "../../internal/lazy-module.js";
import { NON_ASCII, WORD } from "../character-classes.js";
import type { WordDetectors } from "../detector.js";
import { createMatch, type Identifiable } from "../match.js";
import type { ScannedText } from "../scanned-text.js";
import { isTopLevelDomain } from "./host-names.js";

const LABEL = `[${LETTERS_AND_DIGITS}_+-]{1,63}`;
const OBFUSCATED_DOT =
  "(?: ?[[({<] ?(?:dot|punkt|point|punto|\\.) ?[\\])}>] ?| (?:dot|punkt|point|punto) |\\.)";
const DOT_BEFORE = new RegExp(`${OBFUSCATED_DOT}$`, "i");
const MAX_DOT_LENGTH = 10;
const getDomainPattern = createLazyPattern(`${LABEL}(?:${OBFUSCATED_DOT}${LABEL}){1,5}`, "iuy");
const BRACKETED_AT = / ?[[({<] ?(?:at|@|\u00e4t|arroba|chez) ?[\])}>] ?/iy;
const AT_WORD = / (?:at|arroba) /iy;

export function detectBracketedEmail(text: ScannedText, bracket: number): Identifiable | undefined {
  if (!text.hasOneOf(bracket + 1, "aA@\u00e4\u00c4cC ")) return undefined;
  const signStart = text.hasCharacter(bracket - 1, " ") ? bracket - 1 : bracket;
  return matchObfuscatedEmail(text, signStart, BRACKETED_AT);
}

/** The domain has to contain a spelled-out dot, because `look at example.com` is not an address. */
function detectAtWord(text: ScannedText, start: number, end: number): Identifiable | undefined {
  const match = matchObfuscatedEmail(text, start - 1, AT_WORD);
  if (match === undefined) return undefined;
  const domainLength = findSpelledDomainLength(text.slice(end + 1, match.end));
  return domainLength === undefined ? undefined : { ...match, end: end + 1 + domainLength };
}

const SPELLED_DOT = / (?:dot|punkt|point|punto) /i;
const LAST_LABEL = new RegExp(`${OBFUSCATED_DOT}([^ .]+)$`, "i");
/** Words before `dot` and `point` in a sentence: `at this point`, `at the dot`. */
const DETERMINER =
  /^(?:an?|the|this|that|these|those|some|any|no|one|each|every|which|what|another|same|certain|given|first|last|my|our|your|their|its|his|her) /i;
/** Top-level domains that are also words, which may follow `at entry point`. */
const DOMAIN_WORD = /^(?:in|is|it|be|as|at|to|by|me|us|my|no|so|do|am)$/i;

/**
 * Returns the length of the labels that end with a top-level domain and have a spelled-out dot between them. Returns
 * undefined for words of a sentence, such as `this point in` and `entry point to`.
 */
function findSpelledDomainLength(domain: string): number | undefined {
  let rest = domain;
  for (;;) {
    const dot = SPELLED_DOT.exec(rest)?.[0];
    const label = dot === undefined ? undefined : LAST_LABEL.exec(rest);
    if (dot === undefined || label === null || label === undefined || DETERMINER.test(rest)) return undefined;
    const [ending, name = ""] = label;
    const isWord = DOMAIN_WORD.test(name) && / point /i.test(dot);
    if (isTopLevelDomain(name.toLowerCase()) && !isWord) return rest.length;
    rest = rest.slice(0, -ending.length);
  }
}

export function listEmailWords(): WordDetectors {
  return [
    ["at", detectAtWord],
    ["arroba", detectAtWord],
  ];
}

/** @param signPattern the form of the `@`, which begins at `signStart` and includes the blanks around it */
function matchObfuscatedEmail(
  text: ScannedText,
  signStart: number,
  signPattern: RegExp,
): Identifiable | undefined {
  const domainStart = signStart < 1 ? undefined : text.findMatchEnd(signPattern, signStart);
  const end = domainStart === undefined ? undefined : text.findMatchEnd(getDomainPattern(), domainStart);
  if (end === undefined) return undefined;
  const start = findObfuscatedMailboxStart(text, signStart);
  return start === signStart ? undefined : createMatch("email", start, end);
}

/** Returns the start of the labels, and of the dots between them, that end at `to`. */
function findObfuscatedMailboxStart(text: ScannedText, to: number): number {
  let start = findLabelStart(text, to);
  for (let count = 1; count < MAX_LABELS && text.hasOneOf(start - 1, ". ])}>"); count++) {
    const dotLength =
      DOT_BEFORE.exec(text.slice(Math.max(0, start - MAX_DOT_LENGTH), start))?.[0].length ?? 0;
    const previousEnd = start - dotLength;
    const previousStart = findLabelStart(text, previousEnd);
    if (dotLength === 0 || previousStart === previousEnd) return start;
    start = previousStart;
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
