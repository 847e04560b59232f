/** Names that stand beside a value and say what it is: a flag or a header before it in a list, the first of a pair, `name` next to `value`. */
import { COMMANDS, type Flags } from "./command-flags.js";
import { kindOfName, LONGEST_NAME } from "./secret-names.js";

/** `DB_PASSWORD`, `apiKey` and `x-api-key` are names of settings; `auth`, `login` and `Server` are words of any list. */
const SETTING = /[_.-]|[a-z][A-Z]|[A-Z]{2}/;

/** Whether a text says that a value beside it is a secret, or whose it is. */
export function namesAnother(text: unknown): text is string {
  if (typeof text !== "string" || text.length > LONGEST_NAME) return false;
  const kind = kindOfName(text);
  return kind === "secret" || (kind !== undefined && SETTING.test(text));
}

/** The same of a text that nothing but its place says is a name. */
export function isTellingSetting(text: string): boolean {
  return (SETTING.test(text) || /^(?:authorization|cookie|apikey)$/i.test(text)) && namesAnother(text);
}

/** Whether an item of a list may say what the next one is: all of which `NamesInList` may say so, and some more. */
export function mayNameNext(item: unknown, length: number): boolean {
  return typeof item === "string" && (item.startsWith("-") || (length % 2 === 0 && namesAnother(item)));
}

/** The name of a flag that says what stands behind it: `--password`, `-password`; not `--no-password`. */
export function tellingFlag(item: string): string | undefined {
  const name = /^--?(?!no-)([a-zA-Z][\w-]{1,40})$/.exec(item)?.[1];
  return name !== undefined && kindOfName(name) !== undefined ? name : undefined;
}

/** A flag of one letter and what is glued to it. */
const WITH_VALUE = /^-(?:[pP].|u[^:]*:)/;

interface Given {
  readonly name: string;
  readonly by: "flag" | "letter" | "pair" | "place";
}

/** Says of each item of a list, asked for in their order, by which name it goes; undefined where by none. */
export class NamesInList {
  readonly #length: number;
  readonly #isItem: boolean;
  #at = 0;
  /** Of the command that the list begins with, or whose name stands behind one that runs others. */
  #flags: Flags | undefined;
  #runsOthers = false;
  #given: Given | undefined;

  /** @param isItem the list stands in a list, as a pair among pairs does */
  constructor(length: number, isItem: boolean) {
    this.#length = length;
    this.#isItem = isItem;
  }

  nameOf(item: unknown): string | undefined {
    const given = this.#given;
    const at = this.#at++;
    const text = typeof item === "string" ? item : undefined;
    if (at === 0 || (at === 1 && this.#runsOthers)) this.#take(text);
    this.#given = text === undefined ? undefined : this.#givenBy(text, at);
    // As `-phunter2` or `-ujane:hunter2`; with other letters it may be a word.
    const isGlued = text !== undefined && this.#given === undefined && WITH_VALUE.test(text);
    if (isGlued && this.#ofLetter(text) === "secret") return "password";
    return given !== undefined && isFor(given, item) ? given.name : undefined;
  }

  #givenBy(text: string, at: number): Given | undefined {
    if (text.startsWith("-")) {
      const name = tellingFlag(text);
      if (name !== undefined) return { name, by: "flag" };
      const kind = text.length === 2 ? this.#ofLetter(text) : undefined;
      return kind && { name: kind === "secret" ? "password" : kind, by: "letter" };
    }
    if (this.#isItem && this.#length === 2 && at === 0 && namesAnother(text))
      return { name: text, by: "pair" };
    const isPlace = this.#length % 2 === 0 && at % 2 === 0;
    return isPlace && isTellingSetting(text) ? { name: text, by: "place" } : undefined;
  }

  #take(command: string | undefined): void {
    const name = command === undefined ? "" : commandOf(command);
    this.#flags = COMMANDS.get(name);
    this.#runsOthers = /^(?:sudo|docker|podman)$/.test(name);
  }

  #ofLetter(flag: string) {
    return this.#flags?.get(flag.charAt(1));
  }
}

/** A flag may have nothing behind it but another, a count beside a word is a count, and cookies have a sign in them. */
function isFor({ name, by }: Given, item: unknown): boolean {
  if (by === "flag") return typeof item !== "string" || !/^--[a-z]/i.test(item);
  if (by === "letter") return typeof item !== "string" || !item.startsWith("-");
  const isCookie = by === "place" && /^cookie$/i.test(name);
  return isCookie ? typeof item === "string" && item.includes("=") : typeof item !== "number";
}

/** `/usr/bin/mysql`, `MYSQL` and `mysql.exe` are `mysql`. */
function commandOf(item: string): string {
  const tail = item.slice(-LONGEST_NAME).toLowerCase();
  return tail.slice(Math.max(tail.lastIndexOf("/"), tail.lastIndexOf("\\")) + 1).replace(/\.exe$/, "");
}

/** In lower case, with a capital, and in capitals, as AWS, .NET and SQL write them. */
function spelt(names: string): ReadonlySet<string> {
  const words = names.split(" ");
  const capitalized = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return new Set([...words, ...capitalized, ...words.map((word) => word.toUpperCase())]);
}

const NAMING = spelt(
  "name key k id field header label param parameter variable setting option property attribute",
);
const NAMED = spelt("value val v");

/** What this member holds may say what another one is. */
export function isNaming(key: string): boolean {
  return NAMING.has(key);
}

/** What this member holds goes by a name that another one may hold. */
export function isNamed(key: string): boolean {
  return NAMED.has(key);
}

/** The name that a member goes by, where `beside` is one that another one holds. A count beside a word is a count. */
export function nameFor(key: string, beside: string | undefined, item: unknown): string {
  return beside !== undefined && isNamed(key) && typeof item !== "number" ? beside : key;
}

/** Of an object with more no member describes another. */
const MOST_MEMBERS = 64;

/**
 * The name for `value` in an object such as `{ name: "DB_PASSWORD", value: "…" }`; undefined where there is none that says
 * anything.
 * @param held what a member holds, where looking at it runs nobody's code
 */
export function nameBeside(keys: readonly string[], held: (key: string) => unknown): string | undefined {
  if (keys.length > MOST_MEMBERS || !keys.some(isNamed)) return undefined;
  return keys.filter(isNaming).map(held).find(namesAnother);
}

/** The same in a Map, whatever one says of itself. */
export function nameInMap(map: ReadonlyMap<unknown, unknown>): string | undefined {
  const size: unknown = SIZE?.get?.call(map);
  if (!(typeof size === "number" && size <= MOST_MEMBERS)) return undefined;
  const keys: unknown[] = [...Map.prototype.keys.call(map)];
  return nameBeside(
    keys.filter((key) => typeof key === "string"),
    (key) => Map.prototype.get.call(map, key),
  );
}

const SIZE = Object.getOwnPropertyDescriptor(Map.prototype, "size");

/** What a property holds; undefined for a getter. */
export function heldBy(raw: object): (key: string) => unknown {
  return (key) => Object.getOwnPropertyDescriptor(raw, key)?.value;
}
