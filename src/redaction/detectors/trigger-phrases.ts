/** Secrets and names by the words before them: schemes of HTTP, SQL, preprocessors, resolvers' errors. */

import { BLANK } from "../character-classes.js";
import type { Detect, WordDetectors } from "../detector.js";
import { createMatch, type Identifiable } from "../match.js";
import type { ScannedText } from "../scanned-text.js";
import { classifyKey, isPlaceholderValue } from "../sensitive-keys.js";

interface TriggerPhrase {
  /** Begins at the word, or ends before it. The value is the group `value`. */
  readonly pattern: RegExp;
  readonly isBefore?: true;
  readonly kind: Identifiable["kind"];
  readonly accepts?: (match: RegExpExecArray, value: string) => boolean;
}

const QUOTED_SECRET = '\\s{1,4}[nN]?(?<mark>""|\\\\{0,7}["\'])(?<value>(?:(?!\\k<mark>)[^\\r\\n]){1,512})';

/** "Bearer of news" names no token: a digit, or letters of both cases within. */
const looksLikeCredential = (_: RegExpExecArray, value: string): boolean =>
  /\d|[a-z][A-Z]|=$/.test(value) || value.length >= 24;
const hasSecretKey = (match: RegExpExecArray): boolean => classifyKey(match.groups?.name ?? "") === "secret";

/** PuTTY's own form of a private key. */
const PUTTY: TriggerPhrase = {
  pattern: /(?<value>putty-user-key-file-\d:(?:(?!private-mac:)[\s\S]){0,8192}(?:private-mac:\s*\w+)?)/iy,
  kind: "private-key",
};

