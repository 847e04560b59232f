/** Modules that are loaded when they are needed: at once, where the runtime can, for a process may be at its end. */
import { createRequire } from "node:module";

/** Something that is there when it is first asked for. */
export interface Late<T> {
  /** Undefined where only `soon` can say. */
  now(): T | undefined;
  soon(): Promise<T>;
}

/** Given out by every late module as its `copy`, to tell that it belongs to this copy of the package and not to another. */
export const COPY: object = {};

/**
 * A module of this package. Every supported Node can `require` an ES module that awaits nothing at its top. A host that
 * was bundled has no file of ours to require; there it comes by the `import` that the bundler has seen.
 */
export class LateModule<M extends { readonly copy: object }> implements Late<M> {
  readonly #from: string;
  readonly #path: string;
  readonly #load: () => Promise<M>;
  #module: M | undefined;

  /** @param from `import.meta.url`, to which the path is relative */
  constructor(from: string, path: string, load: () => Promise<M>) {
    this.#from = from;
    this.#path = path;
    this.#load = load;
  }

  now(): M | undefined {
    this.#module ??= this.#required();
    return this.#module;
  }

  async soon(): Promise<M> {
    this.#module ??= this.#required() ?? (await this.#load());
    return this.#module;
  }

  #required(): M | undefined {
    try {
      const found: M = createRequire(this.#from)(this.#path);
      // Where modules are not Node's own (tsx, Jest) it is of another copy, which would know of nothing here.
      return found.copy === COPY ? found : undefined;
    } catch {
      return undefined; // no such file, or its import is under way
    }
  }
}
