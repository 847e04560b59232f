/** Recognizes ids and digests of programs by their keys: `commit=…`, `"trace_id": "…"`. They look random, but are no secrets. */
import { BLANK, DOT, LINE_END, WORD } from "./character-classes.js";
import type { ScannedText } from "./scanned-text.js";
import { classifyKey, MAX_KEY_LENGTH } from "./sensitive-keys.js";

/** Hex digits with or without dashes (a git SHA, an ObjectId, a UUID, `traceparent`), a ULID, and a digest with its algorithm. */
const PROGRAM_ID =
  /^(?:(?:sha\d{1,3}[:-])?[\da-f](?:-?[\da-f]){6,127}|[0-7][\da-hjkmnp-tv-z]{25}|sha(?:256|384|512)-[\w+/]{43,86}={0,2})$/i;

/** Last words of a key whose value is a digest of contents, or an id in a version control system. */
const DIGEST_WORDS = new Set(
  (
    "commit tree parent object blob head sha sha1 sha224 sha256 sha384 sha512 md5 crc32 digest etag checksum revision rev integrity oid traceparent " +
    "uuid guid ulid objectid requestid traceid spanid buildid commitid correlationid"
  ).split(" "),
);

/** Words before `hash` that make it one of contents. A `hash` of its own may be one of a password. */
const HASHED_THINGS = new Set(
  "commit git tree blob block content file build source chunk image artifact object revision head base parent module asset bundle config lock cache".split(
    " ",
  ),
);

/** Words before `id`. The value identifies something that a program creates by itself, and no account and no machine. */
const IDENTIFIED_THINGS = new Set(
  (
    "request trace span parent correlation transaction operation run job task build event message object document " +
    "record row batch process thread execution invocation workflow pipeline step stage release deployment image " +
    "container layer snapshot version revision change commit tree blob artifact upload download query statement log " +
    "entry error incident chunk file block test suite"
  ).split(" "),
);

/** Words before `id` in a sentence that do not say what it identifies: `no item with id …`. */
const FUNCTION_WORDS = new Set(
  "the a an this with by for has had and no same of its to from unknown invalid".split(" "),
);

/** Returns true if the value has the form of an id or a digest, and its key says that it is one of a program. */
export function isProgramId(key: string, value: string): boolean {
  return PROGRAM_ID.test(value) && isProgramIdKey(key);
}

/** Returns true for keys such as `commit`, `traceId`, `X-Request-Id` and `file_sha256`. The name of a secret wins. */
export function isProgramIdKey(key: string): boolean {
  if (key.length > MAX_KEY_LENGTH) return false;
  const words = splitWords(key);
  if (words.some((word) => word === "key" || classifyKey(word) === "secret")) return false;
  const last = words.at(-1) ?? "";
  const beforeLast = words.at(-2) ?? "";
  if (last === "id")
    return beforeLast === "" || IDENTIFIED_THINGS.has(beforeLast) || FUNCTION_WORDS.has(beforeLast);
  return DIGEST_WORDS.has(last) || (last === "hash" && HASHED_THINGS.has(beforeLast));
}

function splitWords(key: string): string[] {
  return key
    .replace(/(?<=[a-z\d])(?=[A-Z])/g, " ")
    .toLowerCase()
    .replace(/\bsha[-_ ](?=\d)/g, "sha") // `SHA-256`
    .split(/[^a-z\d]+/)
    .filter((word) => word !== "");
}

/** Returns true if the value between two offsets is an id of a program according to the key before it. */
export function isProgramIdInText(text: ScannedText, start: number, end: number): boolean {
  return PROGRAM_ID.test(text.slice(start, end)) && isProgramIdKey(readKeyBefore(text, start));
}

/** Signs and marks between a key and its value: `"key": "…"`, `key='…'`, `<key>…`, `| key | … |`, `etag: W/"…"`. */
const MARKS = " \t:=>|\"'`\\([]";
const MAX_MARKS = 12;

/** Reads the key before a value, together with the word before it: `request id`. */
function readKeyBefore(text: ScannedText, start: number): string {
  let end = text.startsWith('W/"', start - 3) ? start - 3 : start;
  const stop = end - MAX_MARKS;
  while (end > stop && text.hasOneOf(end - 1, MARKS)) end--;
  const keyStart = text.findRunStart(end, WORD | DOT, MAX_KEY_LENGTH);
  const isAfterBlank = (text.charClassAt(keyStart - 1) & (BLANK | LINE_END)) === BLANK;
  const hasWordBefore = isAfterBlank && (text.charClassAt(keyStart - 2) & WORD) !== 0;
  const wordStart = hasWordBefore ? text.findRunStart(keyStart - 1, WORD, MAX_KEY_LENGTH / 2) : keyStart;
  return text.slice(wordStart, end);
}
