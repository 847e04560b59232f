/** Stores events in DuckDB, in one file, for a community on one machine. */
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { JOURNAL_START, type JournalPosition } from "../../journal/position.js";
import {
  type AppendResult,
  DamagedStoreError,
  type LineBatch,
  LockedStoreError,
  type QueryAnswer,
  type QueryParameter,
  type RecordKind,
  RefusingDiskError,
  type Store,
} from "../store.js";
import type { StoreTables } from "../tables.js";
import { classifyEngineError } from "./engine-error.js";
import { checkColumns, readPositions } from "./existing-tables.js";
import {
  createDeleteKnown,
  createInsertStatements,
  DELETE_REPEATED,
  INSERT_SPANS,
  INSERT_UNDECLARED,
  type InsertStatements,
  STAGE_EVENTS,
  STAGE_SPANS,
} from "./insert.js";
import { createTables, getTableName, UNDECLARED_TABLE } from "./schema.js";

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
  /** By event. Undefined for a project without manifests. */
  readonly #statements: ReadonlyMap<string, InsertStatements> | undefined;
  #transactions: Promise<unknown> = Promise.resolve();
  #queries: Promise<unknown> = Promise.resolve();

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
    this.#statements =
      tables && new Map(tables.events.map((table) => [table.event, createInsertStatements(table)]));
  }

  /**
   * Opens the file, or creates it.
   * @throws LockedStoreError if another process has it open
   * @throws RefusingDiskError if the disk refuses
   * @throws DamagedStoreError if it cannot be used, or was made with other manifests. The process must then end, because the
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
      throw new DamagedStoreError(error instanceof Error ? error.message : String(error));
    }
  }

  getPosition(kind: RecordKind): JournalPosition {
    return this.#positions.get(kind) ?? JOURNAL_START;
  }

  append({ kind, day, lines, end }: LineBatch): Promise<AppendResult> {
    const stage = () => this.#stage(kind, lines);
    return this.#transact(stage, async () => {
      let duplicates = await this.#change(DELETE_REPEATED);
      let added = 0;
      for (const { deleteKnown, insert, insertEntries } of await this.#chooseStatements(kind)) {
        duplicates += await this.#change(deleteKnown);
        added += await this.#change(insert, [day]);
        if (insertEntries !== undefined) await this.#change(insertEntries, [day]);
      }
      await this.#writer.run("DELETE FROM positions WHERE kind = $1", [kind]);
      await this.#writer.run("INSERT INTO positions VALUES ($1, $2, $3)", [kind, end.sequence, end.offset]);
      this.#positions.set(kind, end);
      return { added, duplicates };
    });
  }

  /**
   * Fills the table of the batch by chunks, because the engine's limit of memory does not bound the lists of lines. A line that
   * is not JSON makes the first statement fail.
   */
  async #stage(kind: RecordKind, lines: readonly Buffer[]): Promise<void> {
    const { create, insert, insertValid } = kind === "events" ? STAGE_EVENTS : STAGE_SPANS;
    await this.#writer.run(create);
    for (const chunk of lines) {
      const text = chunk.toString();
      await this.#writer.run(insert, [text]).catch(() => this.#writer.run(insertValid, [text]));
    }
  }

  /** Returns the statements for the events of the batch. An event that no manifest lists any more has none. */
  async #chooseStatements(kind: RecordKind): Promise<readonly InsertStatements[]> {
    if (kind === "spans") return [SPAN_STATEMENTS];
    const statements = this.#statements;
    if (statements === undefined) return [UNDECLARED_STATEMENTS];
    const reader = await this.#writer.runAndReadAll("SELECT DISTINCT event FROM batch");
    return reader.getRows().flatMap(([event]) => statements.get(String(event)) ?? []);
  }

  /** A connection runs one statement at a time. */
  query(sql: string, parameters: readonly QueryParameter[] = []): Promise<QueryAnswer> {
    const answer = this.#queries.then(async () => {
      const reader = await this.#reader.runAndReadAll(sql, [...parameters]).catch(rethrowClassified);
      return { columns: reader.columnNames(), rows: reader.getRowsJson() };
    });
    this.#queries = answer.catch(() => {}); // the caller has the error
    return answer;
  }

  deleteByIds(ids: readonly string[]): Promise<number> {
    return this.#transact(PREPARE_NOTHING, async () => {
      await this.#writer.run("CREATE OR REPLACE TEMP TABLE erased (id VARCHAR)");
      const values = "INSERT INTO erased SELECT unnest(string_split($1, chr(10)))";
      await this.#writer.run(values, [ids.join("\n")]);
      let count = 0;
      for (const table of this.#eventTables)
        count += await this.#change(`DELETE FROM ${table} WHERE ${IS_ERASED}`);
      await this.#writer.run(`DELETE FROM entries WHERE ${IS_ERASED}`);
      return count + (await this.#change(DELETE_ERASED_SPANS));
    });
  }

  dropBefore(kind: RecordKind, day: string): Promise<number> {
    return this.#transact(PREPARE_NOTHING, async () => {
      const isOld = "WHERE day < CAST($1 AS DATE)";
      if (kind === "spans") return this.#change(`DELETE FROM spans ${isOld}`, [day]);
      let count = 0;
      for (const table of this.#eventTables)
        count += await this.#change(`DELETE FROM ${table} ${isOld}`, [day]);
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

  async #change(sql: string, parameters: string[] = []): Promise<number> {
    const result = await this.#writer.run(sql, parameters);
    return result.rowsChanged;
  }

  /**
   * Runs one transaction after the other, because all of them have the same connection.
   * @param prepare runs before the transaction, which an error in it would end
   */
  #transact<T>(prepare: () => Promise<void>, work: () => Promise<T>): Promise<T> {
    const result = this.#transactions
      .then(async () => {
        await prepare();
        return this.#runTransaction(work);
      })
      .catch(rethrowClassified);
    this.#transactions = result.catch(() => {}); // the caller has the error
    return result;
  }

  async #runTransaction<T>(work: () => Promise<T>): Promise<T> {
    const before = new Map(this.#positions);
    await this.#writer.run("BEGIN");
    try {
      const result = await work();
      await this.#writer.run("COMMIT");
      return result;
    } catch (error) {
      for (const [kind, position] of before) this.#positions.set(kind, position);
      await this.#writer.run("ROLLBACK").catch(() => {}); // a failed commit has ended the transaction
      throw error;
    }
  }
}

function rethrowClassified(error: unknown): never {
  throw classifyEngineError(error);
}

const PREPARE_NOTHING = () => Promise.resolve();

const SPAN_STATEMENTS: InsertStatements = {
  deleteKnown: createDeleteKnown("span", "spans", "trace_id || span_id"),
  insert: INSERT_SPANS,
  insertEntries: undefined,
};

/** All events have the same table, so each line of the batch may be in it. */
const UNDECLARED_STATEMENTS: InsertStatements = {
  deleteKnown:
    "DELETE FROM batch WHERE rowid IN (SELECT b.rowid FROM batch b SEMI JOIN events x ON x.uuid = b.id)",
  ...INSERT_UNDECLARED,
};

const IS_ERASED = "distinct_id IN (SELECT id FROM erased)";
/** A span has the id of its process among the attributes of its resource. */
const DELETE_ERASED_SPANS = `
  DELETE FROM spans WHERE EXISTS (
    SELECT 1 FROM erased WHERE contains(CAST(resource AS VARCHAR), id) OR contains(CAST(attributes AS VARCHAR), id))`;
