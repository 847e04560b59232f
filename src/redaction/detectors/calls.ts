/** Detects secrets in the arguments of calls: `setPassword("…")`, `login("jane", "…")`, `"…".equals(password)`. */
import { DOT, NON_ASCII, WORD } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import { isLikelyGenerated, mayBePassword } from "../password-forms.js";
import { findClosingMark } from "../quotes.js";
import type { ScannedText } from "../scanned-text.js";
import { classifyKey, MAX_KEY_LENGTH } from "../sensitive-keys.js";
import { isOrdinaryValue } from "../sensitive-values.js";
import { findKeyAfter, findQuotedBefore } from "./comparisons.js";

/** Called at the parenthesis before the arguments. */
export function detectCallArgument(text: ScannedText, parenthesis: number): Identifiable | undefined {
  const nameStart = text.findRunStart(parenthesis, WORD | NON_ASCII | DOT, MAX_KEY_LENGTH);
  if (nameStart === parenthesis) return undefined;
  const callee = text.slice(nameStart, parenthesis);
  const method = callee.slice(callee.lastIndexOf(".") + 1);
  if (COMPARING_METHOD.test(method))
    return matchComparedValue(text, nameStart, callee.slice(0, -method.length), parenthesis);
  const argument = text.match(USES_KEY.test(method) ? LATER_ARGUMENT : QUOTED_ARGUMENT, parenthesis);
  if (argument === null) return undefined;
  const [whole, mark = ""] = argument;
  const start = parenthesis + whole.length;
  const end = findClosingMark(text, start, mark, MAX_ARGUMENT_LENGTH);
  if (end === undefined) return undefined;
  if (USES_KEY.test(method))
    return isLikelyGenerated(text.slice(start, end)) ? createMatch("secret", start, end) : undefined;
  if (HASHES_PASSWORD.test(method)) {
    const value = text.slice(start, end);
    const isPassword =
      mayBePassword(value) && !PATH_OR_FILE.test(value) && !isOrdinaryValue("secret", "auth", value);
    return isPassword ? createMatch("secret", start, end) : undefined;
  }
  if (TAKES_LOGIN.test(method)) return matchLoginArguments(text, start, end, mark);
  if (FILLS_FIELD.test(method) && NAMES_FIELD.test(text.slice(Math.max(0, nameStart - 80), nameStart)))
    return createMatch("secret", start, end);
  if (classifyKey(method) !== "secret" || hasNameArgument(method)) return undefined;
  return isOrdinaryValue("secret", method, text.slice(start, end))
    ? undefined
    : createMatch("secret", start, end);
}

const MAX_ARGUMENT_LENGTH = 1024;
/** Methods of browser tests: `getByLabel("Password").fill("…")`. */
const FILLS_FIELD = /^(?:fill|type|val|send_keys|sendKeys|setValue|fill_in|enterText|typeText)$/;
const NAMES_FIELD = /(?:pass\w{0,8}|pwd|secret|token|otp|pin)[\])"'\s]{1,6}\)?\.?$/i;
/** Functions of cryptography, one of whose later arguments is a key. */
const USES_KEY = /^(?:\w{0,16}(?:encrypt|decrypt|hmac)\w{0,8}|sign|verify)$/i;
/** Functions whose first argument is a password, or a word that is hashed like one. */
const HASHES_PASSWORD =
  /^(?:hash|hashpw|hash_?sync|hash_?password|password_?hash|password_?verify|verify_?password|check_?password(?:_hash)?|check_?pw|bcrypt|crypt|md5|sha1|sha256|sha512|cast_to_raw)$/i;
