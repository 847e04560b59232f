/** Stores events in DuckDB, in one file, for a community on one machine. */
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { SerialQueue } from "../../internal/serial-queue.js";
import { JOURNAL_START, type JournalPosition } from "../../journal/position.js";
import {
  type AppendResult,
  DamagedStoreError,
  type LineBatch,
  LockedStoreError,
  OutdatedStoreError,
  type QueryAnswer,
  type QueryParameter,
  type RecordKind,
  RefusingDiskError,
  type Store,
} from "../store.js";
import type { StoreTables } from "../tables.js";
import { BatchWriter } from "./batch-writer.js";
import { classifyEngineError, rethrowClassified } from "./engine-error.js";
import { checkColumns, readPositions } from "./existing-tables.js";
import { createTables, getTableName, UNDECLARED_TABLE } from "./schema.js";
import { changeRows, Transactions } from "./transactions.js";

export interface DuckDbOptions {
  readonly path: string;
  /** Such as `640MB`. */
  readonly memoryLimit: string;
  /** Undefined for a project without manifests. */
  readonly tables: StoreTables | undefined;
}

/**
 * The journal is the source of truth, so the engine may lose what it has not checkpointed. A statement of a question can
 * neither read other files nor load code.
 */
function createEngineOptions(memoryLimit: string): Record<string, string> {
  return {
    memory_limit: memoryLimit,
    checkpoint_threshold: "256MB",
    threads: "2",
    preserve_insertion_order: "false",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    enable_external_access: "false",
    lock_configuration: "true",
  };
}

export class DuckDbStore implements Store {
  readonly erasesBytes = false;
  readonly #instance: DuckDBInstance;
  readonly #writer: DuckDBConnection;
  readonly #reader: DuckDBConnection;
  readonly #positions: Map<RecordKind, JournalPosition>;
  readonly #eventTables: readonly string[];
  readonly #transactions: Transactions;
  readonly #batches: BatchWriter;
  readonly #queries = new SerialQueue();

  private constructor(
    instance: DuckDBInstance,
    connections: { readonly writer: DuckDBConnection; readonly reader: DuckDBConnection },
    tables: StoreTables | undefined,
    positions: Map<RecordKind, JournalPosition>,
  ) {
    this.#instance = instance;
    this.#writer = connections.writer;
    this.#reader = connections.reader;
    this.#positions = positions;
    this.#eventTables = tables?.events.map(getTableName) ?? [UNDECLARED_TABLE];
    this.#transactions = new Transactions(connections.writer);
    this.#batches = new BatchWriter(connections.writer, tables);
  }

  /**
   * Opens the file, or creates it.
   * @throws LockedStoreError if another process has it open
   * @throws RefusingDiskError if the disk refuses
   * @throws DamagedStoreError if it cannot be used, or OutdatedStoreError if it was made with other manifests. The process must then end, because the
   * engine may still hold the file (duckdb/duckdb-node-neo, issue 393).
   */
  static async open({ path, memoryLimit, tables }: DuckDbOptions): Promise<DuckDbStore> {
    try {
      const instance = await DuckDBInstance.create(path, createEngineOptions(memoryLimit));
      const writer = await instance.connect();
      await checkColumns(writer, tables);
      for (const statement of createTables(tables)) await writer.run(statement);
      const positions = await readPositions(writer);
      return new DuckDbStore(instance, { writer, reader: await instance.connect() }, tables, positions);
    } catch (error) {
      const classified = classifyEngineError(error);
      if (classified instanceof LockedStoreError || classified instanceof RefusingDiskError) throw classified;
      if (error instanceof OutdatedStoreError) throw error;
      throw new DamagedStoreError(error instanceof Error ? error.message : String(error));
    }
  }

  getPosition(kind: RecordKind): JournalPosition {
    return this.#positions.get(kind) ?? JOURNAL_START;
  }

  async append({ kind, day, lines, end }: LineBatch): Promise<AppendResult> {
    const result = await this.#transactions.run(
      async () => {
        const inserted = await this.#batches.insert(kind, day);
        await this.#writer.run("DELETE FROM positions WHERE kind = $1", [kind]);
        await this.#writer.run("INSERT INTO positions VALUES ($1, $2, $3)", [kind, end.sequence, end.offset]);
        return inserted;
      },
      () => this.#batches.stage(kind, lines),
    );
    this.#positions.set(kind, end);
    return result;
  }

  /** A connection runs one statement at a time. */
  query(sql: string, parameters: readonly QueryParameter[] = []): Promise<QueryAnswer> {
    return this.#queries.run(async () => {
      const reader = await this.#reader.runAndReadAll(sql, [...parameters]).catch(rethrowClassified);
      return { columns: reader.columnNames(), rows: reader.getRowsJson() };
    });
  }

  deleteByIds(ids: readonly string[]): Promise<number> {
    return this.#transactions.run(async () => {
      await this.#writer.run("CREATE OR REPLACE TEMP TABLE erased (id VARCHAR)");
      const values = "INSERT INTO erased SELECT unnest(string_split($1, chr(10)))";
      await this.#writer.run(values, [ids.join("\n")]);
      let count = 0;
      for (const table of this.#eventTables)
        count += await changeRows(this.#writer, `DELETE FROM ${table} WHERE ${IS_ERASED}`);
      await this.#writer.run(`DELETE FROM entries WHERE ${IS_ERASED}`);
      return count + (await changeRows(this.#writer, DELETE_ERASED_SPANS));
    });
  }

  deleteBefore(kind: RecordKind, day: string): Promise<number> {
    return this.#transactions.run(async () => {
      const isOld = "WHERE day < CAST($1 AS DATE)";
      if (kind === "spans") return changeRows(this.#writer, `DELETE FROM spans ${isOld}`, [day]);
      let count = 0;
      for (const table of this.#eventTables)
        count += await changeRows(this.#writer, `DELETE FROM ${table} ${isOld}`, [day]);
      await this.#writer.run(`DELETE FROM entries ${isOld}`, [day]);
      return count;
    });
  }

  async close(): Promise<void> {
    await this.#writer.run("CHECKPOINT").catch(() => {}); // the journal has what the disk refuses here
    this.#reader.closeSync();
    this.#writer.closeSync();
    this.#instance.closeSync();
  }
}

const IS_ERASED = "distinct_id IN (SELECT id FROM erased)";
/** A span has the id of its process among the attributes of its resource. */
const DELETE_ERASED_SPANS = `
  DELETE FROM spans WHERE EXISTS (
    SELECT 1 FROM erased WHERE contains(CAST(resource AS VARCHAR), id) OR contains(CAST(attributes AS VARCHAR), id))`;
