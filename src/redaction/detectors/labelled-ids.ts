/** Detects numbers of persons, taxes and bank accounts by the label before them: `EIN 12-3456789`, `passportNo=…`. */
import { createLazy, createLazyPattern } from "../../internal/lazy-module.js";
import { BLANK, DIGIT, DOT, JOIN, LETTER, LOWER, QUOTE, UPPER } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import type { ScannedText } from "../scanned-text.js";
import { WordTable } from "../word-table.js";
import {
  ACCOUNT_NUMBER,
  LABELLED_FORMS,
  type LabelledForm,
  UNSPACED_LABELLED_FORMS,
} from "./labelled-id-forms.js";
import { isAmount } from "./ordinary-numbers.js";

/** Signs between a label and its number, in addition to blanks, dashes, dots and quotation marks. */
const SEPARATORS = ":=([{#*|\\/\u00b0\u00ab\u201e";
const MAX_SEPARATORS = 16;
const MAX_LABEL_LENGTH = 64;
const MAX_LABEL_WORDS = 4;
/** Words between a label and its number: `passport number is …`, `passport no (UK) …`. */
const WORDS_AFTER_LABEL = new Set(
  (
    "number no nr num n\u00b0 n\u00ba n \u2116 id code is was are ist lautet est es \u00e8 \u00e9 er \u00e4r je jest of for ending in last four numero n\u00famero num\u00e9ro nummer numer " +
    "\u010d\u00edslo \u010d numaras\u0131 \u043d\u043e\u043c\u0435\u0440 \u043d\u043e\u043c\u0435\u0440\u0430 nro value text card us uk de eu"
  ).split(" "),
);
/** Ends of compound words: `Reisepassnummer`, `passportno`. */
const NUMBER_WORDS = ["nummer", "number", "nr", "no", "num"];
const NUMBER_AT_END = new RegExp(`(?<=.{3})(?:${NUMBER_WORDS.join("|")})$`);
/** A word for `number` and a particle at the end of a label in Chinese, Japanese or Korean. */
const UNSPACED_END =
  /(?:\u53f7\u7801|\u865f\u78bc|\u756a\u53f7|\u53f7|\u865f|\u78bc|\ubc88\ud638)?[\ub294\uc740\uc774\uac00\u306f\u662f\u4e3a]?$/;

/** Called at each word. Most have no digit, or no label before them. */
export function detectLabelledId(text: ScannedText, start: number): Identifiable | undefined {
  if (!startsWithId(text, start)) return undefined;
  const labelEnd = findLabelEnd(text, start);
  if (labelEnd === undefined) return undefined;
  const form = findForm(text, labelEnd);
  const end = form === undefined ? undefined : text.findMatchEnd(getFormPattern(form), start);
  if (end === undefined || isAmount(text, text.slice(start, end), end)) return undefined;
  return createMatch("national-id", start, end);
}

/** Called at each long number, before it is taken for a phone number. */
export function detectLabelledNumber(text: ScannedText, start: number): readonly Identifiable[] {
  const match = detectLabelledId(text, start);
  return match === undefined ? [] : [match];
}

/** The first four digits of a number are within this many characters: `ABCDEF90A01…`. */
const MAX_LENGTH_TO_FOURTH_DIGIT = 12;

/** Returns true if four digits are among the first capitals, blanks and signs. Most words have none. */
function startsWithId(text: ScannedText, start: number): boolean {
  let digitCount = 0;
  for (let index = start; index < start + MAX_LENGTH_TO_FOURTH_DIGIT; index++) {
    const bits = text.charClassAt(index);
    if ((bits & DIGIT) !== 0) digitCount++;
    else if ((bits & (UPPER | DOT | BLANK)) === 0 && !text.hasOneOf(index, "-/")) return false;
    if (digitCount === 4) return true;
  }
  return false;
}

/** Returns the end of the word before a number, or undefined if there is none. */
function findLabelEnd(text: ScannedText, start: number): number | undefined {
  let end = start;
  while (end > start - MAX_SEPARATORS && isSeparator(text, end - 1)) end--;
  if (end === start && text.charCodeAt(end - 1) < 128) return undefined;
  return (text.charClassAt(end - 1) & LETTER) !== 0 || text.charCodeAt(end - 1) >= 128 ? end : undefined;
}

/** The forms by their label. */
const getLabelledForms = createLazy(() => createForms(LABELLED_FORMS));
const getUnspacedForms = createLazy(() => createForms(UNSPACED_LABELLED_FORMS));

function createForms(rows: readonly LabelledForm[]): ReadonlyMap<string, string> {
  const forms = new Map<string, string>();
  for (const [form, labels] of rows)
    for (const label of labels.split(/,\s+/)) {
      const other = forms.get(label);
      forms.set(label, other === undefined ? form : `${other}|${form}`);
    }
  return forms;
}

