/** Commits the appends of many requests together, so that one fsync serves all of them (group commit). */
import type { JournalPosition } from "./position.js";

export interface CommitOptions {
  /** Makes lines durable, and resolves with the place of the first one. */
  readonly commit: (group: readonly Uint8Array[]) => Promise<JournalPosition>;
  /** Called after a commit that failed, before another one begins. */
  readonly onFailed: () => Promise<void>;
}

/** A call of `append` that waits for its commit. */
interface PendingAppend {
  readonly lines: Uint8Array;
  readonly resolve: (start: JournalPosition) => void;
  readonly reject: (error: unknown) => void;
}

/** While the disk is busy with one commit, the appends of the next one collect. */
export class CommitQueue {
  readonly #options: CommitOptions;
  #pending: PendingAppend[] = [];
  #running: Promise<void> | undefined;

  constructor(options: CommitOptions) {
    this.#options = options;
  }

  /** Resolves with the place of the first line when the lines are durable. Rejects with the error of the commit. */
  append(lines: Uint8Array): Promise<JournalPosition> {
    return new Promise((resolve, reject) => {
      this.#pending.push({ lines, resolve, reject });
      this.#running ??= this.#commitPending();
    });
  }

  /** Runs while nothing is committed. Appends wait until it has ended. */
  async runBetweenCommits(work: () => Promise<void>): Promise<void> {
    while (this.#running !== undefined) await this.#running;
    const running = work();
    this.#running = running.catch(() => {}); // the caller has the error
    try {
      await running;
    } finally {
      this.#running = this.#pending.length > 0 ? this.#commitPending() : undefined;
    }
  }

  async waitForLastCommit(): Promise<void> {
    await this.#running;
  }

  async #commitPending(): Promise<void> {
    while (this.#pending.length > 0) {
      const group = this.#pending;
      this.#pending = [];
      try {
        const { sequence, offset: start } = await this.#options.commit(group.map(({ lines }) => lines));
        let offset = start;
        for (const { lines, resolve } of group) {
          resolve({ sequence, offset });
          offset += lines.length;
        }
      } catch (error) {
        await this.#options.onFailed();
        for (const { reject } of group) reject(error);
      }
    }
    this.#running = undefined;
  }
}
