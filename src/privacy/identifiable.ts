/** The table of what identifies a person, a machine or a secret, and the pattern that finds it. Every pattern is linear in its input. */
import { isIPv6 } from "node:net";

export type IdentifiableKind =
  | "private-key"
  | "url"
  | "email"
  | "token"
  | "secret"
  | "mac"
  | "ip"
  | "path"
  | "host"
  | "card"
  | "phone"
  | "company"
  | "person";

export interface Pattern {
  readonly kind: IdentifiableKind;
  /** Global; where it has a group named `value`, only that group is the find. */
  readonly regexp: RegExp;
  /** A check that a regular expression cannot make. */
  readonly accepts?: (match: string) => boolean;
}

// Vendors' published prefixes. Sources: the vendors' own documentation of their token formats; the secret-scanning
// issue widens this list and measures it.
const VENDOR_TOKEN = [
  "sk-(?:ant-|proj-|svcacct-)?[\\w-]{16,}", // OpenAI, Anthropic
  "[sr]k_(?:live|test)_\\w{10,}", // Stripe
  "gh[opsur]_\\w{20,}",
  "github_pat_\\w{20,}",
  "glpat-[\\w-]{16,}",
  "xox[a-z]-[\\w-]{10,}", // Slack
  "(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,}", // AWS
  "AIza[\\w-]{30,}", // Google
  "ya29\\.[\\w-]{16,}",
  "npm_\\w{30,}",
  "pypi-[\\w-]{16,}",
  "ph[cx]_\\w{20,}", // PostHog
  "SG\\.[\\w-]{16,}\\.[\\w-]{16,}", // SendGrid
  "hf_\\w{20,}", // Hugging Face
  "do[opr]_v1_[0-9a-f]{32,}", // DigitalOcean
  "shp(?:at|ca|pa|ss)_[0-9a-f]{20,}", // Shopify
  "(?<![\\w-])eyJ[\\w-]{5,}\\.[\\w-]{5,}(?:\\.[\\w-]*)?", // JWT: {" in base64
].join("|");

const SECRET_KEY =
  "pass(?:word|wd|phrase)?|pwd|secret|token|(?:api|access|auth|private|client|secret|account|encryption|signing)[_.-]?(?:key|token|secret|id)|authorization|credentials?|cookie|session[_-]?id|bearer|user(?:name)?|login";
/** What stands behind a key, in any quoting or none; not a placeholder that already does. */
const QUOTED_OR_BARE = `(?!\\[[a-z-]{2,11}\\])(?<value>"[^"\\r\\n]*"?|'[^'\\r\\n]*'?|[^\\s,;&"'}\\])]+)`;

const DIRECTORY_CHARACTERS = "[^\\\\/:*?\"'`<>|\\r\\n\\t,;()\\[\\]{}]";
const FILE_CHARACTERS = "[^\\\\/:*?\"'`<>|\\s,;()\\[\\]{}]";

