/** Detects secrets, users and hosts by the words before them in HTTP headers, SQL, shell commands and error messages. */
import { BLANK } from "../character-classes.js";
import type { Detect, WordDetectors } from "../detector.js";
import { createMatch, type Identifiable } from "../match.js";
import type { ScannedText } from "../scanned-text.js";
import { classifyKey } from "../sensitive-keys.js";
import { isPlaceholderValue } from "../sensitive-values.js";

interface TriggerPhrase {
  /** Sticky, and begins at the trigger word. The group `value` is the match. */
  readonly pattern: RegExp;
  /** The pattern is not sticky and ends before the trigger word, as that of `echo … | chpasswd` does. */
  readonly endsAtWord?: true;
  readonly kind: Identifiable["kind"];
  readonly isValid?: (match: RegExpExecArray, value: string) => boolean;
}

const QUOTED_SECRET = '\\s{1,4}[nN]?(?<mark>""|\\\\{0,7}["\'])(?<value>(?:(?!\\k<mark>)[^\\r\\n]){1,512})';

/** Returns false for ordinary words, such as `tokens` in "bearer tokens". */
function isLikelyCredential(_match: RegExpExecArray, value: string): boolean {
  return /\d|[a-z][A-Z]|=$/.test(value) || value.length >= 24;
}

function hasSecretKey(match: RegExpExecArray): boolean {
  return classifyKey(match.groups?.name ?? "") === "secret";
}

/** PuTTY's format of private keys. */
const PUTTY: TriggerPhrase = {
  pattern: /(?<value>putty-user-key-file-\d:(?:(?!private-mac:)[\s\S]){0,8192}(?:private-mac:\s*\w+)?)/iy,
  kind: "private-key",
};

/** Creates the phrases by their trigger word. */
function createPhrasesByWord(): Readonly<Record<string, readonly TriggerPhrase[]>> {
  return {
    bearer: [
      { pattern: /bearer\s{1,4}(?<value>[\w.~+/=-]{6,4096})/iy, kind: "secret", isValid: isLikelyCredential },
    ],
    basic: [
      { pattern: /basic\s{1,4}(?<value>[\w.~+/=-]{6,4096})/iy, kind: "secret", isValid: isLikelyCredential },
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
    role: [{ pattern: /role\s{1,4}\\{0,7}["'`](?<value>[^"'`\\\r\n]{1,64})/iy, kind: "user" }],
    database: [{ pattern: /database\s{1,4}\\{0,7}["'`](?<value>[^"'`\\\r\n]{1,64})/iy, kind: "host" }],
    hostname: [{ pattern: /hostname\s{1,4}(?<value>[A-Za-z0-9][\w.-]{0,252}[A-Za-z0-9])/iy, kind: "host" }],
    host: [
      {
        pattern: /host\s{1,4}(?<value>[A-Za-z0-9](?=[\w.-]{0,62}\d)[\w.-]{0,62}[A-Za-z0-9])/iy,
        kind: "host",
      },
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
    unknownhostexception: [
      { pattern: /unknownhostexception:\s{1,2}(?<value>[\w.-]{1,253})/iy, kind: "host" },
    ],
    lookup: [{ pattern: /lookup\s{1,2}(?<value>[\w.-]{1,253})(?=: no such host| on )/iy, kind: "host" }],
    denied: [{ pattern: /denied\s{1,2}to\s{1,2}(?<value>[\w.-]{1,64})/iy, kind: "user" }],
    enotfound: [{ pattern: /enotfound\s{1,4}(?<value>[\w.-]{1,253})/iy, kind: "host" }],
    eai_again: [{ pattern: /eai_again\s{1,4}(?<value>[\w.-]{1,253})/iy, kind: "host" }],
    chpasswd: [
      {
        pattern:
          /echo\s{1,4}(?:-\w\s{1,4})?\\{0,7}"{0,2}'?(?<value>[^"'|\r\n\\]{1,256})["'\s\\]{0,8}\|\s{0,4}(?:sudo\s{1,4})?$/i,
        kind: "secret",
        endsAtWord: true,
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

/** The longest distance between the beginning of a phrase and a trigger word at its end. */
const MAX_PREFIX_LENGTH = 300;

/** Returns the start of the command that is piped into the one at `start`, or `start` if there is no pipe. */
function findPipeStart(text: ScannedText, start: number): number {
  const stop = Math.max(0, start - MAX_PREFIX_LENGTH);
  const commandEnd = text.findRunStart(start, BLANK, 4);
  const mayFollowPipe = text.hasOneOf(commandEnd - 1, "|oO"); // the letter may end `| sudo`
  if (!mayFollowPipe) return start;
  // The second pipe to the left is the one before the piped command.
  let from = start;
  for (let pipeCount = 0; from > stop && pipeCount < 2; from--)
    if (text.hasCharacter(from - 1, "|")) pipeCount++;
  return from;
}

function matchPhrase(
  { pattern, kind, isValid, endsAtWord }: TriggerPhrase,
  text: ScannedText,
  start: number,
): Identifiable | undefined {
  const from = endsAtWord ? findPipeStart(text, start) : 0;
  const match = endsAtWord ? pattern.exec(text.slice(from, start)) : text.match(pattern, start);
  const value = match?.groups?.value;
  if (match === null || value === undefined || isPlaceholderValue(value) || isValid?.(match, value) === false)
    return undefined;
  const valueStart = from + match.index + match[0].lastIndexOf(value);
  return createMatch(kind, valueStart, valueStart + value.length);
}

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
