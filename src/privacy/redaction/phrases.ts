/** Secrets and names by the words before them: schemes of HTTP, flags of a shell, sentences, SQL, resolvers' errors. */
import { ALNUM, BEYOND, BLANK, classAt, DOT, isOneOf, runStart, WORD } from "./characters.js";
import { found, type Identifiable } from "./finding.js";
import { isNoValue, kindOfName } from "./secret-names.js";

interface Phrase {
  /** Begins at the word; what it ends with is the value. Groups: 1 what goes before the value, 2 the value. */
  readonly pattern: RegExp;
  readonly kind: Identifiable["kind"];
  readonly accepts?: (value: string) => boolean;
}

const VALUE = "(\"[^\"\\r\\n]{1,512}|'[^'\\r\\n]{1,512}|`[^`\\r\\n]{1,512}|[^\\s\"'`<>]{1,512})";

/** By the first word, in lower case. */
const PHRASES: Readonly<Record<string, Phrase>> = {
  bearer: { pattern: /(bearer\s{1,4})([\w.~+/=-]{6,4096})/iy, kind: "secret", accepts: looksIssued },
  basic: { pattern: /(basic\s{1,4})([\w.~+/=-]{6,4096})/iy, kind: "secret", accepts: looksIssued },
  digest: { pattern: /(digest\s{1,4})(username=[^\r\n]{6,512})/iy, kind: "secret" },
  identified: {
    pattern: new RegExp(`(identified\\s{1,4}(?:with\\s{1,4}\\w{1,40}\\s{1,4})?by\\s{1,4})${VALUE}`, "iy"),
    kind: "secret",
  },
  password: { pattern: /(password\s{1,4})('[^'\r\n]{1,512}|"[^"\r\n]{1,512})/iy, kind: "secret" },
  user: { pattern: /(user\s{1,4})('[^'\r\n]{1,64}|"[^"\r\n]{1,64}|`[^`\r\n]{1,64})/iy, kind: "user" },
  enotfound: { pattern: /(enotfound\s{1,4})([\w.-]{1,253})/iy, kind: "host" },
  eai_again: { pattern: /(eai_again\s{1,4})([\w.-]{1,253})/iy, kind: "host" },
};

/** Called at a word. */
export function phrase(text: string, start: number, end: number): Identifiable | undefined {
  const length = end - start;
  if (length > 10) return undefined;
  if (length >= 2 && length <= 6) return stated(text, start, end) ?? keyed(text, start, end);
  return keyed(text, start, end);
}

function keyed(text: string, start: number, end: number): Identifiable | undefined {
  const known = text.slice(start, end).toLowerCase();
  const entry = Object.hasOwn(PHRASES, known) ? PHRASES[known] : undefined;
  if (entry === undefined) return undefined;
  entry.pattern.lastIndex = start;
  const match = entry.pattern.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const quoted = /^["'`]/.test(match[2]) ? 1 : 0;
  const value = match[2].slice(quoted);
  if (isNoValue(value) || entry.accepts?.(value) === false) return undefined;
  const from = start + match[1].length + quoted;
  return found(entry.kind, from, from + value.length);
}

/** "Bearer of news" names no token: a digit, or letters of both cases within. */
function looksIssued(value: string): boolean {
  return /\d|[a-z][A-Z]|=$/.test(value) || value.length >= 24;
}

const IS = new Set(["is", "was", "are", "ist", "war", "lautet", "est", "es", "era", "to", "as"]);
const STATED = new RegExp(`\\s{1,3}${VALUE}`, "y");

/** `the password is hunter2`; called at the verb. */
function stated(text: string, start: number, end: number): Identifiable | undefined {
  if (!IS.has(text.slice(start, end).toLowerCase()) || (classAt(text, start - 1) & BLANK) === 0)
    return undefined;
  const nameStart = runStart(text, start - 1, WORD | BEYOND | DOT, 40);
  const name = text.slice(nameStart, start - 1);
  const isPasse = name === "passe" && text.endsWith("mot de ", nameStart);
  if (!isPasse && (name === "" || kindOfName(name) !== "secret")) return undefined;
  STATED.lastIndex = end;
  const match = STATED.exec(text);
  if (match?.[1] === undefined) return undefined;
  const quoted = /^["'`]/.test(match[1]) ? 1 : 0;
  const value = quoted === 1 ? match[1].slice(1) : match[1].replace(/[.,;:!?)\]}]+$/, "");
  // A sentence goes on with a word; a secret has a digit, a capital within or a mark, or stands in quotes.
  const isWord = quoted === 0 && /^\p{L}?\p{Ll}*$/u.test(value);
  if (isNoValue(value) || isWord) return undefined;
  const from = STATED.lastIndex - match[1].length + quoted;
  return found("secret", from, from + value.length);
}

const FLAG = new RegExp(`-{1,2}([a-zA-Z][\\w-]{1,40})[ \\t]{1,4}(?!-)${VALUE}`, "y");
const LOGIN_FLAG = /(?:-u|--user|--proxy-user|-U)(?:[ =]{1,2}|(?=\w))["']?([^\s"']{1,128}:[^\s"']{1,256})/y;
const PASSWORD_FLAG = /-p(?:[ =]{0,2})["']?([^\s"']{1,256})/y;
const TAKES_PASSWORD =
  /\b(?:mysql\w*|mariadb\w*|sshpass|smbclient|mongo\w*|redis-cli|docker login|plink|psql|ldap\w+)\b[^\r\n|;&]*$/;

/** `--password x`, `curl -u user:x`, `mysql -px`; called at the dash. */
export function flag(text: string, dash: number): Identifiable | undefined {
  const before = classAt(text, dash - 1);
  if (dash > 0 && (before & BLANK) === 0 && !isOneOf(text, dash - 1, `"'[(,=`)) return undefined;
  const second = text.charAt(dash + 1);
  if (
    second === "u" ||
    second === "U" ||
    text.startsWith("--user ", dash) ||
    text.startsWith("--user=", dash)
  ) {
    const login = valueMatched(LOGIN_FLAG, text, dash);
    if (login !== undefined) return found("secret", login.start, login.end);
  }
  if (second === "p" && TAKES_PASSWORD.test(text.slice(Math.max(0, dash - 160), dash))) {
    const password = valueMatched(PASSWORD_FLAG, text, dash);
    if (password !== undefined && (classAt(text, dash + 2) & (BLANK | ALNUM)) !== 0)
      return found("secret", password.start, password.end);
  }
  FLAG.lastIndex = dash;
  const match = FLAG.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const kind = kindOfName(match[1]);
  const quoted = /^["'`]/.test(match[2]) ? 1 : 0;
  if (kind === undefined || isNoValue(match[2].slice(quoted))) return undefined;
  const end = FLAG.lastIndex;
  return found(kind, end - match[2].length + quoted, end);
}

function valueMatched(pattern: RegExp, text: string, at: number): { start: number; end: number } | undefined {
  pattern.lastIndex = at;
  const value = pattern.exec(text)?.[1];
  return value === undefined
    ? undefined
    : { start: pattern.lastIndex - value.length, end: pattern.lastIndex };
}
