/** Detects national ids that need no label: their form, and in some countries their checksum, is rare enough. */
import { DIGIT, UPPER } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import { extractDigits, matchNumbers } from "../number-run.js";
import type { ScannedText } from "../scanned-text.js";
import { isAhvNumber, isResidentId } from "./national-id-checksums.js";

const DAY = "(?:0[1-9]|[12]\\d|3[01])";
const MONTH = "(?:0[1-9]|1[0-2])";

interface UnlabelledForm {
  readonly length: number;
  readonly pattern: RegExp;
  /** Tests the checksum. */
  readonly isValid?: (id: string) => boolean;
}

const FORMS: readonly UnlabelledForm[] = [
  // India's tax id of a company: a state, the id of its owner, and a Z
  { length: 15, pattern: /^(?:[0-2]\d|3[0-8])[A-Z]{5}\d{4}[A-Z][A-Z\d]Z[A-Z\d]$/ },
  // Italy's codice fiscale: letters of the name, the date of birth (with a letter for the month) and the place
  { length: 16, pattern: /^[A-Z]{6}\d{2}[A-EHLMPRST][0-7]\d[A-Z]\d{3}[A-Z]$/ },
  // Mexico's CURP: letters of the name, the date of birth, the sex and the state
  { length: 18, pattern: new RegExp(`^[A-Z]{4}\\d{2}${MONTH}${DAY}[HMX][A-Z]{5}[A-Z\\d]\\d$`) },
  // China's resident id: a region, the date of birth and a check digit, which may be an X
  {
    length: 18,
    pattern: new RegExp(`^[1-8]\\d{5}(?:19|20)\\d{2}${MONTH}${DAY}\\d{3}[\\dX]$`),
    isValid: isResidentId,
  },
];
const MIN_LENGTH = 15;
const MAX_LENGTH = 18;

/** Called at each word with a digit. Most of them are shorter, longer, or do not begin with capitals or digits. */
export function detectUnlabelledId(text: ScannedText, start: number, end: number): Identifiable | undefined {
  const wordLength = end - start;
  if (wordLength < MIN_LENGTH || wordLength > MAX_LENGTH) return undefined;
  if ((text.charClassAt(start + 1) & (UPPER | DIGIT)) === 0) return undefined;
  const word = text.slice(start, end);
  const isId = FORMS.some(
    ({ length, pattern, isValid }) =>
      length === wordLength && pattern.test(word) && (isValid === undefined || isValid(word)),
  );
  return isId ? createMatch("national-id", start, end) : undefined;
}

const AHV_NUMBER = /(?<![\d.])756\.\d{4}\.\d{4}\.\d\d(?![\d.]\d)/g;

/** Detects Switzerland's AHV number, which begins with the code of the country. Called at each long number. */
export function detectAhvNumber(text: ScannedText, start: number, end: number): readonly Identifiable[] {
  if (!text.startsWith("756.", start)) return [];
  const isValid = (number: string): boolean => isAhvNumber(extractDigits(number));
  return matchNumbers(text.slice(start, end), start, { kind: "national-id", pattern: AHV_NUMBER, isValid });
}
