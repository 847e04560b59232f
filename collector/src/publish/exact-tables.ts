/** Counts the weekly reports of a period. The numbers are exact, so that they must not leave the process. */
import type { QuestionSource } from "../questions/ask-question.js";
import type { QueryAnswer } from "../store/store.js";
import { listCells } from "./cell-names.js";
import { createCountStatement } from "./count-statements.js";
import type { ExactTable } from "./disclosure-control.js";
import type { PublicationPeriod } from "./publication-period.js";
import { getCellsPerReport, type TableDefinition, TOTAL_TABLE } from "./published-tables.js";

/** The name of the only cell of a total. */
const TOTAL = "all";

export interface ExactFigures {
  /** All weekly reports of the period, also if no table has the total. */
  readonly reportCount: number;
  /** One for each definition, in the same order. */
  readonly tables: readonly ExactTable[];
}

/** @throws what the query throws */
export async function countReports(
  tables: readonly TableDefinition[],
  period: PublicationPeriod,
  { layout, runQuery }: QuestionSource,
): Promise<ExactFigures> {
  const countRows = async (table: TableDefinition) =>
    (await runQuery(createCountStatement(table, period, layout))).rows;
  const totalRows = await countRows(TOTAL_TABLE);
  const reportCount = Number(totalRows[0]?.[1] ?? 0);
  const exact: ExactTable[] = [];
  for (const table of tables) {
    const rows = table.kind === "total" ? totalRows : await countRows(table);
    exact.push(createExactTable(table, rows, reportCount));
  }
  return { reportCount, tables: exact };
}

function createExactTable(
  table: TableDefinition,
  rows: QueryAnswer["rows"],
  reportCount: number,
): ExactTable {
  const knownCells = listKnownCells(table);
  const values = new Map<string, number>();
  for (const [cell, count] of rows) {
    const name = table.kind === "distribution" ? knownCells[Number(cell)] : String(cell);
    const isCounted = name !== undefined && (table.kind !== "names" || table.form.test(name));
    if (isCounted) values.set(name, Number(count)); // integers of 64 bits are texts
  }
  const cellsPerReport = getCellsPerReport(table);
  const sum = [...values.values()].reduce((total, count) => total + count, 0);
  // A report that arrives between two queries can make the sum larger than the total.
  const reportsInNoCell = cellsPerReport === 1 ? Math.max(0, reportCount - sum) : 0;
  return { id: table.id, knownCells, values, cellsPerReport, maxPerReport: 1, reportsInNoCell };
}

/** Names of versions, settings, features and models come from the reports, so that none is known without them. */
function listKnownCells(table: TableDefinition): readonly string[] {
  switch (table.kind) {
    case "total":
      return [TOTAL];
    case "distribution":
      return listCells(table).map(({ name }) => name);
    case "names":
      return [];
  }
}
