/** Detects secrets, users and hosts by the words before them in HTTP headers, SQL, shell commands and error messages. */
import { BLANK } from "../character-classes.js";
import type { Detect, WordDetectors } from "../detector.js";
import { createMatch, type Identifiable } from "../match.js";
import { mayBePassword } from "../password-forms.js";
import { isPlaceholderValue } from "../placeholder-values.js";
import { isPublicHost } from "../public-hosts.js";
import { findClosingMark } from "../quotes.js";
import type { ScannedText } from "../scanned-text.js";
import { classifyKey } from "../sensitive-keys.js";
import { isSharedAccount } from "../sensitive-values.js";
import { createAccountPhrases, type Phrase } from "./account-phrases.js";

/** The opening mark of the value, which extends to the closing one. */
const QUOTED_SECRET = '\\s{1,4}[nN]?(?<mark>""(?=[^\\s,;)}"])|\\\\{0,7}["\'])';

/** Returns false for ordinary words, such as `tokens` in "bearer tokens", and for parameters: `Bearer realm="api"`. */
function isLikelyCredential(_match: RegExpExecArray, value: string): boolean {
  return (/\d|[a-z][A-Z]|=$/.test(value) || value.length >= 24) && !/^[a-z_]+=$/.test(value);
}

function hasSecretKey(match: RegExpExecArray): boolean {
  return classifyKey(match.groups?.name ?? "") === "secret";
}

/** PuTTY's format of private keys. */
const PUTTY: Phrase = {
  pattern: /(?<value>putty-user-key-file-\d:(?:(?!private-mac:)[\s\S]){0,8192}(?:private-mac:\s*\w+)?)/iy,
  kind: "private-key",
};

/** The credential after a scheme of HTTP. A colon after it makes it a key: `scheme: bearer bearerFormat: JWT`. */
function createSchemePhrase(scheme: string): Phrase {
  return {
    pattern: new RegExp(`${scheme}\\s{1,4}(?<value>[\\w.~+/=-]{6,4096})(?![\\w.~+/=-]|:\\s)`, "iy"),
    kind: "secret",
    isValid: isLikelyCredential,
  };
}

/** Creates the phrases by their trigger word. */
function createPhrasesByWord(): Readonly<Record<string, readonly Phrase[]>> {
  return {
    ...createAccountPhrases(),
    bearer: [createSchemePhrase("bearer")],
    basic: [createSchemePhrase("basic")],
    identified: [
      {
        pattern: new RegExp(`identified\\s{1,4}(?:with\\s{1,4}\\w{1,40}\\s{1,4})?by${QUOTED_SECRET}`, "iy"),
        kind: "secret",
      },
      {
        pattern: /IDENTIFIED\s{1,4}BY\s{1,4}(?<value>[^\s"'`,;()]{4,128})/y,
        kind: "secret",
        isValid: (_match, value) => mayBePassword(value),
      },
    ],
    // A body with several parts: a blank line is between the headers of a part and its value.
    "form-data": [
      {
        pattern:
          /form-data;\s{0,4}name="?(?<name>[\w.[\]-]{1,64})"?[^\r\n]{0,80}\r?\n(?:[A-Za-z-]{1,40}:[^\r\n]{0,120}\r?\n){0,3}\r?\n(?<value>[^\r\n]{1,512})/iy,
        kind: "secret",
        isValid: hasSecretKey,
      },
    ],
    password: [
      { pattern: new RegExp(`password${QUOTED_SECRET}`, "iy"), kind: "secret" },
      {
        pattern: /password\s{1,4}=\s{1,4}[nN](?<mark>["'])/iy,
        kind: "secret",
      },
    ],
    "putty-user-key-file-2": [PUTTY],
    "putty-user-key-file-3": [PUTTY],
    // netrc
    login: [
      { pattern: /login\s{1,4}(?<value>[^\s|:]{1,128}\s{1,8}password\s{1,4}\S{1,256})/iy, kind: "secret" },
    ],
    define: [
      {
        pattern:
          /define[\s(]{1,4}\\?["']?(?<name>\w{3,64})\\?["']?,?\s{1,8}(?<mark>""(?=[^\s,;)}"])|\\{0,7}["'])/iy,
        kind: "secret",
        isValid: hasSecretKey,
      },
    ],
    // PHP's `new PDO("mysql:…", "user", "password")`
    pdo: [
      {
        pattern: /pdo\(\s{0,8}\\{0,7}["'][^"'\r\n]{1,256}["'],\s{0,8}\\{0,7}["'](?<value>[^\r\n)]{1,256})/iy,
        kind: "secret",
      },
    ],
    // Windows: `net use \\\\server\\share /user:jane password`
    net: [
      {
        pattern:
          /net\s{1,4}use\s{1,4}(?:[^\s/]\S{0,119}\s{1,4}){0,3}\/user:(?<value>\S{1,128}(?:[ \t]{1,4}(?!\/)[^\s"'`<>]{1,256})?)/iy,
        kind: "secret",
      },
    ],
  };
}

function matchPhrase(
  { pattern, kind, isValid }: Phrase,
  text: ScannedText,
  start: number,
): Identifiable | undefined {
  const match = text.match(pattern, start);
  const span = match === null ? undefined : findPhraseValue(text, match);
  if (match === null || span === undefined) return undefined;
  const value = text.slice(span.start, span.end);
  return isValid?.(match, value) === false || isOrdinaryPhraseValue(kind, value)
    ? undefined
    : createMatch(kind, span.start, span.end);
}

/** Returns true for a placeholder, a well-known account and a public host. */
function isOrdinaryPhraseValue(kind: Identifiable["kind"], value: string): boolean {
  if (isPlaceholderValue(value)) return true;
  if (kind === "host") return isPublicHost(value);
  return kind === "user" && isSharedAccount(value);
}

function findPhraseValue(
  text: ScannedText,
  match: RegExpExecArray,
): { readonly start: number; readonly end: number } | undefined {
  const { value, mark } = match.groups ?? {};
  if (value !== undefined) {
    const start = match.index + match[0].lastIndexOf(value);
    return { start, end: start + value.length };
  }
  const start = match.index + match[0].length;
  const end = mark === undefined ? undefined : findClosingMark(text, start, mark, MAX_QUOTED_LENGTH);
  return end === undefined ? undefined : { start, end };
}

const MAX_QUOTED_LENGTH = 512;

/** Lists each phrase under its trigger word. */
export function listTriggerPhrases(): WordDetectors {
  return Object.entries(createPhrasesByWord()).flatMap(([word, phrases]) =>
    phrases.map((phrase): readonly [string, Detect] => {
      // Most words of a text that are listed here have no phrase after them. A look at one character saves the pattern.
      const needsBlank = phrase.pattern.source.startsWith(`${word}\\s`);
      return [
        word,
        (text, start, end) =>
          needsBlank && (text.charClassAt(end) & BLANK) === 0 ? undefined : matchPhrase(phrase, text, start),
      ];
    }),
  );
}
