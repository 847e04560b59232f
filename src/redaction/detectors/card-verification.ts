/** Detects the verification values of payment cards: `CVV 123`, and three or four digits beside the number of a card. */
import { createLazyPattern } from "../../internal/lazy-module.js";
import { DIGIT } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import type { ScannedText } from "../scanned-text.js";
import { findCardNumbers } from "./card-numbers.js";
import { OTHER_CODE_STEMS } from "./code-words.js";

/** Names that mean nothing else. */
const getNamePattern = createLazyPattern(
  "(?:cvv2?|cvc2?|csc|card code|kartenpr\u00fcf(?:nummer|ziffer)|cryptogramme(?: visuel)?)[^\\r\\n\\d]{0,16}$",
  "iu",
);
/** Words before `code` that make it another code: `error code`, `country code`. A `one-time code` is no `time code`. */
const OTHER_CODE = `(?<!\\p{L}|one[ -])(?:${OTHER_CODE_STEMS})\\p{L}{0,3}[ _-]?`;
/** The number of a card, and after it a word for the value, or the date of expiry. */
const getNumberBeforePattern = createLazyPattern(
  `(\\d(?:[ .-]?\\d){11,18})(?![.,]?\\d)[^\\r\\n]{0,48}?(?:${[
    `(?<!\\p{L}|${OTHER_CODE})(?:cid|cvn2?|cvd|cav2?|code|c[o\u00f3]digo|codice|kode?|k\u00f3d|\u043a\u043e\u0434|verification (?:value|number)|on (?:the )?back|pr\u00fcf(?:nummer|ziffer)|sicherheitscode|beveiligingscode)(?!\\p{L})[^\\r\\n\\d]{0,24}`,
    "(?:\u5b89\u5168\u7801|\u5b89\u5168\u78bc|\u30bb\u30ad\u30e5\u30ea\u30c6\u30a3\u30b3\u30fc\u30c9)[^\\r\\n\\d]{0,8}",
    "(?:0[1-9]|1[0-2])[/|-](?:20)?\\d\\d[ ,;|/]{1,3}",
  ].join("|")})$`,
  "iu",
);
/** A part of each name, or as many digits as a card has. It is tested first, because the patterns are slow. */
const VERIFICATION_STEM = /cv[vc]|csc|card code|pr\u00fcf|crypto|\d(?:[ .-]?\d){11}/i;
const CONTEXT_LENGTH = 96;

/** Called at each word. Most are no number of three or four digits. */
export function detectVerificationValue(
  text: ScannedText,
  start: number,
  end: number,
): Identifiable | undefined {
  const length = end - start;
  if (length < 3 || length > 4 || text.findRunEnd(start, DIGIT, 4) !== end) return undefined;
  if (text.hasOneOf(start - 1, "./#@$+:") || isInGroups(text, start)) return undefined;
  const before = text.slice(Math.max(0, start - CONTEXT_LENGTH), start);
  if (!VERIFICATION_STEM.test(before)) return undefined;
  const isValue = getNamePattern().test(before) || followsCard(before);
  return isValue ? createMatch("secret", start, end) : undefined;
}

/**
 * Returns true if another group of digits is directly before this one, so that both are one number. A date of expiry is no
 * such group.
 */
function isInGroups(text: ScannedText, start: number): boolean {
  if (!text.hasOneOf(start - 1, " -") || (text.charClassAt(start - 2) & DIGIT) === 0) return false;
  return !text.hasOneOf(start - 4, "/|-") && !text.hasOneOf(start - 6, "/|-");
}

function followsCard(before: string): boolean {
  const number = getNumberBeforePattern().exec(before)?.[1];
  return number !== undefined && findCardNumbers(number, 0).length > 0;
}
