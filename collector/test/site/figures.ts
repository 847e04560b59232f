/** Makes figures of published periods for the tests of a site. */

import { listCells } from "../../src/publish/cell-names.js";
import { type Protection, publishTables } from "../../src/publish/disclosure-control.js";
import { parsePeriod } from "../../src/publish/publication-period.js";
import {
  createPublishedPeriod,
  formatPublishedPeriod,
  type PublishedPeriod,
} from "../../src/publish/published-period.js";
import { getCellsPerReport, TABLES } from "../../src/publish/published-tables.js";

export interface FiguresInput {
  readonly project?: string;
  readonly protection?: Protection;
  /** How many reports have each cell. */
  readonly reports?: number;
  /** The name of a version, a setting and so on. */
  readonly name?: string;
}

const NOISE = { kind: "noise", epsilon: 1, delta: 1e-6 } as const;

/** Each cell has the same number of reports, and all tables are there. The noise is 3. */
export function createPeriod(
  key: string,
  { project = "mytool", protection = NOISE, reports = 500, name = "1.2.0" }: FiguresInput = {},
): PublishedPeriod {
  const period = parsePeriod(key);
  if (period === undefined) throw new Error(`${key} is not a period`);
  const exact = TABLES.map((table) => {
    const known = table.kind === "distribution" ? listCells(table).map((cell) => cell.name) : ["all"];
    const knownCells = table.kind === "names" ? [] : known;
    const names = table.kind === "names" ? [name, `${name}.x`] : known;
    const values = new Map(reports === 0 ? [] : names.map((cell) => [cell, reports]));
    const cellsPerReport = getCellsPerReport(table);
    return { id: table.id, knownCells, values, cellsPerReport, maxPerReport: 1, reportsInNoCell: 0 };
  });
  const published = publishTables(exact, protection, () => 3n);
  const facts = { project, period, publishedAt: "2026-12-01T08:00:00.000Z", protection };
  return createPublishedPeriod(facts, TABLES, published);
}

export function createFigures(key: string, input?: FiguresInput): string {
  return formatPublishedPeriod(createPeriod(key, input));
}
