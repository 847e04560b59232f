/** Reads a file, and reads it again when it changes, so that an operator need not restart the server. */
import { statSync } from "node:fs";
import { describeError } from "./errors.js";

/** A file that is used for each request of a busy server is looked at no more often. */
const CHECK_MS = 1000;

export interface WatchedFileOptions<T> {
  readonly path: string;
  /** Throws an error whose message is a sentence about the file. */
  readonly read: (path: string) => T;
  /** Names the content in the sentence that is printed if a change cannot be used, such as "The flags". */
  readonly content: string;
  /** Prints one line for the operator. */
  readonly log: (text: string) => void;
}

export class WatchedFile<T> {
  readonly #options: WatchedFileOptions<T>;
  #value: T;
  #modified: number;
  #checkedAt = performance.now();

  /** @throws what `read` throws */
  constructor(options: WatchedFileOptions<T>) {
    this.#options = options;
    this.#modified = getModificationTime(options.path);
    this.#value = options.read(options.path);
  }

  /** Returns what the file contains. While it has a mistake, what it contained before. */
  get(): T {
    const { path, read, content, log } = this.#options;
    if (performance.now() - this.#checkedAt < CHECK_MS) return this.#value;
    this.#checkedAt = performance.now();
    const modified = getModificationTime(path);
    if (modified === this.#modified) return this.#value;
    this.#modified = modified;
    try {
      this.#value = read(path);
      log(`${path} was read again`);
    } catch (error) {
      log(`${describeError(error)} ${content} before are still served.`);
    }
    return this.#value;
  }
}

/** A file that is missing, or in a folder that cannot be read, has another time than one that exists. */
function getModificationTime(path: string): number {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}
