/** Rebuilds an index that cannot be used: it is damaged, does not open, or has more than its journals. */
import { describeError } from "../internal/errors.js";
import type { IndexChild } from "./index-child.js";
import { UNAVAILABLE_EXIT_CODE } from "./messages.js";
import type { ProjectIndex } from "./project-index.js";

/** The index is rebuilt if the process ends so often before it has opened it, because the engine may abort on a damaged file. */
const MAX_FAILED_OPENS = 3;

export class IndexRecovery {
  readonly #child: IndexChild;
  readonly #indexes: readonly ProjectIndex[];
  readonly #log: (text: string) => void;
  #failedOpens = 0;

  constructor(child: IndexChild, indexes: readonly ProjectIndex[], log: (text: string) => void) {
    this.#child = child;
    this.#indexes = indexes;
    this.#log = log;
  }

  /** Called when an index was opened. */
  noteOpened(): void {
    if (this.#indexes.every(({ isOpen }) => isOpen)) this.#failedOpens = 0;
  }

  /** Called when the process has ended by itself. */
  noteFailure(exitCode: number | null): void {
    // A server that does not answer says nothing about its tables.
    const failed = this.#indexes.filter(({ isOpen, project }) => !isOpen && project.clickhouse === undefined);
    if (failed.length === 0 || exitCode === UNAVAILABLE_EXIT_CODE) return;
    if (++this.#failedOpens < MAX_FAILED_OPENS) return;
    this.#failedOpens = 0;
    for (const index of failed) {
      this.#log(`the index of ${index.project.name} does not open and is rebuilt`);
      this.#tryDelete(index);
    }
  }

  /** Called before the process ends because of a damaged or outdated index. */
  replaceDamaged(
    index: ProjectIndex,
    { reason, isOutdated }: { readonly reason: string; readonly isOutdated: boolean },
  ): void {
    const { name } = index.project;
    this.#log(
      isOutdated
        ? `the index of ${name} is rebuilt, because ${reason}`
        : `the index of ${name} cannot be used and is rebuilt: ${reason}`,
    );
    this.#tryDelete(index);
  }

  /** The journal was damaged or replaced, so what is appended before the position of the index would be missed. */
  replaceAhead(index: ProjectIndex): void {
    const { name } = index.project;
    this.#log(`the index of ${name} has more than its journal and is rebuilt`);
    this.#child
      .replace(() => index.delete())
      .catch((error) => this.#log(`the index of ${name} could not be rebuilt: ${describeError(error)}`));
  }

  /** A disk that refuses is asked again after the next process has failed. */
  #tryDelete(index: ProjectIndex): void {
    try {
      index.delete();
    } catch (error) {
      this.#log(`the index of ${index.project.name} could not be deleted: ${describeError(error)}`);
    }
  }
}
