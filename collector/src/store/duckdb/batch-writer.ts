/** Adds the lines of a batch to DuckDB's tables, without those that the tables have. */
import type { DuckDBConnection } from "@duckdb/node-api";
import type { AppendResult, RecordKind } from "../store.js";
import type { StoreTables } from "../tables.js";
import {
  createDeleteKnown,
  createInsertSpans,
  createInsertStatements,
  DELETE_REPEATED,
  INSERT_UNDECLARED,
  type InsertStatements,
  STAGE_EVENTS,
  STAGE_SPANS,
} from "./insert.js";
import { changeRows } from "./transactions.js";

export class BatchWriter {
  readonly #writer: DuckDBConnection;
  /** By event. Undefined for a project without manifests. */
  readonly #statements: ReadonlyMap<string, InsertStatements> | undefined;
  readonly #spanStatements: InsertStatements;

  constructor(writer: DuckDBConnection, tables: StoreTables | undefined) {
    this.#writer = writer;
    this.#statements =
      tables && new Map(tables.events.map((table) => [table.event, createInsertStatements(table)]));
    this.#spanStatements = {
      deleteKnown: createDeleteKnown("span", "spans", "trace_id || span_id"),
      insert: createInsertSpans(tables?.spans ?? []),
      insertEntries: undefined,
    };
  }

  /**
   * Fills the table of the batch by chunks, because the engine's limit of memory does not bound the lists of lines. A line that
   * is not JSON makes the first statement fail, so this must not run in a transaction.
   */
  async stage(kind: RecordKind, lines: readonly Buffer[]): Promise<void> {
    const { create, insert, insertValid } = kind === "events" ? STAGE_EVENTS : STAGE_SPANS;
    await this.#writer.run(create);
    for (const chunk of lines) {
      const text = chunk.toString();
      await this.#writer.run(insert, [text]).catch(() => this.#writer.run(insertValid, [text]));
    }
  }

  /** Moves the table of the batch into the tables of the store. */
  async insert(kind: RecordKind, day: string): Promise<AppendResult> {
    let duplicates = await changeRows(this.#writer, DELETE_REPEATED);
    let added = 0;
    for (const { deleteKnown, insert, insertEntries } of await this.#chooseStatements(kind)) {
      duplicates += await changeRows(this.#writer, deleteKnown);
      added += await changeRows(this.#writer, insert, [day]);
      if (insertEntries !== undefined) await this.#writer.run(insertEntries, [day]);
    }
    return { added, duplicates };
  }

  /** Returns the statements for the events of the batch. An event that no manifest lists any more has none. */
  async #chooseStatements(kind: RecordKind): Promise<readonly InsertStatements[]> {
    if (kind === "spans") return [this.#spanStatements];
    const statements = this.#statements;
    if (statements === undefined) return [UNDECLARED_STATEMENTS];
    const reader = await this.#writer.runAndReadAll("SELECT DISTINCT event FROM batch");
    return reader.getRows().flatMap(([event]) => statements.get(String(event)) ?? []);
  }
}

/** All events have the same table, so each line of the batch may be in it. */
const UNDECLARED_STATEMENTS: InsertStatements = {
  deleteKnown:
    "DELETE FROM batch WHERE rowid IN (SELECT b.rowid FROM batch b SEMI JOIN events x ON x.uuid = b.id)",
  ...INSERT_UNDECLARED,
};
