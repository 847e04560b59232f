/** Detects national ids with a checksum: bank accounts, tax and identity numbers, and numbers of patients. */
import { createLazy } from "../../internal/lazy-module.js";
import { ALNUM, DIGIT, LETTER, LINE_END, UPPER } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import { extractDigits, matchNumbers } from "../number-run.js";
import type { ScannedText } from "../scanned-text.js";
import { getIbanLengths } from "./iban-lengths.js";
import {
  isAadhaar,
  isCnpj,
  isCpf,
  isDni,
  isIban,
  isNhsNumber,
  isPesel,
  isSsn,
} from "./national-id-checksums.js";

const IBAN = /^[A-Z]{2}\d{2}[A-Z\d]+$/;

/** Detects ids that begin with a word. The third character of each is a digit, which excludes most words. */
export function detectNationalWord(text: ScannedText, start: number, end: number): Identifiable | undefined {
  if ((text.charClassAt(start + 2) & DIGIT) === 0 || end - start < 4) return undefined;
  return matchIban(text, start, end) ?? matchDni(text, start, end);
}

/** Matches an IBAN in one word, or in groups of four that blanks or dashes separate. */
function matchIban(text: ScannedText, start: number, end: number): Identifiable | undefined {
  if ((text.charClassAt(start) & LETTER) === 0) return undefined;
  const length = getIbanLengths().get(text.slice(start, start + 2).toUpperCase());
  if (length === undefined) return undefined;
  const isGrouped = text.hasOneOf(start + 4, " -");
  if (!isGrouped && end - start !== length) return undefined;
  const ibanEnd = start + length + (isGrouped ? Math.ceil(length / 4) - 1 : 0);
  const printed = text.slice(start, ibanEnd);
  const groups = isGrouped ? printed.split(printed.charAt(4)) : [printed];
  const iban = groups.join("").toUpperCase();
  const isWhole = iban.length === length && (text.charClassAt(ibanEnd) & ALNUM) === 0;
  if (!isWhole || groups.slice(0, -1).some((group) => group.length !== 4)) return undefined;
  return IBAN.test(iban) && isIban(iban) ? createMatch("national-id", start, ibanEnd) : undefined;
}

const DNI = /^(?:[XYZ]-?\d{7}|\d{8})-?[A-Z]$/;
/** Sizes in bytes, and long integers in code. */
const NUMBER_WITH_UNIT = /^\d{8}[BL]$/;
const DNI_LABEL = /(?:DNI|NIF|dni|nif)[^;\d\r\n]{0,16}$/;

/** Matches a Spanish DNI or NIE in one word: `12345678Z`, `X-1234567-L`. */
function matchDni(text: ScannedText, start: number, end: number): Identifiable | undefined {
  if (end - start < 9 || end - start > 11 || (text.charClassAt(end - 1) & UPPER) === 0) return undefined;
  const word = text.slice(start, end);
  if (!DNI.test(word) || !isDni(word.replaceAll("-", ""))) return undefined;
  const isAmbiguous =
    NUMBER_WITH_UNIT.test(word) && !DNI_LABEL.test(text.slice(Math.max(0, start - 24), start));
  return isAmbiguous ? undefined : createMatch("national-id", start, end);
}

interface NationalNumber {
  readonly digitCount: number;
  readonly isValid: (digits: string) => boolean;
  /** The numbers as they are printed, if this tells them from others. Global. */
  readonly printed?: RegExp;
  /** Words before a number that is printed in another way, in lower case. */
  readonly label: string;
}

/** About one number of ten passes a checksum by chance, so that numbers without groups need their label before them. */
const NATIONAL_NUMBERS: readonly NationalNumber[] = [
  { digitCount: 11, isValid: isCpf, printed: /(?<!\d)\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)/g, label: "cpf" },
  {
    digitCount: 14,
    isValid: isCnpj,
    printed: /(?<!\d)\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}(?!\d)/g,
    label: "cnpj",
  },
  {
    digitCount: 12,
    isValid: isAadhaar,
    // More groups are a row of a table, and so are years: `2023 2024 2025`.
    printed: /(?<!\d[ -]?)(?!(?:19|20)\d\d[ -](?:19|20)\d\d)\d{4}([ -])\d{4}\1\d{4}(?![ -]?\d)/g,
    label: "aadhaa?r|uidai",
  },
  {
    digitCount: 9,
    isValid: isSsn,
    printed: /(?<!\d[ .-]?)\d{3}-\d{2}-\d{4}(?![ .-]?\d)/g,
    label: "ssn|social[ _-]?security",
  },
  // `943 476 5919` without a label is a phone number by its groups, and is redacted as one.
  { digitCount: 10, isValid: isNhsNumber, label: "nhs|chi[ _-]?n(?:umber|o)" },
  { digitCount: 11, isValid: isPesel, label: "pesel" },
];
/** The shortest ids: a number of the Social Security, and a DNI without its letter and with two dots. */
const MIN_LENGTH = 9;

