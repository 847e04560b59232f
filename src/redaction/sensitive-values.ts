/** Decides which values under a sensitive key are sensitive. */
import { isUuid } from "../internal/ids.js";
import { classifyKey, type KeyKind } from "./sensitive-keys.js";

/** Returns the kind of a value that is sensitive because of its key, or undefined. */
export function classifyValueByKey(key: string, value: string | number): KeyKind | undefined {
  const kind = classifyKey(key);
  if (kind === undefined) return undefined;
  if (kind !== "secret" && typeof value === "number") return undefined; // a count of users, or a port
  const text = String(value);
  return isPlaceholderValue(text) || isHarmlessValue(kind, key, text) || isUuid(text) ? undefined : kind;
}

/** Returns true for a count, a version or a port, and for a host without a digit, a dot or a dash, such as `localhost`. */
export function isHarmlessValue(kind: KeyKind, key: string, value: string): boolean {
  if (kind === "host") return !/[\d.-]/.test(value) || /^[\d.]{1,4}$/.test(value);
  // A short number is a count in `secrets=12`, but it may be the secret in `password=1234`.
  return /^[\d.,]{1,5}\W?$/.test(value) && !/passw|passc|pwd|pin|passphrase|kennwort|senha|clave/i.test(key);
}

/** Types, states and words of sentences, which are not values. */
const NON_VALUE_WORDS = new Set(
  (
    "string number boolean bool int integer str text object array any unknown never void null nil none undefined true false yes no on off " +
    "required optional missing invalid valid expired empty blank wrong incorrect correct unset set default enabled disabled hidden redacted masked " +
    "the a an is are was not for of to in and or if with by from this that it its too must should may can has have be been will " +
    "used stored needed given found rejected accepted refused revoked sent read passed ok error failed field value type name header parameter localhost inherit " +
    "ist sind nicht der die das ein eine est sont le la les un une es el los no не это"
  ).split(" "),
);

const MAX_NON_VALUE_LENGTH = Math.max(...Array.from(NON_VALUE_WORDS, (word) => word.length));

/** Returns true for words, masks, calls and templates that stand in the place of a value. */
export function isPlaceholderValue(value: string): boolean {
  return (
    value === "" ||
    (value.length <= MAX_NON_VALUE_LENGTH && NON_VALUE_WORDS.has(value.toLowerCase())) ||
    /^(?:[*\u2022x.\u2026-]+$|[a-z]\w*\.\w+\(|\$?\{\{?[^}]*\}?$)/i.test(value)
  );
}
