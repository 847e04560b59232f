/** Names that stand beside a value and say what it is: a flag or a header before it in a list, the first of a pair, `name` next to `value`. */
import { COMMAND_FLAGS } from "./detectors/command-flags.js";
import type { CommandFlags } from "./scanned-text.js";
import { classifyKey, MAX_KEY_LENGTH } from "./sensitive-keys.js";

/** `DB_PASSWORD`, `apiKey` and `x-api-key` are names of settings; `auth`, `login` and `Server` are words of any list. */
const COMPOUND_KEY = /[_.-]|[a-z][A-Z]|[A-Z]{2}/;

/** Whether a text says that a value beside it is a secret, or whose it is. */
export function isLabel(text: unknown): text is string {
  if (typeof text !== "string" || text.length > MAX_KEY_LENGTH) return false;
  const kind = classifyKey(text);
  return kind === "secret" || (kind !== undefined && COMPOUND_KEY.test(text));
}

/** The same of a text that nothing but its place says is a name. */
export function isCompoundLabel(text: string): boolean {
  return (COMPOUND_KEY.test(text) || /^(?:authorization|cookie|apikey)$/i.test(text)) && isLabel(text);
}

/** Whether an item of a list may say what the next one is: all of which `NamesInList` may say so, and some more. */
export function mayNameNext(item: unknown, length: number): boolean {
  return typeof item === "string" && (item.startsWith("-") || (length % 2 === 0 && isLabel(item)));
}

/** The name of a flag that says what stands behind it: `--password`, `-password`; not `--no-password`. */
export function parseLabelFlag(item: string): string | undefined {
  const name = /^--?(?!no-)([a-zA-Z][\w-]{1,40})$/.exec(item)?.[1];
  return name !== undefined && classifyKey(name) !== undefined ? name : undefined;
}

/** A flag of one letter and what is glued to it. */
const FLAG_WITH_VALUE = /^-(?:[pP].|u[^:]*:)/;

interface Label {
  readonly name: string;
  readonly by: "flag" | "letter" | "pair" | "place";
}

/** Says of each item of a list, asked for in their order, by which name it goes; undefined where by none. */
export class ListLabelTracker {
  readonly #length: number;
  readonly #isNested: boolean;
  #index = 0;
  /** Of the command that the list begins with, or whose name stands behind one that runs others. */
  #flags: CommandFlags | undefined;
  #wrapsCommand = false;
  #label: Label | undefined;

  /** @param isItem the list stands in a list, as a pair among pairs does */
  constructor(length: number, isItem: boolean) {
    this.#length = length;
    this.#isNested = isItem;
  }

  resolveLabel(item: unknown): string | undefined {
    const label = this.#label;
    const at = this.#index++;
    const text = typeof item === "string" ? item : undefined;
    if (at === 0 || (at === 1 && this.#wrapsCommand)) this.#setCommand(text);
    this.#label = text === undefined ? undefined : this.#parseLabel(text, at);
    // As `-phunter2` or `-ujane:hunter2`; with other letters it may be a word.
    const isGlued = text !== undefined && this.#label === undefined && FLAG_WITH_VALUE.test(text);
    if (isGlued && this.#classifyLetter(text) === "secret") return "password";
    return label !== undefined && appliesTo(label, item) ? label.name : undefined;
  }

  #parseLabel(text: string, at: number): Label | undefined {
    if (text.startsWith("-")) {
      const name = parseLabelFlag(text);
      if (name !== undefined) return { name, by: "flag" };
      const kind = text.length === 2 ? this.#classifyLetter(text) : undefined;
      return kind && { name: kind === "secret" ? "password" : kind, by: "letter" };
    }
    if (this.#isNested && this.#length === 2 && at === 0 && isLabel(text)) return { name: text, by: "pair" };
    const isPlace = this.#length % 2 === 0 && at % 2 === 0;
    return isPlace && isCompoundLabel(text) ? { name: text, by: "place" } : undefined;
  }

  #setCommand(command: string | undefined): void {
    const name = command === undefined ? "" : parseCommandName(command);
    this.#flags = COMMAND_FLAGS.get(name);
    this.#wrapsCommand = /^(?:sudo|docker|podman)$/.test(name);
  }

  #classifyLetter(flag: string) {
    return this.#flags?.get(flag.charAt(1));
  }
}

/** A flag may have nothing behind it but another, a count beside a word is a count, and cookies have a sign in them. */
function appliesTo({ name, by }: Label, item: unknown): boolean {
  if (by === "flag") return typeof item !== "string" || !/^--[a-z]/i.test(item);
  if (by === "letter") return typeof item !== "string" || !item.startsWith("-");
  const isCookie = by === "place" && /^cookie$/i.test(name);
  return isCookie ? typeof item === "string" && item.includes("=") : typeof item !== "number";
}

/** `/usr/bin/mysql`, `MYSQL` and `mysql.exe` are `mysql`. */
function parseCommandName(item: string): string {
  const tail = item.slice(-MAX_KEY_LENGTH).toLowerCase();
  return tail.slice(Math.max(tail.lastIndexOf("/"), tail.lastIndexOf("\\")) + 1).replace(/\.exe$/, "");
}

/** In lower case, with a capital, and in capitals, as AWS, .NET and SQL write them. */
function expandCases(names: string): ReadonlySet<string> {
  const words = names.split(" ");
  const capitalized = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return new Set([...words, ...capitalized, ...words.map((word) => word.toUpperCase())]);
}

const LABEL_KEYS = expandCases(
  "name key k id field header label param parameter variable setting option property attribute",
);
const VALUE_KEYS = expandCases("value val v");

/** What this member holds may say what another one is. */
export function isLabelKey(key: string): boolean {
  return LABEL_KEYS.has(key);
}

/** What this member holds goes by a name that another one may hold. */
export function isValueKey(key: string): boolean {
  return VALUE_KEYS.has(key);
}

/** The name that a member goes by, where `beside` is one that another one holds. A count beside a word is a count. */
export function selectKey(key: string, label: string | undefined, item: unknown): string {
  return label !== undefined && isValueKey(key) && typeof item !== "number" ? label : key;
}

/** Of an object with more no member describes another. */
const MAX_MEMBERS = 64;

/**
 * The name for `value` in an object such as `{ name: "DB_PASSWORD", value: "…" }`; undefined where there is none that says
 * anything.
 * @param held what a member holds, where looking at it runs nobody's code
 */
export function findLabelSibling(
  keys: readonly string[],
  readValue: (key: string) => unknown,
): string | undefined {
  if (keys.length > MAX_MEMBERS || !keys.some(isValueKey)) return undefined;
  return keys.filter(isLabelKey).map(readValue).find(isLabel);
}

/** The same in a Map, whatever one says of itself. */
export function findLabelInMap(map: ReadonlyMap<unknown, unknown>): string | undefined {
  const size: unknown = SIZE?.get?.call(map);
  if (!(typeof size === "number" && size <= MAX_MEMBERS)) return undefined;
  const keys: unknown[] = [...Map.prototype.keys.call(map)];
  return findLabelSibling(
    keys.filter((key) => typeof key === "string"),
    (key) => Map.prototype.get.call(map, key),
  );
}

const SIZE = Object.getOwnPropertyDescriptor(Map.prototype, "size");

/** What a property holds; undefined for a getter. */
export function createOwnValueReader(raw: object): (key: string) => unknown {
  return (key) => Object.getOwnPropertyDescriptor(raw, key)?.value;
}
