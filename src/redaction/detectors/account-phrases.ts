/** Lists the phrases before hosts and users in messages of programs and in SQL: `role "jane"`, `ENOTFOUND db1`. */
import type { Identifiable } from "../match.js";

export interface Phrase {
  /** Sticky, and begins at the trigger word. The group `value` is the match, or the group `mark` is the mark before it. */
  readonly pattern: RegExp;
  readonly kind: Identifiable["kind"];
  readonly isValid?: (match: RegExpExecArray, value: string) => boolean;
}

/** Numbers, versions, encodings and processors after `host` and `hostname`. */
const NON_HOST_NAME =
  /^(?:[\d.,]+[a-z]{0,2}|0x\w+|v\d[\w.]*|x\d+(?:_\d+)?|amd64|arm\w{0,6}|aarch64|i\d86|win(?:32|64)|ipv?[46]|http\d|utf-?\d+|es\d+)$/i;
/** Words of a sentence with a dash, such as `auto-detection` and `case-insensitively`. */
const COMPOUND_WORD =
  /^(?:auto|look|pre|non|case|re|self|built|user|well|multi|cross|back|in)-[a-z]+$|^[a-z]+-(?:based|only|aware|like|specific|less|safe|up|in|to|friendly|[a-z]{1,12}ed)$/i;

/** Returns false for a plain word, which belongs to the sentence: `hostname mismatch`. */
function isLikelyHost(_match: RegExpExecArray, value: string): boolean {
  return hasInnerMark(value, /[.-]/) && !NON_HOST_NAME.test(value) && !COMPOUND_WORD.test(value);
}

/** Returns true for a value with a digit, or with one of these marks between letters. */
function hasInnerMark(value: string, mark: RegExp): boolean {
  return /\d/.test(value) || mark.test(value.slice(1, -1));
}

/** Returns true for a plain word only after the function that resolves names, as in `getaddrinfo ENOTFOUND redis`. */
function isLookedUp({ input, index }: RegExpExecArray, value: string): boolean {
  return (
    hasInnerMark(value, /[.-]/) ||
    /(?:getaddrinfo|query\w{1,8}) $/i.test(input.slice(Math.max(0, index - 16), index))
  );
}

/** Returns true for a plain word only in GitHub's `Permission to owner/repository.git denied to …`. */
function isDeniedUser({ input, index }: RegExpExecArray, value: string): boolean {
  return (
    hasInnerMark(value, /[._]/) ||
    /permission to \S{1,140} $/i.test(input.slice(Math.max(0, index - 156), index))
  );
}

/** The rest of a statement in SQL after the name of a user. */
const SQL_AFTER_USER =
  /^["'`]?(?:\s{1,4}(?:with|identified|password|login|superuser|createdb|without)\b|\s{0,4};)/i;

/** Returns true for a plain word only in SQL, because `create user accounts` and `create login page` are sentences. */
function isDatabaseUser(match: RegExpExecArray, value: string): boolean {
  const [statement] = match;
  const end = match.index + statement.length;
  return (
    hasInnerMark(value, /[._@%]/) ||
    /^[A-Z]{5}|["'`]/.test(statement) ||
    SQL_AFTER_USER.test(match.input.slice(end, end + 24))
  );
}

/** Roles of messages and of elements on a page (WAI-ARIA). Those of accounts are in the list of well-known accounts. */
const COMMON_ROLE =
  /^(?:function|none|presentation|alert|alertdialog|application|article|banner|button|cell|checkbox|combobox|dialog|form|grid|gridcell|group|heading|img|link|list|listbox|listitem|log|main|menu|menubar|menuitem|navigation|option|progressbar|radio|radiogroup|region|row|search|searchbox|slider|status|switch|tab|table|tablist|tabpanel|textbox|timer|toolbar|tooltip|tree|treeitem)$/i;

const NAME_IN_SQL =
  "\\s{1,4}(?:user|role|login)\\s{1,4}(?:if\\s{1,4}not\\s{1,4}exists\\s{1,4})?[\"'`]?(?<value>[\\w.@%-]{1,128})";

/** Creates the phrases by their trigger word. */
export function createAccountPhrases(): Readonly<Record<string, readonly Phrase[]>> {
  return {
    role: [
      {
        pattern: /role\s{1,4}\\{0,7}["'`](?<value>[^"'`\\\r\n]{1,64})/iy,
        kind: "user",
        isValid: (_match, value) => !COMMON_ROLE.test(value),
      },
    ],
    database: [{ pattern: /database\s{1,4}\\{0,7}["'`](?<value>[^"'`\\\r\n]{1,64})/iy, kind: "host" }],
    hostname: [
      {
        pattern: /hostname\s{1,4}(?<value>[A-Za-z0-9][\w.-]{0,252}[A-Za-z0-9])/iy,
        kind: "host",
        isValid: isLikelyHost,
      },
    ],
    host: [
      {
        pattern: /host\s{1,4}(?<value>[A-Za-z0-9](?=[\w.-]{0,62}\d)[\w.-]{0,62}[A-Za-z0-9])/iy,
        kind: "host",
        isValid: isLikelyHost,
      },
    ],
    // The log of sudo has the form `sudo: jane : TTY=pts/0 ; …`.
    sudo: [{ pattern: /sudo:\s{1,8}(?<value>[\w.@-]{1,64})(?=\s{1,4}:\s)/iy, kind: "user" }],
    user: [{ pattern: /user\s{1,4}\\{0,7}["'`](?<value>[^"'`\\\r\n]{1,64})/iy, kind: "user" }],
    create: [{ pattern: new RegExp(`create${NAME_IN_SQL}`, "iy"), kind: "user", isValid: isDatabaseUser }],
    alter: [{ pattern: new RegExp(`alter${NAME_IN_SQL}`, "iy"), kind: "user", isValid: isDatabaseUser }],
    uid: [{ pattern: /uid=\d{1,10}\((?<value>[\w.@\\$-]{1,64})/iy, kind: "user" }],
    gid: [{ pattern: /gid=\d{1,10}\((?<value>[\w.@\\$-]{1,64})/iy, kind: "user" }],
    unknownhostexception: [
      { pattern: /unknownhostexception:\s{1,2}(?<value>[\w.-]{1,253})/iy, kind: "host" },
    ],
    lookup: [{ pattern: /lookup\s{1,2}(?<value>[\w.-]{1,253})(?=: no such host| on [\d[])/iy, kind: "host" }],
    denied: [
      { pattern: /denied\s{1,2}to\s{1,2}(?<value>[\w.-]{1,64})/iy, kind: "user", isValid: isDeniedUser },
    ],
    enotfound: [{ pattern: /enotfound\s{1,4}(?<value>[\w.-]{1,253})/iy, kind: "host", isValid: isLookedUp }],
    eai_again: [{ pattern: /eai_again\s{1,4}(?<value>[\w.-]{1,253})/iy, kind: "host", isValid: isLookedUp }],
  };
}
