/** Finds labels, which are texts beside a value that act as its key, in lists (`["--token", "…"]`) and objects. */
import { getCommandFlags } from "./detectors/command-flags.js";
import type { CommandFlags } from "./scanned-text.js";
import { classifyKey, MAX_KEY_LENGTH } from "./sensitive-keys.js";

/** `DB_PASSWORD`, `apiKey` and `x-api-key` are keys, while `auth`, `login` and `Server` may be words of any list. */
const COMPOUND_KEY = /[_.-]|[a-z][A-Z]|[A-Z]{2}/;

/** Returns true if the text is a sensitive key, so that the value beside it may be sensitive. */
export function isLabel(text: unknown): text is string {
  if (typeof text !== "string" || text.length > MAX_KEY_LENGTH) return false;
  const kind = classifyKey(text);
  return kind === "secret" || (kind !== undefined && COMPOUND_KEY.test(text));
}

/** Returns true if the text is a sensitive key that is not also an ordinary word. */
export function isCompoundLabel(text: string): boolean {
  return (COMPOUND_KEY.test(text) || /^(?:authorization|cookie|apikey)$/i.test(text)) && isLabel(text);
}

/** Returns the name of a flag whose value is sensitive: `--password` and `-password`, but not `--no-password`. */
export function parseLabelFlag(item: string): string | undefined {
  const name = /^--?(?!no-)([a-zA-Z][\w-]{1,40})$/.exec(item)?.[1];
  return name !== undefined && classifyKey(name) !== undefined ? name : undefined;
}

/** Matches `-phunter2` and `-ujane:hunter2`. With other letters it may be a word. */
const FLAG_WITH_VALUE = /^-(?:[pP].|u[^:]*:)/;

interface Label {
  readonly key: string;
  /** `pair` is the first of two items of a list in a list, `position` is an even position of any list. */
  readonly source: "flag" | "letter" | "pair" | "position";
}

/** Returns whether an item of a list may be the label of the next item. @param length of the list: pairs have an even one */
export function mayLabelNext(item: unknown, length: number): boolean {
  return typeof item === "string" && (item.startsWith("-") || (length % 2 === 0 && isLabel(item)));
}

/** Finds the label of each item of a list. */
export class ListLabelTracker {
  readonly #length: number;
  readonly #isNested: boolean;
  #index: number;
  /** The flags of the command that the list begins with, or that follows `sudo` or the like. */
  #flags: CommandFlags | undefined;
  #wrapsCommand = false;
  #label: Label | undefined;

  /**
   * @param isNested the list is an item of another list, as a pair in a list of pairs is
   * @param index the first item that is passed to `resolveLabel`; no item before it is a text
   */
  constructor(length: number, isNested: boolean, index = 0) {
    this.#length = length;
    this.#isNested = isNested;
    this.#index = index;
  }

  /** Is called with each item in order. Returns the label before the item, or undefined. */
  resolveLabel(item: unknown): string | undefined {
    const label = this.#label;
    const at = this.#index++;
    const text = typeof item === "string" ? item : undefined;
    if (at === 0 || (at === 1 && this.#wrapsCommand)) this.#setCommand(text);
    this.#label = text === undefined ? undefined : this.#parseLabel(text, at);
    const hasValue = text !== undefined && this.#label === undefined && FLAG_WITH_VALUE.test(text);
    if (hasValue && this.#classifyLetter(text) === "secret") return "password";
    return label !== undefined && appliesTo(label, item) ? label.key : undefined;
  }

  #parseLabel(text: string, at: number): Label | undefined {
    if (text.startsWith("-")) {
      const key = parseLabelFlag(text);
      if (key !== undefined) return { key, source: "flag" };
      const kind = text.length === 2 ? this.#classifyLetter(text) : undefined;
      return kind && { key: kind === "secret" ? "password" : kind, source: "letter" };
    }
    if (this.#isNested && this.#length === 2 && at === 0 && isLabel(text))
      return { key: text, source: "pair" };
    const isPosition = this.#length % 2 === 0 && at % 2 === 0;
    return isPosition && isCompoundLabel(text) ? { key: text, source: "position" } : undefined;
  }

  #setCommand(command: string | undefined): void {
    const name = command === undefined ? "" : parseCommandName(command);
    this.#flags = getCommandFlags().get(name);
    this.#wrapsCommand = /^(?:sudo|docker|podman)$/.test(name);
  }

  #classifyLetter(flag: string) {
    return this.#flags?.get(flag.charAt(1));
  }
}

/** Returns false if the item is another flag, a number beside a word, or no `name=value` beside `cookie`. */
function appliesTo({ key, source }: Label, item: unknown): boolean {
  if (source === "flag") return typeof item !== "string" || !/^--[a-z]/i.test(item);
  if (source === "letter") return typeof item !== "string" || !item.startsWith("-");
  const isCookie = source === "position" && /^cookie$/i.test(key);
  return isCookie ? typeof item === "string" && item.includes("=") : typeof item !== "number";
}

/** Returns `mysql` for `/usr/bin/mysql`, `MYSQL` and `mysql.exe`. */
function parseCommandName(item: string): string {
  const tail = item.slice(-MAX_KEY_LENGTH).toLowerCase();
  return tail.slice(Math.max(tail.lastIndexOf("/"), tail.lastIndexOf("\\")) + 1).replace(/\.exe$/, "");
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

/** Returns whether the value of a key, such as `name`, may be the label of the value beside it. */
function isLabelKey(key: string): boolean {
  return LABEL_KEYS.has(key);
}

/** Returns whether a key, such as `value`, may hold the value that a sibling labels. */
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

/** Returns the label in a Map, as `findLabelSibling` does. Uses the built-in methods, which a subclass may override. */
export function findLabelInMap(map: ReadonlyMap<unknown, unknown>): string | undefined {
  const size: unknown = SIZE?.get?.call(map);
  if (!(typeof size === "number" && size <= MAX_MEMBERS)) return undefined;
  const members: unknown[] = [...Map.prototype.keys.call(map)];
  const keys = members.filter((key) => typeof key === "string");
  return keys.some(isValueKey)
    ? findLabelSibling(new Set(keys), (key) => Map.prototype.get.call(map, key))
    : undefined;
}

const SIZE = Object.getOwnPropertyDescriptor(Map.prototype, "size");
