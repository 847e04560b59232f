/** Detects national ids whose form alone tells them from other words and numbers. */
import { DIGIT, UPPER } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import { extractDigits, matchNumbers } from "../number-run.js";
import type { ScannedText } from "../scanned-text.js";
import { isAhv, isResidentId } from "./national-id-checksums.js";

const DAY = "(?:0[1-9]|[12]\\d|3[01])";
const MONTH = "(?:0[1-9]|1[0-2])";

/** The forms by their length. */
const FORMS: ReadonlyMap<number, RegExp> = new Map([
  // India's tax id of a company: a state, the id of its owner, and a Z
  [15, /^(?:[0-2]\d|3[0-8])[A-Z]{5}\d{4}[A-Z][A-Z\d]Z[A-Z\d]$/],
  // Italy's codice fiscale: letters of the name, the date of birth (with a letter for the month) and the place
  [16, /^[A-Z]{6}\d{2}[A-EHLMPRST][0-7]\d[A-Z]\d{3}[A-Z]$/],
  // Mexico's CURP: letters of the name, the date of birth, the sex and the state
  [18, new RegExp(`^[A-Z]{4}\\d{2}${MONTH}${DAY}[HMX][A-Z]{5}[A-Z\\d]\\d$`)],
]);

/** China's resident id: a region, the date of birth and a check digit, which may be an X. */
const RESIDENT_ID = new RegExp(`^[1-8]\\d{5}(?:19|20)\\d{2}${MONTH}${DAY}\\d{3}[\\dX]$`);

/** Called at each word. Most words are shorter, longer, or do not begin with capitals or digits. */
export function detectPrintedId(text: ScannedText, start: number, end: number): Identifiable | undefined {
  const form = FORMS.get(end - start);
  if (form === undefined || (text.charClassAt(start + 1) & (UPPER | DIGIT)) === 0) return undefined;
  const word = text.slice(start, end);
  const isId = form.test(word) || (RESIDENT_ID.test(word) && isResidentId(word));
  return isId ? createMatch("national-id", start, end) : undefined;
}

const AHV = /(?<![\d.])756\.\d{4}\.\d{4}\.\d\d(?![\d.]\d)/g;

/** Detects Switzerland's AHV number, which begins with the code of the country. Called at each long number. */
export function detectAhv(text: ScannedText, start: number, end: number): readonly Identifiable[] {
  if (!text.startsWith("756.", start)) return [];
  const isValid = (number: string): boolean => isAhv(extractDigits(number));
  return matchNumbers(text.slice(start, end), start, { kind: "national-id", pattern: AHV, isValid });
}
