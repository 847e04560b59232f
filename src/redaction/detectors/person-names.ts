/** Guesses names of people and companies in free text, but not in code, which has many capitalized words. */
import { createLazy, createLazyPattern, LETTERS_AND_DIGITS } from "../../internal/lazy-module.js";
import { ALNUM, DOT, NON_ASCII, UPPER, WORD } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import type { ScannedText } from "../scanned-text.js";
import { WordTable } from "../word-table.js";
import { FIRST_NAMES } from "./first-names.js";
import { isOrdinaryPhrase, isTechnicalWord } from "./technical-words.js";

/** An initial, then one or two last names, each with up to two particles: ` J. van der Berg`. */
const LAST_NAMES =
  "(?:[ ]\\p{Lu}\\.)?(?:[ ](?:(?:van|von|de|da|der|den|di|del|la|le|bin|al)[ ]){0,2}\\p{Lu}[\\p{L}'\u2019-]{1,40}){1,2}(?![\\p{L}\\p{N}_])";
const getPersonPattern = createLazyPattern(`\\p{Lu}[\\p{L}'\u2019-]{1,40}${LAST_NAMES}`, "uy");
const TITLES =
  "Mr Mrs Ms Mx Dr Prof Sir Herr Herrn Frau Monsieur Madame Mme Mlle Señor Señora Sr Sra Signor Signora Sig";
const getTitledNamePattern = createLazy(
  () =>
    new RegExp(
      `(?:${toAlternatives(TITLES)})\\.? (?:\\p{Lu}\\.? ?)?\\p{Lu}[\\p{L}'\u2019-]{1,40}(?: \\p{Lu}[\\p{L}'\u2019-]{1,40}){0,2}`,
      "uy",
    ),
);
const LEGAL_FORMS =
  "Inc Incorporated Ltd Limited LLC LLP GmbH AG KG SE SA SAS SARL SpA Srl BV NV AB Oy Oyj A/S AS ApS Corp Corporation Company PLC Pty Co K.K S.A S.p.A";
const getLegalFormPattern = createLazy(
  () => new RegExp(`(?:${toAlternatives(LEGAL_FORMS)})(?![${LETTERS_AND_DIGITS}])\\.?`, "uy"),
);
const getCapitalPattern = createLazyPattern("\\p{Lu}", "u");

function toAlternatives(words: string): string {
  return words.replace(/[./]/g, "\\$&").replaceAll(" ", "|");
}

/** The ASCII beginnings of titles, legal forms and first names. The patterns are tried only at these words. */
const getFirstWords = createLazy(() => {
  const beginnings = [...TITLES.split(" "), ...LEGAL_FORMS.split(" "), ...FIRST_NAMES].map(
    (words) => /^[\w-]*/.exec(words)?.[0].toLowerCase() ?? "",
  );
  return WordTable.fromWords(new Set(beginnings));
});

/** Called at each word that begins with a capital. A match may begin before it, because a legal form ends a company's name. */
export function detectName(text: ScannedText, start: number, end: number): Identifiable | undefined {
  const isAsciiPart = (text.charClassAt(end) & NON_ASCII) !== 0; // as `J` of `Jürgen`
  if (!isAsciiPart && getFirstWords().find(text, start, end) === undefined) return undefined;
  // A word after a dot is a member, as in `team.Jane`.
  const isMember = text.hasCharacter(start - 1, ".") && (text.charClassAt(start - 2) & WORD) !== 0;
  if (isMember) return undefined;
  return (
    matchCompany(text, start) ??
    matchPersonPattern(getTitledNamePattern(), text, start) ??
    matchPerson(text, start)
  );
}

function matchPerson(text: ScannedText, start: number): Identifiable | undefined {
  const firstNameEnd = text.findRunEnd(start, WORD | NON_ASCII, 24);
  if (!FIRST_NAMES.has(text.slice(start, firstNameEnd))) return undefined;
  const nextWord = text.slice(firstNameEnd + 1, text.findRunEnd(firstNameEnd + 1, WORD, 24));
  return isTechnicalWord(nextWord) ? undefined : matchPersonPattern(getPersonPattern(), text, start);
}

function matchPersonPattern(pattern: RegExp, text: ScannedText, start: number): Identifiable | undefined {
  const end = text.findMatchEnd(pattern, start);
  return end === undefined ? undefined : createMatch("person", start, end);
}

/** Matches a legal form and the words before it: `Acme Widgets and Sons, Inc.` */
function matchCompany(text: ScannedText, legalFormStart: number): Identifiable | undefined {
  if (!text.hasCharacter(legalFormStart - 1, " ")) return undefined;
  const end = text.findMatchEnd(getLegalFormPattern(), legalFormStart);
  if (end === undefined) return undefined;
  const hasComma = text.hasCharacter(legalFormStart - 2, ",");
  const wordsEnd = hasComma ? legalFormStart - 2 : legalFormStart - 1;
  let start = findCapitalizedWordBefore(text, wordsEnd);
  if (start === undefined || isOrdinaryPhrase(text, start, wordsEnd, end)) return undefined;
  for (let count = 1; count < MAX_COMPANY_WORDS && text.hasCharacter(start - 1, " "); count++) {
    const conjunction = / (?:&|und|and|et|y|of)$/.exec(text.slice(Math.max(0, start - 5), start - 1));
    const previousEnd = start - 1 - (conjunction?.[0].length ?? 0);
    const previousStart = findCapitalizedWordBefore(text, previousEnd);
    if (previousStart === undefined || isLegalFormOfPrevious(text, previousStart)) break;
    start = previousStart;
  }
  return createMatch("company", start, end);
}

/** Returns true if the word ends the name of another company, as `Inc` does in `Acme Inc and Globex Ltd`. */
function isLegalFormOfPrevious(text: ScannedText, wordStart: number): boolean {
  const end = text.findMatchEnd(getLegalFormPattern(), wordStart);
  return end !== undefined && text.hasCharacter(end, " ");
}

const MAX_COMPANY_WORDS = 4;
const MAX_COMPANY_WORD_LENGTH = 41;

/** Returns the start of the capitalized word that ends at `end`. */
function findCapitalizedWordBefore(text: ScannedText, end: number): number | undefined {
  let start = end;
  while (start > end - MAX_COMPANY_WORD_LENGTH && isCompanyCharacter(text, start - 1)) start--;
  while (start < end && text.hasOneOf(start, "&.'-")) start++;
  const isCapital =
    (text.charClassAt(start) & UPPER) !== 0 ||
    ((text.charClassAt(start) & NON_ASCII) !== 0 && getCapitalPattern().test(text.slice(start, start + 1)));
  return start < end && isCapital ? start : undefined;
}

function isCompanyCharacter(text: ScannedText, index: number): boolean {
  return (text.charClassAt(index) & (ALNUM | NON_ASCII | DOT)) !== 0 || text.hasOneOf(index, "&'-");
}
