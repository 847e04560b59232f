/** Adds the lines of a batch to ClickHouse's tables, without those that the tables have. */
import type { AppendResult, RecordKind } from "../store.js";
import type { StoreTables } from "../tables.js";
import {
  createCountEvents,
  createCountSpans,
  createInsertSpans,
  createSelectKnown,
  createStage,
  nameWorkTables,
  type WorkTables,
} from "./batch.js";
import { createInsertStatements, createUndeclaredInsert, type InsertStatements } from "./insert.js";
import type { ClickHouseSession } from "./session.js";

export interface BatchFields {
  /** Identifies the batch, so that ClickHouse ignores an insert that it has seen. */
  readonly token: string;
  readonly day: string;
}

/** The lines of one table's events. */
interface EventCount extends AppendResult {
  readonly statements: InsertStatements;
}

export class BatchWriter {
  readonly #session: ClickHouseSession;
  readonly #collector: string;
  readonly #work: WorkTables;
  /** By event. Undefined for a project without manifests. */
  readonly #statements: ReadonlyMap<string, InsertStatements> | undefined;
  readonly #undeclared: InsertStatements;
  /** The batch may be in some tables and not in others, because it was not finished before. */
  #isReplay = true;

  constructor(session: ClickHouseSession, collector: string, tables: StoreTables | undefined) {
    this.#session = session;
    this.#collector = collector;
    this.#work = nameWorkTables(collector);
    this.#undeclared = createUndeclaredInsert(this.#work);
    this.#statements =
      tables &&
      new Map(tables.events.map((table) => [table.event, createInsertStatements(table, this.#work)]));
  }

  async write(kind: RecordKind, lines: readonly Buffer[], fields: BatchFields): Promise<AppendResult> {
    const isReplay = this.#isReplay;
    this.#isReplay = true;
    await this.#stage(kind, lines);
    const result =
      kind === "events" ? await this.#insertEvents(fields, isReplay) : await this.#insertSpans(fields);
    await this.#session.run(`TRUNCATE TABLE ${this.#work[kind]}`);
    // A batch of spans says nothing about the entries of events.
    this.#isReplay = kind === "spans" && isReplay;
    return result;
  }

  /** A line that is not JSON makes the first statement fail. */
  async #stage(kind: RecordKind, lines: readonly Buffer[]): Promise<void> {
    const stage = async (shouldSkipDamaged: boolean) => {
      await this.#session.run(`TRUNCATE TABLE ${this.#work[kind]}`);
      await this.#session.send(createStage(this.#work, kind, shouldSkipDamaged), lines);
    };
    await stage(false).catch(() => stage(true));
  }

  async #insertEvents({ token, day }: BatchFields, isReplay: boolean): Promise<AppendResult> {
    const parameters = { day, collector: this.#collector };
    const counts = await this.#countEvents();
    for (const { statements, added } of counts) {
      if (added === 0) continue;
      const entries = statements.insertEntries?.(token, isReplay);
      if (entries !== undefined) await this.#session.run(entries, parameters);
      await this.#session.run(statements.insert(token), parameters);
    }
    return sumResults(counts);
  }

  /** Finds the lines that the tables have. An event that no manifest lists any more has no statements. */
  async #countEvents(): Promise<EventCount[]> {
    const { events, known } = this.#work;
    const inBatch = await this.#session.read(`SELECT DISTINCT event FROM ${events}`);
    const tables = new Set(inBatch.data.flatMap(([event]) => this.#chooseStatements(String(event)) ?? []));
    await this.#session.run(`TRUNCATE TABLE ${known}`);
    if (tables.size === 0) return [];
    const selects = [...tables].map((table) => createSelectKnown(this.#work, table.table, table.condition));
    await this.#session.run(`INSERT INTO ${known} ${selects.join(" UNION ALL ")}`);
    const { data } = await this.#session.read(createCountEvents(this.#work));
    return [...tables].map((statements) => {
      const rows = data.filter(([event]) => this.#chooseStatements(String(event)) === statements);
      return { statements, ...sumResults(rows.map(([, ...counts]) => toResult(counts))) };
    });
  }

  #chooseStatements(event: string): InsertStatements | undefined {
    return this.#statements === undefined ? this.#undeclared : this.#statements.get(event);
  }

  async #insertSpans({ token, day }: BatchFields): Promise<AppendResult> {
    const { data } = await this.#session.read(createCountSpans(this.#work));
    const results = data.map(([, ...counts]) => toResult(counts));
    const result = sumResults(results);
    if (result.added > 0)
      await this.#session.run(createInsertSpans(this.#work, token), { day, collector: this.#collector });
    return result;
  }
}

/** @param counts of lines, of their ids, and of the ids that the tables have */
function toResult(counts: readonly unknown[]): AppendResult {
  const [lines, ids, known] = counts;
  return { added: Number(ids) - Number(known), duplicates: Number(lines) - Number(ids) + Number(known) };
}

function sumResults(results: readonly AppendResult[]): AppendResult {
  let added = 0;
  let duplicates = 0;
  for (const result of results) {
    added += result.added;
    duplicates += result.duplicates;
  }
  return { added, duplicates };
}