/** By the first word, in lower case; made once, with the table of all words. */
const createPhrasesByWord = (): Readonly<Record<string, readonly TriggerPhrase[]>> => ({
  bearer: [
    { pattern: /bearer\s{1,4}(?<value>[\w.~+/=-]{6,4096})/iy, kind: "secret", accepts: looksLikeCredential },
  ],
  basic: [
    { pattern: /basic\s{1,4}(?<value>[\w.~+/=-]{6,4096})/iy, kind: "secret", accepts: looksLikeCredential },
  ],
  identified: [
    {
      pattern: new RegExp(`identified\\s{1,4}(?:with\\s{1,4}\\w{1,40}\\s{1,4})?by${QUOTED_SECRET}`, "iy"),
      kind: "secret",
    },
  ],
  password: [
    { pattern: new RegExp(`password${QUOTED_SECRET}`, "iy"), kind: "secret" },
    {
      pattern: /password\s{1,4}=\s{1,4}[nN](?<mark>["'])(?<value>(?:(?!\k<mark>)[^\r\n]){1,512})/iy,
      kind: "secret",
    },
  ],
  "putty-user-key-file-2": [PUTTY],
  "putty-user-key-file-3": [PUTTY],
  // netrc
  login: [{ pattern: /login\s{1,4}(?<value>\S{1,128}\s{1,8}password\s{1,4}\S{1,256})/iy, kind: "secret" }],
  define: [
    {
      pattern:
        /define[\s(]{1,4}\\?["']?(?<name>\w{3,64})\\?["']?,?\s{1,8}(?<mark>""|\\{0,7}["'])(?<value>(?:(?!\k<mark>)[^\r\n]){1,512})/iy,
      kind: "secret",
      accepts: hasSecretKey,
    },
  ],
  // PHP's `new PDO("mysql:…", "user", "password")`
  pdo: [
    {
      pattern: /pdo\(\s{0,8}\\{0,7}["'][^"'\r\n]{1,256}["'],\s{0,8}\\{0,7}["'](?<value>[^\r\n)]{1,256})/iy,
      kind: "secret",
    },
  ],
  role: [{ pattern: /role\s{1,4}\\{0,7}["'`](?<value>[^"'`\\\r\n]{1,64})/iy, kind: "user" }],
  database: [{ pattern: /database\s{1,4}\\{0,7}["'`](?<value>[^"'`\\\r\n]{1,64})/iy, kind: "host" }],
  hostname: [{ pattern: /hostname\s{1,4}(?<value>[A-Za-z0-9][\w.-]{0,252}[A-Za-z0-9])/iy, kind: "host" }],
  host: [
    { pattern: /host\s{1,4}(?<value>[A-Za-z0-9](?=[\w.-]{0,62}\d)[\w.-]{0,62}[A-Za-z0-9])/iy, kind: "host" },
  ],
  sudo: [{ pattern: /sudo:\s{1,4}(?<value>[\w.@-]{1,64})/iy, kind: "user" }],
  user: [{ pattern: /user\s{1,4}\\{0,7}["'`](?<value>[^"'`\\\r\n]{1,64})/iy, kind: "user" }],
  create: [
    {
      pattern:
        /create\s{1,4}(?:user|role|login)\s{1,4}(?:if\s{1,4}not\s{1,4}exists\s{1,4})?["'`]?(?<value>[\w.@%-]{1,128})/iy,
      kind: "user",
    },
  ],
  alter: [
    { pattern: /alter\s{1,4}(?:user|role|login)\s{1,4}["'`]?(?<value>[\w.@%-]{1,128})/iy, kind: "user" },
  ],
  uid: [{ pattern: /uid=\d{1,10}\((?<value>[\w.@\\$-]{1,64})/iy, kind: "user" }],
  gid: [{ pattern: /gid=\d{1,10}\((?<value>[\w.@\\$-]{1,64})/iy, kind: "user" }],
  unknownhostexception: [{ pattern: /unknownhostexception:\s{1,2}(?<value>[\w.-]{1,253})/iy, kind: "host" }],
  lookup: [{ pattern: /lookup\s{1,2}(?<value>[\w.-]{1,253})(?=: no such host| on )/iy, kind: "host" }],
  denied: [{ pattern: /denied\s{1,2}to\s{1,2}(?<value>[\w.-]{1,64})/iy, kind: "user" }],
  enotfound: [{ pattern: /enotfound\s{1,4}(?<value>[\w.-]{1,253})/iy, kind: "host" }],
  eai_again: [{ pattern: /eai_again\s{1,4}(?<value>[\w.-]{1,253})/iy, kind: "host" }],
  chpasswd: [
    {
      pattern:
        /echo\s{1,4}(?:-\w\s{1,4})?\\{0,7}"{0,2}'?(?<value>[^"'|\r\n\\]{1,256})["'\s\\]{0,8}\|\s{0,4}(?:sudo\s{1,4})?$/i,
      kind: "secret",
      isBefore: true,
    },
  ],
  // Windows' `net use \\\\server\\share /user:jane password`
  net: [
    {
      pattern:
        /net\s{1,4}use\s{1,4}(?:[^\s/]\S{0,119}\s{1,4}){0,3}\/user:(?<value>\S{1,128}(?:[ \t]{1,4}(?!\/)[^\s"'`<>]{1,256})?)/iy,
      kind: "secret",
    },
  ],
});

/** How far before its word a phrase may begin. */
const MAX_PREFIX_LENGTH = 300;

/** Where the command begins whose output goes to this one; the word itself, where none does. */
function findPipeStart(text: ScannedText, start: number): number {
  const stop = Math.max(0, start - MAX_PREFIX_LENGTH);
  const commandEnd = text.findRunStart(start, BLANK, 4);
  if (!text.hasCharacter(commandEnd - 1, "|") && !text.hasOneOf(commandEnd - 1, "oO")) return start; // `| sudo`
  let from = start;
  for (let pipes = 0; from > stop && pipes < 2; from--) if (text.hasCharacter(from - 1, "|")) pipes++;
  return from;
}

function matchPhrase(
  { pattern, kind, accepts, isBefore }: TriggerPhrase,
  text: ScannedText,
  start: number,
): Identifiable | undefined {
  const from = isBefore ? findPipeStart(text, start) : 0;
  const match = isBefore ? pattern.exec(text.slice(from, start)) : text.match(pattern, start);
  const value = match?.groups?.value;
  if (match === null || value === undefined || isPlaceholderValue(value) || accepts?.(match, value) === false)
    return undefined;
  const valueStart = from + match.index + match[0].lastIndexOf(value);
  return createMatch(kind, valueStart, valueStart + value.length);
}

export function listTriggerPhrases(): WordDetectors {
  return Object.entries(createPhrasesByWord()).flatMap(([word, phrases]) =>
    phrases.map((phrase): readonly [string, Detect] => {
      const needsBlank = phrase.pattern.source.startsWith(`${word}\\s`);
      return [
        word,
        (text, start, end) =>
          needsBlank && (text.charClassAt(end) & BLANK) === 0 ? undefined : matchPhrase(phrase, text, start),
      ];
    }),
  );
}
