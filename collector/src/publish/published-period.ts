/** Defines the file `data.json` of a published period, which other programs read. */
import { z } from "zod";
import { listCells } from "./cell-names.js";
import type { Protection, PublishedTable } from "./disclosure-control.js";
import type { PublicationPeriod } from "./publication-period.js";
import { getCellsPerReport, type TableDefinition } from "./published-tables.js";

const FORMAT = "codeweaver-published-period/1";

const CELL = z.object({
  name: z.string(),
  /** Only in a distribution: the smallest number in the cell. */
  from: z.number().nullable().optional(),
  /** Null if it is withheld. */
  value: z.int().min(0).nullable(),
});

const TABLE = z.object({
  id: z.string(),
  kind: z.enum(["total", "distribution", "names"]),
  sentence: z.string(),
  /** The heading of the column of names, such as "Version". */
  label: z.string(),
  field: z.string().nullable(),
  unit: z.enum(["count", "milliseconds", "share"]).nullable(),
  outcome: z.enum(["published", "not enough reports"]),
  /** One report is in at most this many cells of the table. */
  cellsPerReport: z.int().positive(),
  threshold: z.number(),
  marginOfError: z.number(),
  cells: z.array(CELL),
});

const PERIOD = z.object({
  format: z.literal(FORMAT),
  project: z.string(),
  period: z.string(),
  firstDay: z.string(),
  lastDay: z.string(),
  publishedAt: z.string(),
  protection: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("noise"),
      epsilon: z.number(),
      delta: z.number(),
      /** One report is in at most this many cells of all tables. */
      cellsPerReport: z.int().positive(),
    }),
    z.object({ kind: z.literal("minimum"), minimumReports: z.int().positive() }),
  ]),
  tables: z.array(TABLE),
});

export type PublishedPeriod = Readonly<z.infer<typeof PERIOD>>;
export type PeriodTable = PublishedPeriod["tables"][number];

export interface PeriodFacts {
  readonly project: string;
  readonly period: PublicationPeriod;
  /** ISO 8601 in UTC. */
  readonly publishedAt: string;
  readonly protection: Protection;
}

/** @param published the tables that were published, one for each definition and in the same order */
export function createPublishedPeriod(
  { project, period, publishedAt, protection }: PeriodFacts,
  definitions: readonly TableDefinition[],
  published: readonly PublishedTable[],
): PublishedPeriod {
  const { key, firstDay, lastDay } = period;
  const cellsPerReport = definitions.reduce((sum, definition) => sum + getCellsPerReport(definition), 0);
  return {
    format: FORMAT,
    project,
    period: key,
    firstDay,
    lastDay,
    publishedAt,
    protection: protection.kind === "noise" ? { ...protection, cellsPerReport } : protection,
    tables: definitions.flatMap((definition, index) => {
      const table = published[index];
      return table === undefined ? [] : [createTable(definition, table)];
    }),
  };
}

function createTable(
  definition: TableDefinition,
  { outcome, threshold, marginOfError, cells }: PublishedTable,
): PeriodTable {
  const { id, kind, sentence } = definition;
  const isDistribution = definition.kind === "distribution";
  const bounds = new Map(isDistribution ? listCells(definition).map(({ name, from }) => [name, from]) : []);
  return {
    id,
    kind,
    sentence,
    label: definition.kind === "total" ? "Weekly reports" : definition.label,
    field: definition.kind === "total" ? null : definition.field,
    unit: isDistribution ? definition.unit : null,
    outcome,
    cellsPerReport: getCellsPerReport(definition),
    threshold,
    marginOfError,
    cells: cells.map(({ name, value }) =>
      isDistribution ? { name, from: bounds.get(name) ?? null, value } : { name, value },
    ),
  };
}

export function formatPublishedPeriod(period: PublishedPeriod): string {
  return `${JSON.stringify(period, null, 2)}\n`;
}

/** Returns undefined for a text that is not a published period. */
export function parsePublishedPeriod(text: string): PublishedPeriod | undefined {
  try {
    return PERIOD.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
