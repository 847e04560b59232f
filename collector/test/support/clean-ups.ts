/** Collects what `beforeAll` returns, because hooks that are registered in it do not run. */

export class CleanUps {
  readonly #cleanUps: (() => void | Promise<void>)[] = [];

  readonly add = (cleanUp: () => void | Promise<void>): void => {
    this.#cleanUps.push(cleanUp);
  };

  /** Runs the last one first. */
  readonly run = async (): Promise<void> => {
    for (const cleanUp of this.#cleanUps.reverse()) await cleanUp();
  };
}