/** Detects ids that consist of digits, and a DNI in groups. */
export function detectNationalNumbers(
  text: ScannedText,
  start: number,
  end: number,
): readonly Identifiable[] {
  if (end - start < MIN_LENGTH) return [];
  const run = text.slice(start, end);
  const match = matchLabelledNumber(text, start, run);
  if (match !== undefined) return [match];
  return MAY_BE_PRINTED_ID.test(run) ? matchPrintedNumbers(text, start, run) : [];
}

/** A fast test for the groups of the printed ids, which most numbers fail. */
const MAY_BE_PRINTED_ID = /\d{2}\.\d{3}\.\d{3}|\d{4}[ -]\d{4}[ -]\d{4}|\d{3}-\d\d-\d{4}/;

function matchPrintedNumbers(text: ScannedText, start: number, run: string): readonly Identifiable[] {
  const matches = NATIONAL_NUMBERS.flatMap(({ printed, isValid }) =>
    printed === undefined
      ? []
      : matchNumbers(run, start, {
          kind: "national-id",
          pattern: printed,
          isValid: (number) => isValid(extractDigits(number)),
        }),
  );
  if (matches.length > 0) return matches;
  const match = matchGroupedDni(text, start, run);
  return match === undefined ? [] : [match];
}

const DNI_DIGITS = /^\d{2}\.\d{3}\.\d{3}$/;
const DNI_LETTER = /-?([A-Z])(?![A-Za-z\d])/y;

/** Matches `12.345.678-Z`, which begins with a run of digits. */
function matchGroupedDni(text: ScannedText, start: number, run: string): Identifiable | undefined {
  const letter = DNI_DIGITS.test(run) ? text.match(DNI_LETTER, start + run.length)?.[1] : undefined;
  return letter !== undefined && isDni(extractDigits(run) + letter)
    ? createMatch("national-id", start, DNI_LETTER.lastIndex)
    : undefined;
}

/** The number of characters before a number among which its label may be. */
const MAX_LABEL_DISTANCE = 40;

/** A fast test, which most numbers fail. */
const getLabelTest = createLazy(() => new RegExp(NATIONAL_NUMBERS.map(({ label }) => label).join("|"), "i"));

const MAX_LABEL_GAP = 24;
/** Returns false if another number, a semicolon or the start of the line is before a number, without a letter between them. */
function mayFollowLabel(text: ScannedText, start: number): boolean {
  for (let index = start - 1; index >= start - MAX_LABEL_GAP - 1; index--) {
    const bits = text.charClassAt(index);
    if ((bits & LETTER) !== 0 || text.charCodeAt(index) >= 128) return true;
    if ((bits & (DIGIT | LINE_END)) !== 0 || text.hasCharacter(index, ";")) return false;
  }
  return false;
}

/** Each row of the table has a group. */
const getLabelPattern = createLazy(
  () =>
    new RegExp(
      `(?<![a-z])(?:${NATIONAL_NUMBERS.map(({ label }) => `(${label})`).join("|")})(?![a-z])[^;\\d\\r\\n]{0,24}$`,
    ),
);

function matchLabelledNumber(text: ScannedText, start: number, run: string): Identifiable | undefined {
  if (!mayFollowLabel(text, start)) return undefined;
  const textBefore = text.slice(Math.max(0, start - MAX_LABEL_DISTANCE), start);
  if (!getLabelTest().test(textBefore)) return undefined;
  const before = textBefore
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ") // `customerCpf` has the label `cpf`
    .toLowerCase();
  const groups = getLabelPattern().exec(before)?.slice(1) ?? [];
  const number = NATIONAL_NUMBERS[groups.findIndex((label) => label !== undefined)];
  if (number === undefined) return undefined;
  const printed = new RegExp(`^(?:\\D*\\d){${number.digitCount}}(?!\\d)`).exec(run)?.[0];
  return printed !== undefined && number.isValid(extractDigits(printed))
    ? createMatch("national-id", start, start + printed.length)
    : undefined;
}