/** Not a date, such as `2024-05-01` or `01.05.2024`. */
const NO_DATE =
  "(?!(?:19|20)\\d\\d[./-]\\d\\d?[./-]\\d\\d?(?!\\d)|\\d\\d?[./-]\\d\\d?[./-](?:19|20)\\d\\d(?!\\d))";
const formPatterns = new Map<string, RegExp>();

/** Returns the sticky pattern of a form. A number ends before a blank or punctuation, and not within another number. */
function getFormPattern(form: string): RegExp {
  let pattern = formPatterns.get(form);
  pattern ??= new RegExp(`${NO_DATE}(?:${form})(?![A-Za-z\\d]|[.,/:_-][A-Za-z\\d])`, "y");
  formPatterns.set(form, pattern);
  return pattern;
}

function isSeparator(text: ScannedText, index: number): boolean {
  return (text.charClassAt(index) & (BLANK | JOIN | DOT | QUOTE)) !== 0 || text.hasOneOf(index, SEPARATORS);
}

/** The words in ASCII that may be directly before a number. */
const getLastWords = createLazy(() => {
  const labelEnds = Array.from(getLabelledForms().keys(), (label) => label.slice(label.lastIndexOf(" ") + 1));
  const compounds = labelEnds.flatMap((word) => ["", ...NUMBER_WORDS].map((end) => word + end));
  const words = new Set([...compounds, ...WORDS_AFTER_LABEL, ...ACCOUNT_WORDS]);
  return WordTable.fromWords([...words].filter((word) => /^[\x21-\x7e]+$/.test(word)));
});

/** A fast test of the last word, or of the last part of a key such as `passportNo`. Most words before a number fail. */
function mayEndLabel(text: ScannedText, labelEnd: number): boolean {
  let start = text.findRunStart(labelEnd, LOWER, MAX_LABEL_LENGTH);
  if (start === labelEnd) start = text.findRunStart(labelEnd, UPPER, MAX_LABEL_LENGTH);
  else if ((text.charClassAt(start - 1) & UPPER) !== 0) start--;
  // The table has only ASCII words, so a word with another letter always passes.
  return text.charCodeAt(start - 1) >= 128 || getLastWords().find(text, start, labelEnd) !== undefined;
}

function findForm(text: ScannedText, labelEnd: number): string | undefined {
  if (!mayEndLabel(text, labelEnd)) return undefined;
  const label = text.slice(Math.max(0, labelEnd - MAX_LABEL_LENGTH), labelEnd);
  const form = findSpacedForm(label) ?? findUnspacedForm(label);
  if (form !== undefined || !ACCOUNT_AT_END.test(label)) return form;
  const textAfter = text.slice(labelEnd, labelEnd + MAX_LABEL_LENGTH);
  return BANK_WORD.test(label) || BANK_WORD.test(textAfter) ? ACCOUNT_NUMBER : undefined;
}

/**
 * After one of these words alone, a number may be that of a program's account. It counts only near a word of a bank, such
 * as `sort code`.
 */
const ACCOUNT_WORDS = ["account", "acct", "acc", "konto", "compte", "cuenta", "conto", "conta"];
const ACCOUNT_AT_END = new RegExp(`(?<![a-z])(?:${ACCOUNT_WORDS.join("|")})$`, "i");
const BANK_WORD = /sort ?code|routing|\b(?:bsb|blz|aba|ifsc|bic|swift)\b|bankleitzahl|transit/i;

const getWordBoundaryPattern = createLazyPattern(
  String.raw`(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})`,
  "gu",
);

/** Looks up the last words, with and without words such as `number` after them. */
function findSpacedForm(label: string): string | undefined {
  const forms = getLabelledForms();
  const words = label
    .replace(getWordBoundaryPattern(), " ")
    .toLowerCase()
    .replaceAll("'s ", "s ") // `driver's license`
    .split(/[\s_.:=/"'\\<>()[\]{}#,|-]+/)
    .filter((word) => word !== "");
  for (let count = words.length; count > 0; count--) {
    for (let from = Math.max(0, count - MAX_LABEL_WORDS); from < count; from++) {
      const phrase = words.slice(from, count).join(" ");
      const form = forms.get(phrase) ?? forms.get(phrase.replace(NUMBER_AT_END, "").trim());
      if (form !== undefined) return form;
    }
    if (!WORDS_AFTER_LABEL.has(words[count - 1] ?? "")) return undefined;
  }
  return undefined;
}

/** The first character of the scripts without blanks. Thai is the first of them in Unicode. */
const FIRST_UNSPACED = 0x0e00;

function findUnspacedForm(label: string): string | undefined {
  if (label.charCodeAt(label.length - 1) < FIRST_UNSPACED) return undefined;
  const name = label.replace(UNSPACED_END, "");
  for (const [ending, form] of getUnspacedForms()) if (name.endsWith(ending)) return form;
  return undefined;
}
