/** Finds the label of each item of a list: `["--token", "…"]`, `[["password", "…"]]`, `["X-Api-Key", "…"]`. */
import { getCommandFlags } from "./letter-flags.js";
import type { IdentifiableKind } from "./match.js";
import type { CommandFlags } from "./scanned-text.js";
import { classifyKey, MAX_KEY_LENGTH } from "./sensitive-keys.js";
import { isLabel, isUnmistakableLabel } from "./value-labels.js";

/** Returns the name of a flag whose value is sensitive: `--password` and `-password`, but not `--no-password`. */
export function parseLabelFlag(item: string): string | undefined {
  const name = /^--?(?!no-)([a-zA-Z][\w-]{1,40})$/.exec(item)?.[1];
  return name !== undefined && classifyKey(name) !== undefined ? name : undefined;
}

interface Label {
  readonly key: string;
  /**
   * - `long-flag`: `["--password", "…"]`
   * - `letter-flag`: `["mysql", "-p", "…"]`
   * - `pair-key`: the first item of a pair in a list of pairs, as in `[["password", "…"]]`
   * - `alternating-key`: every other item, as in Node's `rawHeaders`: `["Accept", "…", "X-Api-Key", "…"]`
   */
  readonly form: "long-flag" | "letter-flag" | "pair-key" | "alternating-key";
}

export interface ListShape {
  readonly length: number;
  /** The list is an item of another list, as a pair in a list of pairs is. */
  readonly isNested: boolean;
  /** The index of the first item that `takeNextItem` gets. No item before it is a text. */
  readonly firstIndex: number;
}

/** Labels the items of a list one by one. It remembers the command that the list begins with, and the item before. */
export class ListLabeler {
  readonly #list: ListShape;
  #index: number;
  /** The item before, if it is a text. */
  #previousText: string | undefined;
  /** The flags of the command at the beginning of the list, or after `sudo`, `docker` or `podman`. */
  #commandFlags: CommandFlags | undefined;
  /** The first item is `sudo`, or `docker`, whose `login` has flags as a command has. The command is the second item. */
  #wrapsCommand = false;

  constructor(list: ListShape) {
    this.#list = list;
    this.#index = list.firstIndex;
  }

  /** Moves on to the next item of the list, and returns its label or undefined. */
  takeNextItem(item: unknown): string | undefined {
    const text = typeof item === "string" ? item : undefined;
    const isCommand = this.#index === 0 || (this.#index === 1 && this.#wrapsCommand);
    if (isCommand) this.#setCommand(text);
    const label = this.#isSecretFlagWithValue(text) ? "password" : this.#findPrecedingLabel(item);
    this.#previousText = text;
    this.#index++;
    return label;
  }

  #setCommand(command: string | undefined): void {
    const name = command === undefined ? "" : parseCommandName(command);
    this.#commandFlags = getCommandFlags().get(name);
    this.#wrapsCommand = /^(?:sudo|docker|podman)$/.test(name);
  }

  /** Returns true for `-phunter2` after `mysql`, but not for `-password`, which labels the next item. */
  #isSecretFlagWithValue(text: string | undefined): boolean {
    return (
      text !== undefined &&
      FLAG_WITH_VALUE.test(text) &&
      this.#classifyLetterFlag(text) === "secret" &&
      parseLabelFlag(text) === undefined
    );
  }

  #findPrecedingLabel(item: unknown): string | undefined {
    const label =
      this.#previousText === undefined ? undefined : this.#parseLabel(this.#previousText, this.#index - 1);
    return label !== undefined && appliesTo(label, item) ? label.key : undefined;
  }

  #parseLabel(text: string, index: number): Label | undefined {
    if (text.startsWith("-")) {
      const key = parseLabelFlag(text);
      if (key !== undefined) return { key, form: "long-flag" };
      const kind = text.length === 2 ? this.#classifyLetterFlag(text) : undefined;
      return kind && { key: kind === "secret" ? "password" : kind, form: "letter-flag" };
    }
    const { length, isNested } = this.#list;
    if (isNested && length === 2 && index === 0 && isLabel(text)) return { key: text, form: "pair-key" };
    const mayAlternate = length % 2 === 0 && index % 2 === 0;
    return mayAlternate && isUnmistakableLabel(text) ? { key: text, form: "alternating-key" } : undefined;
  }

  #classifyLetterFlag(flag: string): IdentifiableKind | undefined {
    return this.#commandFlags?.get(flag.charAt(1));
  }
}

/**
 * Matches `-phunter2` and `-ujane:hunter2`. A `-u` without a colon holds a user without a password. Other letters, such as
 * those of `-al`, are usually several flags in one.
 */
const FLAG_WITH_VALUE = /^-(?:[pP].|u[^:]*:)/;

/** Returns false if the item is not a value of the label before it. */
function appliesTo({ key, form }: Label, item: unknown): boolean {
  switch (form) {
    case "long-flag":
      // The flag has no value in `["--password", "--verbose"]`, but it has one in `["--password", "-x1"]`.
      return typeof item !== "string" || !/^--[a-z]/i.test(item);
    case "letter-flag":
      // The flag has no value in `["mysql", "-p", "-v"]`.
      return typeof item !== "string" || !item.startsWith("-");
    case "pair-key":
      // The number is a count in `["secrets", 12]`.
      return typeof item !== "number";
    case "alternating-key":
      // A cookie has the form `name=value`, so that `cookie` is an ordinary word in `["cookie", "banner"]`.
      return /^cookie$/i.test(key)
        ? typeof item === "string" && item.includes("=")
        : typeof item !== "number";
  }
}

/** Returns `mysql` for `/usr/bin/mysql`, `MYSQL` and `mysql.exe`. */
function parseCommandName(item: string): string {
  const tail = item.slice(-MAX_KEY_LENGTH).toLowerCase();
  return tail.slice(Math.max(tail.lastIndexOf("/"), tail.lastIndexOf("\\")) + 1).replace(/\.exe$/, "");
}
