/** Tells whether something other than a value follows a key: code, the next key, or a sentence. */
import type { ScannedText } from "../scanned-text.js";
import { type KeyKind, namesPassword } from "../sensitive-keys.js";
import { isOrdinaryValue } from "../sensitive-values.js";
import type { ValueSpan } from "./assigned-key.js";
import type { KeyMatch } from "./key-before.js";

/** Keywords of code, a name, and the bracket or semicolon after it: `await createToken(user)`, `return token;`. */
const KEYWORD_AND_CALL =
  /(?:(?:await|yield|try[!?]?|new|async|throw|return|lambda|function|func?|fn)\s{1,2}){1,3}[A-Za-z_$@][\w$.?:>-]{0,80}[(){;]/y;

/** Parameters of a prepared statement: `?`, `:name`, `@name`, `$1`. */
const SQL_PARAMETER = /(?:\?|[@:][A-Za-z_]\w{0,40}|\$\d{1,2}|NULL)(?=[\s,;)"'`]|$)/iy;
const SQL_BEFORE = /(?:^|\W)(?:where|set|having|values)\s[^\r\n]{0,80}$/i;
const MAX_SQL_LENGTH = 90;

/** The number of a field in a schema of Protocol Buffers: `string password = 2;`. */
const FIELD_NUMBER = /\d{1,5}\s{0,2}[;[]/y;
const FIELD_TYPE_BEFORE = /(?:^|\s)(?:string|bytes)\s$/;

/** A function and its line after a module, in logs of Python: `app.auth:login:41`. */
const FUNCTION_AND_LINE = /:[A-Za-z_<]\w{0,60}>?:\d{1,6}(?![\w:])/y;

/** A module or a task within another one: `auth::token::tests`, `:auth:compileKotlin`. */
const MODULE_PATH = /::?[A-Za-z_]{1,64}(?:::?[A-Za-z_]{1,64}){0,8}(?=[\s"'`,;)\].]|$)/y;

/** The next pair of a log, after a key without a value: `logname= uid=0`. */
const NEXT_PAIR = /= [a-z_]{2,20}=\S/y;

/** A type of Pulumi: `aws:secretsmanager/secret:Secret`. */
const TYPE_TOKEN_BEFORE = /[\w-]:[\w.-]{1,40}(?:\/[\w.-]{1,40}){0,2}\/$/;

/** Words before the key of a question: `Wrong password? : report.pdf`. */
const QUESTION_WORD_BEFORE = /(?:wrong|bad|incorrect|invalid|forgot|forgotten|lost|missing|no) $/i;

/** `input[type=password]:focus {` in CSS */
const PSEUDO_CLASS = /::?[a-z-]{4,24}(?:\([^()\r\n]{0,40}\))?\s?[{,]/y;

/** Returns true for a text that names the key: `<label for="api_key">API key</label>`. */
function isLabelText(text: ScannedText, { name }: KeyMatch, sign: number): boolean {
  const content = text.match(ELEMENT_TEXT, sign)?.[1] ?? "";
  return toLetters(content) === toLetters(name) && /^[A-Z]/.test(content);
}

const ELEMENT_TEXT = />([^<>\r\n]{1,64})</y;
const toLetters = (name: string): string => name.replace(/[^A-Za-z]/g, "").toLowerCase();

/** Returns true if something other than a value follows the sign. */
export function hasNoValue(text: ScannedText, sign: number, key: KeyMatch, valueStart: number): boolean {
  if (text.findMatchEnd(KEYWORD_AND_CALL, valueStart) !== undefined || isSameName(text, key, valueStart))
    return true;
  if (text.hasCharacter(sign, ">")) return isLabelText(text, key, sign);
  const before = (length: number) => text.slice(Math.max(0, key.start - length), key.start);
  if (text.hasCharacter(sign, ":"))
    return (
      (text.hasOneOf(sign - 1, "])") && text.findMatchEnd(PSEUDO_CLASS, sign) !== undefined) ||
      isModulePath(text, sign, key) ||
      text.startsWith(":*:", sign - 2) || // the pattern of a key in Redis: `user:*:profile`
      (text.hasCharacter(key.start + key.name.length, "?") && QUESTION_WORD_BEFORE.test(before(12))) ||
      (!namesPassword(key.name) &&
        key.name.includes(".") &&
        text.findMatchEnd(FUNCTION_AND_LINE, sign) !== undefined) ||
      (startsWithCapitalizedKey(text, key, sign + 1) && TYPE_TOKEN_BEFORE.test(before(96)))
    );
  return (
    (text.hasCharacter(key.start - 1, "@") && text.startsWith(key.name, valueStart)) || // Ruby's `@token = token`
    text.findMatchEnd(NEXT_PAIR, sign) !== undefined ||
    (text.findMatchEnd(SQL_PARAMETER, valueStart) !== undefined &&
      SQL_BEFORE.test(text.slice(Math.max(0, sign - MAX_SQL_LENGTH), sign))) ||
    (text.findMatchEnd(FIELD_NUMBER, valueStart) !== undefined && FIELD_TYPE_BEFORE.test(before(8)))
  );
}

function isModulePath(text: ScannedText, sign: number, { name, start }: KeyMatch): boolean {
  const isWithinPath = text.hasCharacter(sign + 1, ":")
    ? !text.hasCharacter(start - 1, "=")
    : text.hasCharacter(start - 1, ":");
  return isWithinPath && !namesPassword(name) && text.findMatchEnd(MODULE_PATH, sign) !== undefined;
}

/** Returns true for an argument or a member with the name of its variable: `login(user, password=password)`. */
function isSameName(text: ScannedText, { name }: KeyMatch, valueStart: number): boolean {
  return (
    text.startsWith(name, valueStart) &&
    text.findMatchEnd(END_OF_ITEM, valueStart + name.length) !== undefined
  );
}

const END_OF_ITEM = /[,)]|\s[,})]/y;

/** Returns true if the key with a capital first letter is at the index: `Secret` after `secret:`. */
function startsWithCapitalizedKey(text: ScannedText, { name }: KeyMatch, index: number): boolean {
  const word = name.slice(name.lastIndexOf(".") + 1);
  return (
    text.startsWith(word.charAt(0).toUpperCase() + word.slice(1), index) && !text.startsWith(word, index)
  );
}

/** `token: &str`, `token: StateFlow<Token>`, `credential: ASAuthorization`, `token: T.nilable(String)`. */
const TYPE =
  /^(?:&(?:'\w+ )?(?:mut )?[a-zA-Z_]\w*|(?:[A-Z]{1,4}[a-z]{3,}){1,4}(?:[<?[].*)?|T\.\w+\(.*|[a-z]+<.*)$/;

/** Returns true if a type or the first word of a sentence follows the colon: `token: &str`, `invalid password: does not match`. */
export function isTypeOrSentence(
  text: ScannedText,
  { start, end }: ValueSpan,
  { kind, key, sign }: { readonly kind: KeyKind; readonly key: KeyMatch; readonly sign: number },
): boolean {
  if (kind === "host" || !text.hasCharacter(sign, ":") || !text.hasCharacter(sign + 1, " ")) return false;
  if (
    kind === "secret" &&
    start === sign + 2 &&
    !namesPassword(key.name) &&
    TYPE.test(text.slice(start, end))
  )
    return true;
  if (!/^[A-Za-z]+$/.test(text.slice(start, end)) || !text.hasCharacter(end, " ")) return false;
  const line = /^[^\r\n;]*/.exec(text.slice(start, start + MAX_SENTENCE_LENGTH))?.[0] ?? "";
  // In `Username: jane is disabled`, the first word is not listed.
  return kind === "user" ? PROMPT_SENTENCE.test(line) : isOrdinaryValue(kind, key.name, line);
}

const MAX_SENTENCE_LENGTH = 80;
/** Messages that Git and others write after `Username:` if they cannot ask. */
const PROMPT_SENTENCE = /^(?:terminal prompts disabled|no such |not a |cannot |permission denied)/i;
