/** Creates values and loads modules of this package when they are first needed. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
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

/**
 * Identifies this copy of the package. Every lazy module exports it as `moduleInstance`, so that a module of another
 * copy, which shares no state with this one, is recognised.
 */
export const MODULE_INSTANCE: object = {};

/** A value that can be created synchronously in most runtimes, and asynchronously in all. */
export interface Lazy<T> {
  /** Returns undefined if only `load` can create the value. A process that is ending cannot wait for `load`. */
  loadSync(): T | undefined;
  load(): Promise<T>;
}

/**
 * A module of this package that is loaded on first use. Every supported Node can `require` an ES module that has no
 * top-level await. In a bundle there is no file to require, so the module is loaded by an `import()` that the bundler has replaced.
 */
export class LazyModule<M extends { readonly moduleInstance: object }> implements Lazy<M> {
  readonly #baseUrl: string;
  readonly #path: string;
  readonly #import: () => Promise<M>;
  #module: M | undefined;
  #loadError: unknown = new Error("a part of the package is missing");

  /** @param baseUrl `import.meta.url` of the caller, to which the path is relative */
  constructor(baseUrl: string, path: string, importModule: () => Promise<M>) {
    this.#baseUrl = baseUrl;
    this.#path = path;
    this.#import = importModule;
  }

  loadSync(): M | undefined {
    if (this.#module !== undefined || !isInOwnPackage()) return this.#module;
    try {
      const loaded: M = createRequire(this.#baseUrl)(this.#path);
      // Loaders such as tsx and Jest create a second copy, which shares no state with this one.
      if (loaded.moduleInstance === MODULE_INSTANCE) this.#module = loaded;
    } catch (error) {
      this.#loadError = error; // the file is missing or cannot be read, or its import has begun and not ended
    }
    return this.#module;
  }

  /** The reason why `loadSync` returned undefined. */
  get loadError(): unknown {
    return this.#loadError;
  }

  async load(): Promise<M> {
    this.#module = this.loadSync() ?? (await this.#import());
    return this.#module;
  }
}

/** Returns false if a bundler has put this module into another package, where a required path may be another file. */
const isInOwnPackage = createLazy((): boolean => {
  try {
    const text = readFileSync(resolveModuleFile("../package.json"), "utf8");
    return Reflect.get(Object(JSON.parse(text)), "name") === "codeweaver-telemetry";
  } catch {
    return false;
  }
});
