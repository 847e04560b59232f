/** Detects the value of a key that only a blank separates from it: `ENV DB_PASSWORD …`, `requirepass …`. */
import { BLANK, DOT, LINE_END, LOWER, WORD } from "../character-classes.js";
import { mayBeSensitiveKey } from "../last-letters.js";
import { createMatch, type Identifiable } from "../match.js";
import { isLikelyGenerated, isLikelyTyped, mayBePassword } from "../password-forms.js";
import { findClosingMark } from "../quotes.js";
import type { ScannedText } from "../scanned-text.js";
import { classifyKey, MAX_KEY_LENGTH, namesPassword } from "../sensitive-keys.js";
import { isOrdinaryValue } from "../sensitive-values.js";
import { findUnquotedWordEnd, findValueEnd, ValueContext } from "../surroundings.js";

/** Words before the key. Without them, the key begins the line. */
const COMMAND =
  /(?:^|[\r\n;&|]|\\n)[ \t]*(?:(?:ENV|ARG|setenv|setx|[a-z]{2,12} (?:config|configure|secret)(?: set| add)?|[a-z]{2,12} config:set|set|export|#define) (?:--?\w+ )?|set\()?["']?$/;
/** Keys of settings files. Other keys are ordinary words, after which only a value that looks like a password counts. */
const COMPOUND_KEY = /[_.]|[a-z]-[a-z]|[a-z][A-Z]|^(?:requirepass|masterauth|bindpw|rootpw)$/;

/** Called at each word. A value that does not look generated must be the last word of the line, or be quoted. */
export function detectDirective(text: ScannedText, start: number, end: number): Identifiable | undefined {
  const isVariable = text.hasCharacter(end, "}") && text.hasOneOf(end + 1, " \t"); // `${PASSWORD}    …` in Robot Framework
  if ((!text.hasOneOf(end, " \t") && !isVariable) || end - start < 4) return undefined;
  if (!mayBeSensitiveKey(text, end) || isProse(text, start, end)) return undefined;
  const keyStart = text.findRunStart(start, WORD | DOT, MAX_KEY_LENGTH);
  const key = text.slice(keyStart, end);
  if (classifyKey(key) !== "secret") return undefined;
  const valueStart = text.findRunEnd(isVariable ? end + 1 : end, BLANK, 32);
  if ((text.charClassAt(valueStart - 1) & LINE_END) !== 0) return undefined;
  const mark = text.hasOneOf(valueStart, "\\\"'`") ? text.match(OPENING_MARK, valueStart)?.[0] : undefined;
  const from = valueStart + (mark?.length ?? 0);
  const to =
    (mark === undefined ? undefined : findClosingMark(text, from, mark)) ??
    findUnquotedWordEnd(text, from, keyStart);
  const value = text.slice(from, to);
  const braced = /^\{([^\s{}]{4,})\}$/.exec(value)?.[1]; // `set pass {…}` in Tcl
  if (braced !== undefined && mayBePassword(braced)) return createMatch("secret", from + 1, to - 1);
  if (!namesPassword(key) && /^[a-z_]{2,20}=/.test(value)) return undefined; // `reason=bad_credentials attempts=3`
  if (/_pass$/.test(key) && /^(?:https?|grpcs?|unix):/.test(value)) return undefined; // nginx: `proxy_pass http://…`
  // Most values are words of a sentence. This test is the fastest one.
  if (!COMPOUND_KEY.test(key) && !isLikelyTyped(value) && !isLikelyGenerated(value)) return undefined;
  if (
    (/^[-=:([{<]/.test(value) && !(namesPassword(key) && isLikelyGenerated(value))) ||
    isOrdinaryValue("secret", key, value)
  )
    return undefined;
  if (/^\(\w+$/.test(value) && text.hasCharacter(to, ")")) return undefined; // a remark
  if (text.findMatchEnd(NEXT_SIGN, to) !== undefined) return undefined; // `pwd NVARCHAR(50) = …`
  if (isLikelyGenerated(value)) return createMatch("secret", from, to);
  const beginsLine = COMMAND.test(text.slice(Math.max(0, keyStart - 48), keyStart));
  if (!beginsLine && !(COMPOUND_KEY.test(key) && mayBePassword(value))) return undefined;
  if (beginsLine && mark === undefined && COMPOUND_KEY.test(key)) {
    // The value of a setting extends to the end of its line.
    const lineEnd = findValueEnd(text, from, new ValueContext(text, keyStart, "line"));
    return isOrdinaryValue("secret", key, text.slice(from, lineEnd))
      ? undefined
      : createMatch("secret", from, lineEnd);
  }
  const isQuoted = mark !== undefined && COMPOUND_KEY.test(key); // in "Pass `readOnly` to open" the key is a verb
  const isLast = isQuoted || text.findMatchEnd(REST_OF_LINE, to + (mark?.length ?? 0)) !== undefined;
  return isLast && value.length >= 4 ? createMatch("secret", from, to) : undefined;
}

/** Returns true for two words in small letters, which are the rule in a sentence. `requirepass` and the like are settings. */
function isProse(text: ScannedText, start: number, end: number): boolean {
  if (text.findRunEnd(start, LOWER) < end) return false;
  const next = text.findRunEnd(end, BLANK, 4);
  const nextEnd = text.findRunEnd(next, LOWER);
  const precedesWord = nextEnd > next && (text.charClassAt(nextEnd) & (BLANK | DOT)) !== 0;
  return precedesWord && !SETTING.test(text.slice(start, end));
}

const SETTING = /^(?:requirepass|masterauth|bindpw|rootpw)$/;
const NEXT_SIGN = /["')]?\s{0,4}[:=]/y;
const OPENING_MARK = /\\{0,7}["'`]/y;
const REST_OF_LINE = /["';)\\!?.,:]{0,3}[ \t]*(?:[\r\n]|\\n|$|#|&&|;)/y;
