/** Recognizes ids and digests of programs by their keys: `commit=…`, `"trace_id": "…"`. They look random, but are no secrets. */
import { BLANK, DOT, LINE_END, WORD } from "./character-classes.js";
import { isAsciiLetter, isDigitCode } from "./last-letters.js";
import type { ScannedText } from "./scanned-text.js";
import { classifyKey, endsWithOneOf, MAX_KEY_LENGTH } from "./sensitive-keys.js";

/** Hex digits with or without dashes (a git SHA, an ObjectId, a UUID, `traceparent`), a ULID, and a digest with its algorithm. */
const PROGRAM_ID =
  /^(?:(?:sha\d{1,3}[:-])?[\da-f](?:-?[\da-f]){6,127}|[0-7][\da-hjkmnp-tv-z]{25}|sha(?:256|384|512)-[\w+/]{43,86}={0,2})$/i;
/** The ids of databases and services: letters, digits, `_` and `-`. A longer one may be a key. */
const SERVICE_ID = /^[\w-]{8,40}$/;

/** Last words of a key whose value is a digest of contents, or an id in a version control system. */
const DIGEST_WORDS = new Set(
  (
    "commit tree parent object blob head sha sha1 sha224 sha256 sha384 sha512 shasum md5 md5sum crc32 digest etag checksum " +
    "revision rev integrity oid traceparent root uuid guid ulid"
  ).split(" "),
);

/** Words before `hash` that make it one of contents. A `hash` of its own may be one of a password. */
const HASHED_THINGS = new Set(
  (
    "commit git tree blob block content file build source chunk image artifact object revision head base parent module asset " +
    "bundle config lock cache md5 sha1 sha256 query schema template tx"
  ).split(" "),
);

/** Words before `id`. The value identifies something that a program creates by itself, and no account and no machine. */
const PROGRAM_THINGS = new Set(
  (
    "request trace span parent correlation transaction operation run job task build event message object document " +
    "record row batch process thread execution invocation workflow pipeline step stage release deployment image " +
    "container layer snapshot version revision change commit tree blob artifact upload download query statement log " +
    "entry error incident chunk file block test suite cluster activity insert"
  ).split(" "),
);

/** Words before `id` that mean a person, a device, a company or a credential. */
const PRIVATE_THINGS = new Set(
  (
    "access account advertising anonymous app application auth author bank card client company contact cookie credential " +
    "customer device distinct email employee hardware host insurance install installation key license login machine member " +
    "national org organization owner passport patient person phone player profile push role secret serial sess session " +
    "student sub tax tenant token tracking user vehicle visitor wallet"
  ).split(" "),
);

/** Words before `id` in a sentence that do not say what it identifies: `no item with id …`. */
const FUNCTION_WORDS = new Set(
  "the a an this with by for has had and no same of its to from unknown invalid".split(" "),
);

/** The ends of all keys that `classifyIdKey` knows, except `SHA-256`. */
const ID_ENDS = [...DIGEST_WORDS, "id", "ids", "ksuid", "hash"];

/** Tests the end of a key, which saves the rest for most keys. */
function mayNameId(key: string): boolean {
  let end = key.length;
  while (end > 0 && !isAsciiLetter(key.charCodeAt(end - 1)) && !isDigitCode(key.charCodeAt(end - 1))) end--;
  const name = key.slice(0, end).toLowerCase();
  return endsWithOneOf(name, ID_ENDS) || /sha[-_ ]\d{1,3}$/.test(name);
}

/**
 * Says which values of a key are ids of a program:
 * - `fixed-form` (`commit`, `id`): only values in the form of `PROGRAM_ID`
 * - `program` (`trace_id`): values in the form of `PROGRAM_ID` or `SERVICE_ID`
 * - `unlisted` (`order_id`): values in the form of `SERVICE_ID`, and only in texts
 */
type IdKeyClass = "fixed-form" | "program" | "unlisted";

/** Returns true if the value has the form of an id or a digest, and its key says that it is one of a program. */
export function isProgramId(key: string, value: string): boolean {
  return PROGRAM_ID.test(value) && isProgramIdKey(key);
}

/** Returns true for keys such as `commit`, `traceId`, `X-Request-Id` and `file_sha256`. The name of a secret wins. */
export function isProgramIdKey(key: string): boolean {
  const keyClass = classifyIdKey(key);
  return keyClass === "fixed-form" || keyClass === "program";
}

/** Returns true if the key before a value says that it is an id of a program or a service, and the value has such a form. */
export function isIdInText(text: ScannedText, start: number, end: number): boolean {
  const value = text.slice(start, end);
  const isProgramForm = PROGRAM_ID.test(value);
  const isServiceForm = SERVICE_ID.test(value);
  if (!isProgramForm && !isServiceForm) return false;
  const keyClass = classifyIdKey(readKeyBefore(text, start));
  if (keyClass === "fixed-form") return isProgramForm;
  return keyClass === "program" || (keyClass === "unlisted" && isServiceForm);
}

function classifyIdKey(key: string): IdKeyClass | undefined {
  if (key.length > MAX_KEY_LENGTH || !mayNameId(key)) return undefined;
  const words = splitWords(key);
  if (words.some((word) => word === "key" || classifyKey(word) === "secret")) return undefined;
  const last = words.at(-1) ?? "";
  const beforeLast = words.at(-2) ?? "";
  if (DIGEST_WORDS.has(last) || (last === "hash" && HASHED_THINGS.has(beforeLast))) return "fixed-form";
  if (last !== "id" && last !== "ids" && last !== "ksuid") return undefined;
  if (beforeLast === "" || FUNCTION_WORDS.has(beforeLast)) return "fixed-form";
  if (PROGRAM_THINGS.has(beforeLast)) return "program";
  return PRIVATE_THINGS.has(beforeLast) ? undefined : "unlisted";
}

function splitWords(key: string): string[] {
  return key
    .replace(/(?<=[a-z\d])(?=[A-Z])/g, " ")
    .toLowerCase()
    .replace(/\bsha[-_ ](?=\d)/g, "sha") // `SHA-256`
    .replace(COMPOUND_ID, "$1 id")
    .split(/[^a-z\d]+/)
    .filter((word) => word !== "");
}

/** `requestid` */
const COMPOUND_ID =
  /\b(build|commit|container|event|insert|object|request|span|trace|correlation|transaction)id\b/;

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