const PATH_OR_FILE = /\/|\.[A-Za-z]\w{0,4}$/;
const LATER_ARGUMENT =
  /\((?:[^"'`(){}\r\n]|\{[^{}\r\n]{0,80}\}|\([^()\r\n]{0,80}\)){1,120}?,\s{0,8}[rbfuN@]?(\\{0,7}["'`])/y;
const QUOTED_ARGUMENT = /\(\s{0,8}[rbfuN@]?(\\{0,7}["'`])/y;

/** Functions whose argument is the name of a value, a message or a file: `getToken("github")`. */
const TAKES_NAME =
  /^(?:get|getpass|askpass|readpass|is|has|had|find|fetch|read|load|parse|require|need|missing|show|hide|toggle|reset|forgot|request|describe|it|test|expect|log|print|t|tr|translate|label|no|invalid|delete|remove|revoke|list|count|on|handle|validate|create(?=[A-Z].*token$)|resolve|lookup|assert)(?=[A-Z_]|$)/;

/** Returns true for methods whose argument is no secret: `getToken`, and `GetToken` in C#. */
export function hasNameArgument(method: string): boolean {
  return TAKES_NAME.test(method.charAt(0).toLowerCase() + method.slice(1));
}

/** Methods that compare the object before them with their argument. */
const COMPARING_METHOD =
  /^(?:equals|equalsIgnoreCase|eql|isEqualTo|isEqual|compareTo|compare|contentEquals|toBe|toEqual|toStrictEqual|strcmp|assertEquals|assertEqual|assert_eq|timingSafeEqual|hash_equals)$/i;

/** `"…".equals(password)`, `password.equals("…")` and `strcmp(password, "…")`. */
function matchComparedValue(
  text: ScannedText,
  nameStart: number,
  subject: string,
  parenthesis: number,
): Identifiable | undefined {
  const key = findKeyAfter(text, parenthesis + 1);
  const argument = text.match(QUOTED_ARGUMENT, parenthesis);
  if (argument === null) {
    if (key === undefined) return undefined;
    // The value is before the method, or is the second argument.
    if (subject === "." || subject === "") {
      const value = findQuotedBefore(text, nameStart);
      if (value !== undefined) return createSecret(text, key.name, value.start, value.end);
    }
    const second = text.match(SECOND_ARGUMENT, key.end);
    if (second === null) return undefined;
    const [whole, mark = ""] = second;
    const start = key.end + whole.length;
    return createSecret(text, key.name, start, findClosingMark(text, start, mark, MAX_ARGUMENT_LENGTH));
  }
  const [whole, mark = ""] = argument;
  const start = parenthesis + whole.length;
  const end = findClosingMark(text, start, mark, MAX_ARGUMENT_LENGTH);
  if (end === undefined) return undefined;
  const before = /([\w$-]{1,64})(?:\(\))?\.$/.exec(
    text.slice(Math.max(0, nameStart - 70), nameStart) + subject,
  )?.[1];
  const name =
    before ?? findKeyInCall(text, nameStart + subject.length) ?? findKeyAfterComma(text, end + mark.length);
  return name === undefined ? undefined : createSecret(text, name, start, end);
}

function createSecret(
  text: ScannedText,
  name: string,
  start: number,
  end: number | undefined,
): Identifiable | undefined {
  if (end === undefined) return undefined;
  const isSecret = classifyKey(name) === "secret" && !isOrdinaryValue("secret", name, text.slice(start, end));
  return isSecret ? createMatch("secret", start, end) : undefined;
}

const SECOND_ARGUMENT = /(?:\(\))?\s{0,4},\s{0,8}(?:\w{1,16}\()?[rbfuN@]?(\\{0,7}["'`])/y;

/** Returns `password` for the end of `expect(password).`. */
function findKeyInCall(text: ScannedText, end: number): string | undefined {
  return /\(\s?([\w$.-]{1,64})(?:\(\))?\)\.(?:\w{1,24}\.){0,2}$/.exec(
    text.slice(Math.max(0, end - 120), end),
  )?.[1];
}

function findKeyAfterComma(text: ScannedText, from: number): string | undefined {
  const comma = text.findMatchEnd(/\s{0,4},\s{0,8}/y, from);
  return comma === undefined ? undefined : findKeyAfter(text, comma)?.name;
}

/** Functions whose first two arguments are a login and a password. */
const TAKES_LOGIN =
  /(?:auth|credentials?|login|log_in|signin|sign_in|authenticate|authentication|connect|superuser|create_?user|add_?user|changeUserPassword|register|mysqli|(?:simple_?)?bind(?:_s|_ext_s)?|ftp_login|pdo|__construct|getConnection|X509Certificate2?|NetworkCredential|UsernamePassword\w{0,24})$/i;
const MAX_ARGUMENTS = 4;

/** Matches all quoted arguments of `login("jane", "…")`. */
function matchLoginArguments(
  text: ScannedText,
  start: number,
  end: number,
  mark: string,
): Identifiable | undefined {
  let lastEnd = end;
  let markLength = mark.length;
  let isSecret = false;
  for (let count = 1; count < MAX_ARGUMENTS; count++) {
    const next = text.match(SECOND_ARGUMENT, lastEnd + markLength);
    if (next === null) break;
    const [whole, nextMark = ""] = next;
    const valueStart = lastEnd + markLength + whole.length;
    const valueEnd = findClosingMark(text, valueStart, nextMark, MAX_ARGUMENT_LENGTH);
    if (valueEnd === undefined) break;
    isSecret ||= !isOrdinaryValue("secret", "auth", text.slice(valueStart, valueEnd));
    lastEnd = valueEnd;
    markLength = nextMark.length;
  }
  return isSecret ? createMatch("secret", start, lastEnd) : undefined;
}
