/** Changes the tables of DuckDB in transactions, one after the other, because all of them have the same connection. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { rethrowClassified } from "./engine-error.js";

export class Transactions {
  readonly #writer: DuckDBConnection;
  #last: Promise<unknown> = Promise.resolve();

  constructor(writer: DuckDBConnection) {
    this.#writer = writer;
  }

  /**
   * Runs the work in a transaction, after those that were asked for before.
   * @param prepare runs before the transaction, because a statement that fails would end it
   */
  run<T>(work: () => Promise<T>, prepare = () => Promise.resolve()): Promise<T> {
    const result = this.#last
      .then(prepare)
      .then(() => this.#run(work))
      .catch(rethrowClassified);
    this.#last = result.catch(() => {}); // the caller has the error
    return result;
  }

  async #run<T>(work: () => Promise<T>): Promise<T> {
    await this.#writer.run("BEGIN");
    try {
      const result = await work();
      await this.#writer.run("COMMIT");
      return result;
    } catch (error) {
      await this.#writer.run("ROLLBACK").catch(() => {}); // a failed commit has ended the transaction
      throw error;
    }
  }
}

/** Returns the number of rows that a statement has changed. */
export async function changeRows(
  writer: DuckDBConnection,
  sql: string,
  parameters: string[] = [],
): Promise<number> {
  const { rowsChanged } = await writer.run(sql, parameters);
  return rowsChanged;
}
