/** Loads modules of this package when they are needed, synchronously where the runtime can. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolvePackageFile } from "./package-files.js";

/** A value that is made when it is first asked for. */
export interface Lazy<T> {
  /** Returns undefined where only `load` can make it. A process may be at its end and cannot wait. */
  loadSync(): T | undefined;
  load(): Promise<T>;
}

/**
 * Identifies this copy of the package. Every lazy module exports it as `moduleInstance`, so that a module of another
 * copy, which shares no state with this one, is recognised.
 */
export const MODULE_INSTANCE: object = {};

/**
 * A module of this package. Every supported Node can `require` an ES module without top-level await. A bundled host has
 * no file to require; there the module is imported, which the bundler has seen.
 */
export class LazyModule<M extends { readonly moduleInstance: object }> implements Lazy<M> {
  readonly #from: string;
  readonly #path: string;
  readonly #import: () => Promise<M>;
  #module: M | undefined;

  /** @param from `import.meta.url`, to which the path is relative */
  constructor(from: string, path: string, load: () => Promise<M>) {
    this.#from = from;
    this.#path = path;
    this.#import = load;
  }

  loadSync(): M | undefined {
    this.#module ??= this.#require();
    return this.#module;
  }

  async load(): Promise<M> {
    this.#module = this.loadSync() ?? (await this.#import());
    return this.#module;
  }

  #require(): M | undefined {
    if (!isInOwnPackage()) return undefined; // the host may have a file of this name
    try {
      const found: M = createRequire(this.#from)(this.#path);
      // Loaders such as tsx and Jest create a second copy, which shares no state with this one.
      return found.moduleInstance === MODULE_INSTANCE ? found : undefined;
    } catch {
      return undefined; // the file is missing, or its import is under way
    }
  }
}

let inOwnPackage: boolean | undefined;

/** Returns false where a bundler has put this module into a file of the host's. */
function isInOwnPackage(): boolean {
  inOwnPackage ??= readPackageName() === "codeweaver-telemetry";
  return inOwnPackage;
}

function readPackageName(): unknown {
  try {
    const text = readFileSync(resolvePackageFile("package.json"), "utf8");
    return Reflect.get(Object(JSON.parse(text)), "name");
  } catch {
    return undefined;
  }
}
