/** Finds labels, which are texts beside a value that act as its key: `{ name: "DB_PASSWORD", value: "…" }`. */
import { classifyKey, MAX_KEY_LENGTH } from "./sensitive-keys.js";

/** `DB_PASSWORD`, `apiKey` and `x-api-key` are keys, while `auth`, `login` and `Server` may be words of any list. */
const COMPOUND_KEY = /[_.-]|[a-z][A-Z]|[A-Z]{2}/;
/** Sensitive keys of one word that is not used for anything else. */
const UNMISTAKABLE_WORD = /^(?:authorization|cookie|apikey)$/i;

/** Returns true if the text is a sensitive key, so that the value beside it may be sensitive. */
export function isLabel(text: unknown): text is string {
  if (typeof text !== "string" || text.length > MAX_KEY_LENGTH) return false;
  const kind = classifyKey(text);
  return kind === "secret" || (kind !== undefined && COMPOUND_KEY.test(text));
}

/** Returns true if the text is a sensitive key that is not also an ordinary word. */
export function isUnmistakableLabel(text: string): boolean {
  return (COMPOUND_KEY.test(text) || UNMISTAKABLE_WORD.test(text)) && isLabel(text);
}

/** Each word has the spellings of JavaScript, of .NET and AWS, and of SQL. */
const LABEL_KEYS = new Set(
  (
    "name Name NAME key Key KEY k K id Id ID field Field FIELD header Header HEADER label Label LABEL param Param PARAM " +
    "parameter Parameter PARAMETER variable Variable VARIABLE setting Setting SETTING option Option OPTION " +
    "property Property PROPERTY attribute Attribute ATTRIBUTE"
  ).split(" "),
);
const VALUE_KEYS = new Set(["value", "Value", "VALUE", "val", "Val", "VAL", "v", "V"]);

/** Returns true for keys such as `name`, whose value may be the label of the value beside it. */
function isLabelKey(key: string): boolean {
  return LABEL_KEYS.has(key);
}

/** Returns true for keys such as `value`, which may hold the value that a sibling labels. */
export function isValueKey(key: string): boolean {
  return VALUE_KEYS.has(key);
}

/** In larger objects no member is a label of another one. */
const MAX_MEMBERS = 64;

/**
 * Returns the label that a sibling of `value` holds in an object such as `{ name: "DB_PASSWORD", value: "…" }`.
 *
 * @param keys of all members of the object
 * @param readValue reads a member without running code of the object
 */
export function findLabelSibling(
  keys: ReadonlySet<string>,
  readValue: (key: string) => unknown,
): string | undefined {
  if (keys.size > MAX_MEMBERS) return undefined;
  for (const key of keys) {
    const label = isLabelKey(key) ? readValue(key) : undefined;
    if (isLabel(label)) return label;
  }
  return undefined;
}

/**
 * Returns the label in a Map, as `findLabelSibling` does. It calls the methods of `Map.prototype`, because those of a
 * subclass may run code of the author.
 */
export function findLabelInMap(map: ReadonlyMap<unknown, unknown>): string | undefined {
  const size: unknown = SIZE_PROPERTY?.get?.call(map);
  if (!(typeof size === "number" && size <= MAX_MEMBERS)) return undefined;
  const members: unknown[] = [...Map.prototype.keys.call(map)];
  const keys = members.filter((key) => typeof key === "string");
  return keys.some(isValueKey)
    ? findLabelSibling(new Set(keys), (key) => Map.prototype.get.call(map, key))
    : undefined;
}

const SIZE_PROPERTY = Object.getOwnPropertyDescriptor(Map.prototype, "size");
