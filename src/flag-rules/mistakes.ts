/** Collects the mistakes in a file of rules, each as one sentence, so that a person can correct all of them at once. */
import { suggestNames } from "../internal/nearest-name.js";

/**
 * Thrown for a file that has a mistake. None of its rules is used.
 *
 * @example
 * try {
 *   parseFlagRules("[flags.new_reranker]\nrollout = 150");
 * } catch (error) {
 *   if (error instanceof FlagRulesError) console.error(error.mistakes);
 * }
 */
export class FlagRulesError extends Error {
  override readonly name = "FlagRulesError";

  /** @param mistakes One sentence for each mistake. It names the file, the key, the value and what was expected. */
  constructor(readonly mistakes: readonly string[]) {
    super(mistakes.join("\n"));
  }
}

export class Mistakes {
  readonly sentences: string[] = [];

  /** @param file How the person calls the file. */
  constructor(readonly file: string) {}

  /** @param expected What the value must be, as the end of a sentence. */
  add(path: string, value: unknown, expected: string): void {
    const found = value === undefined ? "is missing" : `is ${describeValue(value)}`;
    this.sentences.push(`${this.file}: ${path} ${found}, but must be ${expected}.`);
  }

  addUnknownKey(path: string, key: string, value: unknown, known: readonly string[]): void {
    this.#addKey(path, key, value, `is not a known key; ${suggestNames(key, known) || listKeys(known)}`);
  }

  addUnsupportedOperator(path: string, key: string, value: unknown, supported: readonly string[]): void {
    this.#addKey(path, key, value, `is an operator of PostHog that is not supported; ${listKeys(supported)}`);
  }

  #addKey(path: string, key: string, value: unknown, fault: string): void {
    this.sentences.push(`${this.file}: ${joinPath(path, key)} (${describeValue(value)}) ${fault}`);
  }
}

/** Returns a path as TOML spells it: `flags."a b".rollout`. */
export function joinPath(path: string, key: string): string {
  const name = /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
  return path === "" ? name : `${path}.${name}`;
}

function listKeys(keys: readonly string[]): string {
  return `the keys here are ${keys.join(", ")}.`;
}

const MAX_LENGTH = 60;

/** Returns a short text. In TOML a number can also be a 64-bit integer, nan or inf, which are no JSON. */
function describeValue(value: unknown): string {
  if (typeof value === "bigint" || typeof value === "number") return String(value);
  const text = JSON.stringify(value, (_, item) => (typeof item === "bigint" ? String(item) : item));
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}
