/** Modules that are loaded when they are needed: at once, where the runtime can, for a process may be at its end. */
import { readFileSync } from "node:fs";
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
    this.#module = this.now() ?? (await this.#load());
    return this.#module;
  }

  #required(): M | undefined {
    if (!isWhereItBelongs()) return undefined; // else some file of the host's would be loaded, should it have such a name
    try {
      const found: M = createRequire(this.#from)(this.#path);
      // Where modules are not Node's own (tsx, Jest) it is of another copy, which would know of nothing here.
      return found.copy === COPY ? found : undefined;
    } catch {
      return undefined; // no such file, or its import is under way
    }
  }
}

let isInPackage: boolean | undefined;

/** A bundler puts this module into a file of the host's. */
function isWhereItBelongs(): boolean {
  isInPackage ??= nameBeside() === "codeweaver-telemetry";
  return isInPackage;
}

/** The name of the package whose folder is above this module's, as ours is in `src`, `lib` and `dist`. */
function nameBeside(): unknown {
  try {
    const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
    return Reflect.get(Object(JSON.parse(text)), "name");
  } catch {
    return undefined;
  }
}
