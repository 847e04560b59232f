/** Stores events in ClickHouse, for a community that needs several collectors. */
import type { ClickHouseClient } from "@clickhouse/client";
import { SerialQueue } from "../../internal/serial-queue.js";
import type { JournalPosition } from "../../journal/position.js";
import type { AppendResult, LineBatch, QueryAnswer, QueryParameter, RecordKind, Store } from "../store.js";
import type { StoreTables } from "../tables.js";
import { createWorkTables, nameWorkTables, type WorkTables } from "./batch.js";
import { BatchWriter } from "./batch-writer.js";
import { type Deletion, deleteRows, eraseRows, isErasedEvent, isErasedSpan } from "./erase.js";
import { PositionTable } from "./positions.js";
import { toAnswer } from "./result.js";
import { createTables, getTableName, type RetentionDays, UNDECLARED_TABLE } from "./schema.js";
import { ClickHouseSession, QUERY_SETTINGS } from "./session.js";
import { checkColumns } from "./table-check.js";
import { translateStatement } from "./translate.js";

export interface ClickHouseOptions {
  /** Has the project's database as its own. The store closes it. */
  readonly client: ClickHouseClient;
  /** Distinguishes the collectors that write into the same database. It is a UUID, and belongs to the journals. */
  readonly collector: string;
  /** Undefined for a project without manifests. */
  readonly tables: StoreTables | undefined;
  readonly retention: RetentionDays;
  /** Settings for the statements of questions, besides those that the dialect needs. @default none */
  readonly querySettings?: Readonly<Record<string, string | number>>;
}

const COLLECTOR_ID = /^[\w-]{1,64}$/;

export class ClickHouseStore implements Store {
  readonly erasesBytes = true;
  readonly #session: ClickHouseSession;
  readonly #collector: string;
  readonly #positions: PositionTable;
  readonly #work: WorkTables;
  readonly #writer: BatchWriter;
  readonly #eventTables: readonly string[];
  readonly #querySettings: Readonly<Record<string, string | number>>;
  /** Runs one change after the other, because all of them have the same work tables. */
  readonly #writes = new SerialQueue();

  private constructor(
    { collector, tables, querySettings }: ClickHouseOptions,
    session: ClickHouseSession,
    positions: PositionTable,
  ) {
    this.#session = session;
    this.#collector = collector;
    this.#positions = positions;
    this.#work = nameWorkTables(collector);
    this.#writer = new BatchWriter(session, collector, tables);
    this.#eventTables = tables?.events.map(getTableName) ?? [UNDECLARED_TABLE];
    this.#querySettings = { ...QUERY_SETTINGS, ...querySettings };
  }

  /**
   * Opens the tables, or creates them.
   * @throws Error if the server cannot be used, or a column has another type than the manifests
   */
  static async open(options: ClickHouseOptions): Promise<ClickHouseStore> {
    const { client, collector, tables, retention } = options;
    if (!COLLECTOR_ID.test(collector))
      throw new RangeError("the id of a collector has letters, digits and - only");
    const session = new ClickHouseSession(client);
    await checkColumns(session, tables);
    for (const statement of createTables(tables, retention)) await session.run(statement);
    for (const statement of createWorkTables(nameWorkTables(collector))) await session.run(statement);
    return new ClickHouseStore(options, session, await PositionTable.load(session, collector));
  }

  getPosition(kind: RecordKind): JournalPosition {
    return this.#positions.get(kind);
  }

  append({ kind, day, lines, end }: LineBatch): Promise<AppendResult> {
    return this.#writes.run(async () => {
      const token = this.#positions.createToken(kind, end);
      const result = await this.#writer.write(kind, lines, { token, day });
      await this.#positions.set(kind, end);
      return result;
    });
  }

  async query(sql: string, values: readonly QueryParameter[] = []): Promise<QueryAnswer> {
    const { sql: text, parameters } = translateStatement(sql, values);
    return toAnswer(await this.#session.read(text, parameters, this.#querySettings));
  }

  deleteByIds(ids: readonly string[]): Promise<number> {
    return this.#writes.run(async () => {
      const { erased } = this.#work;
      await this.#session.run(`TRUNCATE TABLE ${erased}`);
      const lines = ids.map((id) => JSON.stringify({ id })).join("\n");
      await this.#session.send(`INSERT INTO ${erased} FORMAT JSONEachRow`, [Buffer.from(lines)]);
      const condition = isErasedEvent(this.#work);
      const [, ...counts] = await eraseRows(this.#session, [
        { table: "entries", condition },
        { table: "spans", condition: isErasedSpan(this.#work) },
        ...this.#eventTables.map((table) => ({ table, condition })),
      ]);
      await this.#session.run(`TRUNCATE TABLE ${erased}`);
      return counts.reduce((sum, count) => sum + count, 0);
    });
  }

  deleteBefore(kind: RecordKind, day: string): Promise<number> {
    return this.#writes.run(async () => {
      const condition = "day < {day:Date}";
      const drop = (table: string) => deleteRows(this.#session, { table, condition }, { day });
      if (kind === "spans") return drop("spans");
      let count = 0;
      for (const table of this.#eventTables) count += await drop(table);
      await drop("entries");
      return count;
    });
  }

  /** Deletes what this collector has written, so that its journals are read from their beginnings. */
  reset(): Promise<void> {
    return this.#writes.run(async () => {
      const condition = `_collector = '${this.#collector}'`;
      await this.#positions.reset();
      const tables = [...this.#eventTables, "entries", "spans"];
      await eraseRows(
        this.#session,
        tables.map((table): Deletion => ({ table, condition })),
      );
    });
  }

  async close(): Promise<void> {
    await this.#writes.waitUntilIdle();
    await this.#session.close();
  }
}
