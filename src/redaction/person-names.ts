/** Guesses at names of people and companies, for free text alone: a code base is full of capitalised words. */

import { LETTERS_AND_DIGITS, lazyPattern } from "../internal/lazy-value.js";
import { ALNUM, BEYOND, DOT, UPPER, WORD } from "./character-classes.js";
import { found, type Identifiable } from "./finding.js";
import { FIRST_NAMES } from "./first-names.js";
import type { Text } from "./scanned-text.js";
import { WordTable } from "./word-table.js";

const REST_OF_PERSON =
  "(?:[ ]\\p{Lu}\\.)?(?:[ ](?:(?:van|von|de|da|der|den|di|del|la|le|bin|al)[ ]){0,2}\\p{Lu}[\\p{L}'\u2019-]{1,40}){1,2}(?![\\p{L}\\p{N}_])";
const PERSON = lazyPattern(`\\p{Lu}[\\p{L}'\u2019-]{1,40}${REST_OF_PERSON}`, "uy");
const TITLES =
  "Mr Mrs Ms Mx Dr Prof Sir Herr Herrn Frau Monsieur Madame Mme Mlle Señor Señora Sr Sra Signor Signora Sig";
const TITLED = lazyPattern(
  `(?:${alternatives(TITLES)})\\.? (?:\\p{Lu}\\.? ?)?\\p{Lu}[\\p{L}'\u2019-]{1,40}(?: \\p{Lu}[\\p{L}'\u2019-]{1,40}){0,2}`,
  "uy",
);
const LEGAL_FORMS =
  "Inc Incorporated Ltd Limited LLC LLP GmbH AG KG SE SA SAS SARL SpA Srl BV NV AB Oy Oyj A/S AS ApS Corp Corporation Company PLC Pty Co K.K S.A S.p.A";
const LEGAL_FORM = lazyPattern(`(?:${alternatives(LEGAL_FORMS)})(?![${LETTERS_AND_DIGITS}])\\.?`, "uy");
const CAPITAL = lazyPattern("\\p{Lu}", "u");

function alternatives(words: string): string {
  return words.replace(/[./]/g, "\\$&").replaceAll(" ", "|");
}

/** Words in ASCII that one of the above begins with; a pattern decides. */
let clues: WordTable<true> | undefined;

function readClues(): WordTable<true> {
  const beginnings = [...TITLES.split(" "), ...LEGAL_FORMS.split(" "), ...FIRST_NAMES].map(
    (words) => /^[\w-]*/.exec(words)?.[0].toLowerCase() ?? "",
  );
  return new WordTable([...new Set(beginnings)].map((word) => [word, true]));
}

/** Called at a word that begins with a capital. */
export function name(text: Text, start: number, end: number): Identifiable | undefined {
  clues ??= readClues();
  const goesOn = (text.classAt(end) & BEYOND) !== 0;
  if (!goesOn && clues.at(text, start, end) === undefined) return undefined;
  if (text.is(start - 1, ".") && (text.classAt(start - 2) & WORD) !== 0) return undefined; // a member's
  return company(text, start) ?? match(TITLED(), text, start) ?? person(text, start);
}

function person(text: Text, start: number): Identifiable | undefined {
  const first = text.slice(start, text.runEnd(start, WORD | BEYOND, 24));
  return FIRST_NAMES.has(first) ? match(PERSON(), text, start) : undefined;
}

function match(pattern: RegExp, text: Text, start: number): Identifiable | undefined {
  const end = text.matchEnd(pattern, start);
  return end === undefined ? undefined : found("person", start, end);
}

/** The words before a legal form: `Acme Widgets and Sons, Inc.` */
function company(text: Text, legalForm: number): Identifiable | undefined {
  if (!text.is(legalForm - 1, " ")) return undefined;
  const end = text.matchEnd(LEGAL_FORM(), legalForm);
  if (end === undefined) return undefined;
  const wordsEnd = text.is(legalForm - 2, ",") ? legalForm - 2 : legalForm - 1;
  let start = capitalBefore(text, wordsEnd);
  if (start === undefined) return undefined;
  for (let words = 1; words < MOST_WORDS && text.is(start - 1, " "); words++) {
    const joint = /(?: (?:&|und|and|et|y|of))?$/.exec(text.slice(Math.max(0, start - 5), start - 1));
    const previous = capitalBefore(text, start - 1 - (joint?.[0].length ?? 0));
    if (previous === undefined || isLegalForm(text, previous)) break;
    start = previous;
  }
  return found("company", start, end);
}

/** Of the company before this one; but not where it belongs to this one: `Acme Pty Ltd`. */
function isLegalForm(text: Text, word: number): boolean {
  const end = text.matchEnd(LEGAL_FORM(), word);
  return end !== undefined && text.is(end, " ");
}

const MOST_WORDS = 4;
const LONGEST_WORD = 41;

/** Where the capitalised word begins that ends at `end`. */
function capitalBefore(text: Text, end: number): number | undefined {
  let start = end;
  while (start > end - LONGEST_WORD && isOfCompany(text, start - 1)) start--;
  while (start < end && text.isOneOf(start, "&.'-")) start++;
  const isCapital =
    (text.classAt(start) & UPPER) !== 0 ||
    ((text.classAt(start) & BEYOND) !== 0 && CAPITAL().test(text.slice(start, start + 1)));
  return start < end && isCapital ? start : undefined;
}

function isOfCompany(text: Text, index: number): boolean {
  return (text.classAt(index) & (ALNUM | BEYOND | DOT)) !== 0 || text.isOneOf(index, "&'-");
}
