/** Detects a password beside the name of a well-known account: `"sa", "…"`, `admin / hunter2`, `db:5432:shop:app:…`. */
import { ALNUM, BLANK } from "../character-classes.js";
import type { WordDetectors } from "../detector.js";
import { createMatch, type Identifiable } from "../match.js";
import { mayBePassword } from "../password-forms.js";
import { isPlaceholderValue } from "../placeholder-values.js";
import { findClosingMark } from "../quotes.js";
import type { ScannedText } from "../scanned-text.js";
import { findUnquotedWordEnd, findValueEnd, ValueContext } from "../surroundings.js";

const ACCOUNTS = ["admin", "root", "sa", "administrator", "superuser", "sysadmin"];

const CREDENTIALS = ["creds", "credentials", "login", "logins", "account"];

export function listAccountWords(): WordDetectors {
  return [
    ...ACCOUNTS.map((account) => [account, detectAccountPassword] as const),
    ...CREDENTIALS.map((noun) => [noun, detectCredentials] as const),
  ];
}

/** `creds for the demo: ann / hunter2`. The name of the account is the group. */
const ACCOUNT_AFTER_NOUN =
  /\w{5,11}(?:\s(?:for|to|of)\s[\w ]{1,32}?)?\s?(?::|->|=|\sare|\sis)\s{1,3}(?:[\w.@+-]{2,64})(?=\s?[/:|,])/y;

function detectCredentials(text: ScannedText, start: number): Identifiable | undefined {
  const accountEnd = text.findMatchEnd(ACCOUNT_AFTER_NOUN, start);
  return accountEnd === undefined ? undefined : detectAccountPassword(text, start, accountEnd);
}

/** A quoted list of both, or both joined by a slash, a colon, or the percent sign of Samba. */
const AFTER_ACCOUNT =
  /(?:(\\{0,7}["'`])\s{0,4},\s{0,4}(\\{0,7}["'`])|["'`]?(?:\s{0,2}\/\s{0,2}["'`]?|:\s?|%))(?=[^\s/])/y;

/** Longer words are not tested: reading one again at each account name in it would take quadratic time. */
const MAX_PASSWORD_LENGTH = 64;

function detectAccountPassword(text: ScannedText, start: number, end: number): Identifiable | undefined {
  const match = text.match(AFTER_ACCOUNT, end);
  if (match === null) return undefined;
  const [whole, , mark] = match;
  const valueStart = end + whole.length;
  const valueEnd =
    mark === undefined
      ? findValueEnd(text, valueStart, new ValueContext(text, start, "word"), MAX_PASSWORD_LENGTH)
      : findClosingMark(text, valueStart, mark);
  if (valueEnd === undefined) return undefined;
  const value = text.slice(valueStart, valueEnd);
  // Versions, paths and the fields of /etc/passwd are no passwords.
  const isPassword =
    value.length >= 6 &&
    value.length < MAX_PASSWORD_LENGTH &&
    !/^\d+[.:]|\/|^x:|^[A-Za-z]:\\|^["'`]/.test(value) &&
    mayBePassword(value);
  return isPassword && !isPlaceholderValue(value) ? createMatch("secret", valueStart, valueEnd) : undefined;
}

/** PostgreSQL's password file, https://www.postgresql.org/docs/current/libpq-pgpass.html: host:port:database:user:password */
const PASSWORD_FILE_LINE =
  /:(?:\d{3,5}|\*):(?![\da-fA-F]{1,4}:[\da-fA-F]{1,4}:)[\w*.-]{1,63}:[\w*.-]{1,63}:(?=[^\s:])/y;

/** After an account: `:500:<LM hash>:<NT hash>:::` in a dump of Windows, or the 13 characters of a DES hash (crypt(3)). */
const HASHES_AFTER_ACCOUNT =
  /:(?:\d{3,10}:[\da-f]{32}:[\da-f]{32}(?=:::)|(?=[./\dA-Za-z]*\d)(?=[./\dA-Z]*[a-z])(?=[./\da-z]*[A-Z])[./\dA-Za-z]{13}(?=[\r\n:]|$))/y;

/** Called at each colon. Detects hashes after an account, and the password of a pgpass line at the colon after its host. */
export function detectCredentialLine(text: ScannedText, colon: number): Identifiable | undefined {
  if ((text.charClassAt(colon - 1) & ALNUM) !== 0 && text.charClassAt(colon + 1) !== BLANK) {
    const end = text.findMatchEnd(HASHES_AFTER_ACCOUNT, colon);
    if (end !== undefined) return createMatch("secret", colon + 1, end);
  }
  if (!text.hasOneOf(colon + 1, "*0123456789")) return undefined;
  if ((text.charClassAt(colon - 1) & ALNUM) === 0 && !text.hasOneOf(colon - 1, "*]")) return undefined;
  const start = text.findMatchEnd(PASSWORD_FILE_LINE, colon);
  if (start === undefined || /:\d*:\d/.test(text.slice(colon, start))) return undefined;
  const end = findUnquotedWordEnd(text, start, colon);
  // `arn:aws:secretsmanager:*:*:secret:*` has a pattern and no password.
  return isPlaceholderValue(text.slice(start, end)) ? undefined : createMatch("secret", start, end);
}
