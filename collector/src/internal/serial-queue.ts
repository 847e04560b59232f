/** Runs asynchronous work one after the other, in the order of the calls. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** Begins when all work before it has ended, also if some of it failed. Rejects with the error of this work. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => {}); // the caller has the error
    return result;
  }

  /** Resolves when all work that was added before has ended. Never rejects. */
  async waitUntilIdle(): Promise<void> {
    await this.#last;
  }
}
