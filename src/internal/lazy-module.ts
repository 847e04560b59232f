/** Creates values and loads modules of this package when they are first needed. */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { resolveModuleFile } from "./package-info.js";

/**
 * Returns a function that creates the value on its first call, and returns the same value on each later call. A promise that
 * rejects is not kept, so that the next call tries again.
 */
export function createLazy<T>(create: () => T): () => T {
  let created: { readonly value: T } | undefined;
  return () => {
    if (created === undefined) {
      const value = create();
      created = { value };
      if (value instanceof Promise)
        value.catch(() => {
          created = undefined;
        });
    }
    return created.value;
  };
}

/**
 * Returns a function for a pattern with a Unicode property (`\p{L}`), which takes the engine about a millisecond to
 * compile. The source is a string, because a literal is compiled with the file that contains it.
 */
export function createLazyPattern(source: string, flags: string): () => RegExp {
  return createLazy(() => new RegExp(source, flags));
}

/** Unicode letters and digits, for a character class in a pattern with the flag `u`. */
export const LETTERS = "\\p{L}";
export const LETTERS_AND_DIGITS = "\\p{L}\\p{N}";

/** Lazy modules by name, in programs that cannot require files of this package. */
const providedModules = new Map<string, object>();

/**
 * Provides lazy modules ahead of time. A bundle has no files of this package to require, and neither have tests that import
 * its TypeScript sources.
 */
export function provideModules(modules: Readonly<Record<string, object>>): void {
  for (const [name, module] of Object.entries(modules)) providedModules.set(name, module);
}

/** A module of this package that is loaded on first use, synchronously. Its file is a bundle in `dist/`. */
export class LazyModule<M extends object> {
  readonly #name: string;
  #module: M | undefined;

  /** @param name its bundle in `dist/`, without the extension */
  constructor(name: string) {
    this.#name = name;
  }

  /** @throws the system's error, or Node's, if the file is missing or cannot be read */
  load(): M {
    // Both sources of a module are typed by its name alone, so this is not checked.
    this.#module ??= (providedModules.get(this.#name) ?? requireBundle(this.#name)) as M;
    return this.#module;
  }

  /** Returns undefined if the file is missing or cannot be read, as after an update while the process runs. */
  tryLoad(): M | undefined {
    try {
      return this.load();
    } catch {
      return undefined;
    }
  }
}

function requireBundle(name: string): object {
  return createRequire(import.meta.url)(fileURLToPath(resolveModuleFile(`${name}.cjs`)));
}