/** Finds that need no guess; the guard uses these. */
export const CERTAIN: readonly Pattern[] = [
  {
    kind: "private-key",
    regexp: /-----BEGIN [A-Z0-9 ]{1,40}-----[\s\S]*?(?:-----END [A-Z0-9 ]{1,40}-----|$)/g,
  },
  // Whole: a URL may carry credentials, a host, a repository, a query. Connection strings and file:// are URLs too.
  { kind: "url", regexp: /(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+.-]{1,20}:\/\/[^\s"'<>`]+/g },
  { kind: "url", regexp: /(?<![\w.])www\.[^\s"'<>`]{3,}/gi },
  { kind: "email", regexp: /[^\s@"'<>()[\],;:=]{1,64}@[^\s@"'<>()[\],;:=]{1,255}/g },
  { kind: "token", regexp: new RegExp(`(?<![A-Za-z0-9])(?:${VENDOR_TOKEN})`, "g") },
  { kind: "secret", regexp: /(?<![A-Za-z])(?:bearer|basic|digest)\s+(?<value>[\w.~+/=-]{6,})/gi },
  {
    kind: "secret",
    regexp: new RegExp(
      `(?<![A-Za-z0-9])(?:${SECRET_KEY})["']?\\s{0,4}(?:=>|[:=])\\s{0,4}${QUOTED_OR_BARE}`,
      "gi",
    ),
  },
  {
    kind: "secret",
    regexp: new RegExp(
      `(?<=[A-Z0-9]_)(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|PWD|DSN)["']?\\s{0,4}[:=]\\s{0,4}${QUOTED_OR_BARE}`,
      "g",
    ),
  },
  { kind: "mac", regexp: /(?<![0-9a-f:-])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![0-9a-f:-])/gi },
  { kind: "mac", regexp: /(?<![0-9a-f.])(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}(?![0-9a-f.])/gi },
  {
    kind: "ip",
    regexp:
      /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\/\d{1,2})?(?![\d.]*\d)/g,
  },
  { kind: "ip", regexp: /(?<![\w:])[0-9a-f:]{2,45}(?:%\w{1,16})?(?![\w:])/gi, accepts: isAddressV6 },
  {
    kind: "path",
    regexp: new RegExp(
      `(?:\\\\\\\\[?.]?|(?<![A-Za-z])[A-Za-z]:)[\\\\/]?(?:${DIRECTORY_CHARACTERS}{1,80}[\\\\/])*${FILE_CHARACTERS}*`,
      "g",
    ),
    accepts: isWindowsPath,
  },
  {
    kind: "path",
    regexp: new RegExp(
      `(?<![\\w.\\-/\\\\<])(?:~[\\w.-]{0,32}|\\.{1,2}|\\$\\{?\\w{1,40}\\}?|%\\w{1,40}%)?[\\\\/](?:${DIRECTORY_CHARACTERS}{1,80}/)*${FILE_CHARACTERS}+`,
      "g",
    ),
  },
  {
    kind: "host",
    regexp:
      /(?<![\w@-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}(?:com|org|net|edu|gov|mil|int|io|dev|app|ai|co|uk|de|fr|nl|eu|us|ca|au|jp|cn|in|br|ru|ch|se|no|es|it|info|biz|cloud|local|localdomain|lan|internal|intranet|corp|home|arpa|test|example|invalid)(?![\w-])/gi,
  },
  { kind: "card", regexp: /(?<![\d.])\d(?:[ -]?\d){12,18}(?![\d.]*\d)/g, accepts: passesLuhn },
  { kind: "phone", regexp: /(?<![\w.])(?:\+|00)\d(?:[ ().-]{0,2}\d){6,14}(?!\d)/g },
  { kind: "phone", regexp: /(?<![\w.])(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?!\d)/g },
  { kind: "token", regexp: /(?<![\w+/=-])[A-Za-z0-9+/_=-]{20,}(?![\w+/=-])/g, accepts: looksRandom },
];

/** Finds that are guesses about names; only free text is put through these. */
export const GUESSED: readonly Pattern[] = [
  {
    kind: "company",
    regexp:
      /(?<!\p{L})\p{Lu}[\p{L}\p{N}&.-]{0,40}(?: \p{Lu}[\p{L}\p{N}&.-]{0,40}){0,3},? (?:Inc|Incorporated|Ltd|Limited|LLC|LLP|GmbH|AG|SA|SAS|BV|NV|AB|Oy|Corp|Corporation|Company|Co|PLC|Pty)(?!\p{L})\.?/gu,
  },
  {
    kind: "person",
    regexp:
      /(?<!\p{L})(?:Mr|Mrs|Ms|Dr|Prof|Herr|Frau)\.? \p{Lu}[\p{L}'-]{1,40}(?: \p{Lu}[\p{L}'-]{1,40}){0,2}/gu,
  },
  {
    kind: "person",
    regexp:
      /(?<![\p{L}\p{N}_])\p{Lu}\p{Ll}{1,30}(?: \p{Lu}\.)?(?:[ ]\p{Lu}[\p{Ll}'-]{1,30}){1,2}(?![\p{L}\p{N}_])/gu,
  },
];

function isAddressV6(match: string): boolean {
  return match.includes(":") && isIPv6(match.replace(/%.*$/, ""));
}

function isWindowsPath(match: string): boolean {
  return match.startsWith("\\\\") ? match.length > 3 : /^[A-Za-z]:[\\/]/.test(match);
}

/** ISO/IEC 7812-1, annex B. */
function passesLuhn(match: string): boolean {
  let sum = 0;
  const digits = match.replace(/[ -]/g, "");
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    sum += i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}

/** A UUID identifies nothing by itself. */
export const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Long, mixed and uneven: a key rather than a word. */
function looksRandom(match: string): boolean {
  if (UUID.test(match)) return false;
  const digits = match.replace(/\D/g, "").length;
  if (digits === 0 && !/[a-z][A-Z]+[a-z]/.test(match)) return false;
  if (/^[0-9a-f]+$/i.test(match)) return match.length >= 24 && digits > 3;
  return /[A-Za-z]/.test(match) && digits >= 2 && entropy(match) >= 3.3;
}

/** Shannon entropy in bits a character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
