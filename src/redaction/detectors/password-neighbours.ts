/** Detects a password before the noun, after its colon, or quoted beside it: `… is my password`, `"password" "…"`. */
import { BLANK, QUOTE } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import { isLikelyGenerated, mayBePassword } from "../password-forms.js";
import { findClosingMark } from "../quotes.js";
import type { ScannedText } from "../scanned-text.js";
import { isOrdinaryValue } from "../sensitive-values.js";
import { findUnquotedWordEnd, findValueEnd, ValueContext } from "../surroundings.js";
import { findQuotedBefore } from "./comparisons.js";

export const MAX_QUOTED_LENGTH = 512;

/** Nouns that mean many other things than a secret. */
export const WEAK_NOUNS = new Set(["secret", "token", "key", "pin", "clave", "pass"]);

/** `use … as the password`, `… is my password`: the value is before these words. */
const LINK_BEFORE_NOUN =
  /\s(?:as|is|als|comme|como|ist|into|in|for)\s(?:(?:the|my|your|our|a|das|mein|dein|mot de|la|su|mi|text field|field)\s){0,2}["']?$/i;
const MAX_LINK_LENGTH = 24;
const MAX_WORD_LENGTH = 128;

export function matchPasswordBefore(text: ScannedText, nounStart: number): Identifiable | undefined {
  if (!text.hasOneOf(nounStart - 1, " \"'")) return undefined;
  const link = LINK_BEFORE_NOUN.exec(text.slice(Math.max(0, nounStart - MAX_LINK_LENGTH), nounStart));
  if (link === null) return undefined;
  const valueEnd = nounStart - link[0].length;
  const isPlace = /\s(?:into|in|for)\s/i.test(link[0]);
  const value = findQuotedBefore(text, valueEnd) ?? (isPlace ? undefined : findWordBefore(text, valueEnd));
  if (value === undefined) return undefined;
  return mayBePassword(text.slice(value.start, value.end))
    ? createMatch("secret", value.start, value.end)
    : undefined;
}

function findWordBefore(text: ScannedText, end: number): { readonly start: number; readonly end: number } {
  let start = end;
  while (start > 0 && end - start < MAX_WORD_LENGTH && (text.charClassAt(start - 1) & (BLANK | QUOTE)) === 0)
    start--;
  return { start, end };
}

/** `API key used in the test: …`, `use the following password to proceed:` and a generated value alone on the next line. */
export function matchGeneratedAfterColon(
  text: ScannedText,
  nounEnd: number,
  noun = "",
): Identifiable | undefined {
  const start = text.findMatchEnd(COLON_AFTER_NOUN, nounEnd);
  if (start === undefined) return undefined;
  const end = findUnquotedWordEnd(text, start, nounEnd);
  if (isLikelyGenerated(text.slice(start, end))) return createMatch("secret", start, end);
  // `Password for ann@host: …` to the end of the line
  if (WEAK_NOUNS.has(noun) || noun === "") return undefined;
  const lineEnd = findValueEnd(text, start, new ValueContext(text, nounEnd, "line"));
  const value = text.slice(start, lineEnd);
  const isPassword = /\s/.test(value)
    ? /^[A-Za-z]+(?: [A-Za-z\d']+){2,7}[!?]?$/.test(value)
    : mayBePassword(value);
  return isPassword && !isOrdinaryValue("secret", "password", value)
    ? createMatch("secret", start, lineEnd)
    : undefined;
}

/** `"password" "…"` in a list of words, `*password* "…"` and `(password . "…")` in Lisp, `fill in "Password" with "…"`. */
export function matchQuotedNeighbour(
  text: ScannedText,
  nounEnd: number,
  noun = "password",
): Identifiable | undefined {
  const match = text.match(QUOTED_NEIGHBOUR, nounEnd);
  if (match?.[1] === undefined) return undefined;
  const start = nounEnd + match[0].length;
  const end = findClosingMark(text, start, match[1], MAX_QUOTED_LENGTH);
  if (end === undefined) return undefined;
  const value = text.slice(start, end);
  const isPassword = mayBePassword(value) || value.split(" ").length > 3;
  return isPassword && !isOrdinaryValue("secret", noun, value)
    ? createMatch("secret", start, end)
    : undefined;
}

/** Before the quoted text after a quoted noun: `"password" "…"`, or in PHP's serialize: `"password";s:7:"…"`. */
const QUOTED_NEIGHBOUR =
  /(?:\\?["'];s:\d{1,5}:|\\?["']\s{1,4}(?:\d{1,3}\)\s|(?:with|to|as)\s)?|\*\s|\s\.\s)(\\{0,3}["'])/y;

/** Up to 48 characters and a quoted name before the colon: `password for user 'jane': …`. */
const COLON_AFTER_NOUN = /[^\r\n:="'(.;!?]{1,48}(?:'[^'\r\n]{1,64}')?:\s{1,32}(?=\S)/y;
