/** Names that stand beside a value and say what it is: a flag or a header before it in a list, the first of a pair, `name` next to `value`. */
import type { IdentifiableKind } from "./finding.js";
import { COMMANDS, type Flags } from "./flags.js";
import { kindOfName, type NamedKind } from "./secret-names.js";

/** A longer text is no name. */
const LONGEST_NAME = 64;

/** As Node lists them in `rawHeaders`; other words in a list are followed by whatever. */
const HEADER = /^(?:(?:proxy-)?authorization|(?:set-)?cookie|x-[\w-]+)$/i;

function kindNamed(text: unknown): NamedKind | undefined {
  return typeof text === "string" && text.length <= LONGEST_NAME ? kindOfName(text) : undefined;
}

/** A flag and nothing else. */
const LONG_FLAG = /^--?([a-zA-Z][\w-]{1,40})$/;

/**
 * The name that the next item of a list goes by. `user` and `host` are words that follow each other in any list; `password`
 * says something of a pair's second.
 * @param length of the list: two items are a pair
 */
export function nameOfNext(item: string, length: number): string | undefined {
  if (item.startsWith("-")) return LONG_FLAG.exec(item)?.[1];
  return kindNamed(item) === "secret" && (length === 2 || HEADER.test(item)) ? item : undefined;
}

/** Whether an item may say what the next one is, be it with what stood before it. */
export function mayNameNext(item: unknown, length: number): item is string {
  return typeof item === "string" && (item.startsWith("-") || nameOfNext(item, length) !== undefined);
}

/** A name for what a command's flag of one letter holds. */
const NAME_OF: Readonly<Partial<Record<IdentifiableKind, string>>> = {
  secret: "password",
  user: "user",
  host: "host",
};

/** Says of each item of a list, asked for in their order, by which name it goes; undefined where by none. */
export class NamesInList {
  readonly #length: number;
  #flags: Flags | undefined;
  #next: string | undefined;

  constructor(length: number) {
    this.#length = length;
  }

  nameOf(item: unknown): string | undefined {
    const name = this.#next;
    this.#next = undefined;
    if (typeof item !== "string") return name;
    this.#flags = COMMANDS.get(commandOf(item)) ?? this.#flags;
    const byLetter = this.#byLetter(item);
    if (byLetter !== undefined && item.length > 2) return byLetter; // `-phunter2`
    this.#next = byLetter ?? nameOfNext(item, this.#length);
    return name;
  }

  #byLetter(item: string): string | undefined {
    const kind = item.startsWith("-") ? this.#flags?.get(item.charAt(1)) : undefined;
    return kind && NAME_OF[kind];
  }
}

/** `/usr/bin/mysql` and `mysql.exe` are `mysql`. */
function commandOf(item: string): string {
  const tail = item.slice(-LONGEST_NAME);
  return tail.slice(Math.max(tail.lastIndexOf("/"), tail.lastIndexOf("\\")) + 1).replace(/\.exe$/i, "");
}

/** In lower case and with a capital, as AWS and .NET write them. */
function spelt(names: string): ReadonlySet<string> {
  const words = names.split(" ");
  return new Set([...words, ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))]);
}

const NAMING = spelt(
  "name key k id field header label param parameter variable setting option property attribute",
);
const NAMED = spelt("value val v content input");

/** What this member holds may say what another one is. */
export function isNaming(key: string): boolean {
  return NAMING.has(key);
}

/** What this member holds goes by a name that another one may hold. */
export function isNamed(key: string): boolean {
  return NAMED.has(key);
}

/** The name that a member goes by, where `beside` is one that another one holds. */
export function nameFor(key: string, beside: string | undefined): string {
  return beside !== undefined && isNamed(key) ? beside : key;
}

/** Whether a member's text is a name that says something. */
export function namesAnother(text: unknown): text is string {
  return kindNamed(text) !== undefined;
}

/** Of an object with more no member describes another. */
const MOST_MEMBERS = 64;

/** The name for `value` in an object such as `{ name: "DB_PASSWORD", value: "…" }`; undefined where there is none that says anything. */
export function nameBeside(keys: readonly string[], read: (key: string) => unknown): string | undefined {
  if (keys.length > MOST_MEMBERS || !keys.some(isNamed)) return undefined;
  for (const key of keys) {
    if (!isNaming(key)) continue;
    try {
      const name = read(key);
      if (namesAnother(name)) return name;
    } catch {
      // What cannot be read does not leave either.
    }
  }
  return undefined;
}

/** The same in a Map. */
export function nameInMap(map: ReadonlyMap<unknown, unknown>): string | undefined {
  if (map.size > MOST_MEMBERS) return undefined;
  return nameBeside(
    [...map.keys()].filter((key) => typeof key === "string"),
    (key) => map.get(key),
  );
}
