/** Defines the tables of a published period: what they count, and how many of their cells one weekly report is in at most. */
import type { PublishedTableId } from "../config/collector-config.js";
import { type Fields, number, text } from "../questions/row-set.js";

export const WEEKLY_EVENT = "telemetry_week";

export type CellUnit = "count" | "milliseconds" | "share";

interface TableBase {
  readonly id: PublishedTableId;
  readonly sentence: string;
}

/** One cell, which has all weekly reports. */
export interface TotalTable extends TableBase {
  readonly kind: "total";
}

/** Cells with fixed bounds. A report without the number is in no cell. */
export interface DistributionTable extends TableBase {
  readonly kind: "distribution";
  /** The heading of the column of bounds, such as "Searches in the week". */
  readonly label: string;
  /** The path of the field, or `part/whole` for a share. */
  readonly field: string;
  readonly unit: CellUnit;
  /** Columns of the SQL. */
  readonly fields: Fields;
  /** The number of a report in SQL. */
  readonly value: string;
  /** The first number of each cell. Null: the first cell has no lower bound. */
  readonly bounds: readonly [first: number | null, ...number[]];
}

/** Cells whose names come from the reports. */
export interface NamesTable extends TableBase {
  readonly kind: "names";
  /** The heading of the column of names, such as "Version". */
  readonly label: string;
  /** The path of a text, or of a list such as `features[]`. */
  readonly field: string;
  /** At most this many names of one report are counted. */
  readonly namesPerReport: number;
  /** A text of another form is not counted, because it could be a sentence or a name of a person. */
  readonly form: RegExp;
}

export type TableDefinition = TotalTable | DistributionTable | NamesTable;

const VERSION = /^\d[\w.+-]{0,63}$/;
const WORD = /^[A-Za-z0-9][\w.:/+-]{0,63}$/;

const CALLS = [0, 1, 5, 20, 50, 100, 200, 500, 1000] as const;

export const TOTAL_TABLE: TotalTable = {
  kind: "total",
  id: "reports",
  sentence: "How many weekly reports are counted?",
};

export const TABLES: readonly TableDefinition[] = [
  TOTAL_TABLE,
  {
    kind: "names",
    id: "versions",
    sentence: "Which versions of the tool are in use?",
    label: "Version",
    field: "tool_version",
    namesPerReport: 1,
    form: VERSION,
  },
  defineCount("sessions", "sessions", "Sessions in the week", {
    sentence: "How many sessions does an installation have in a week?",
    bounds: [0, 1, 2, 5, 10, 20, 50, 100],
  }),
  defineCount("searches", "searches", "Searches in the week", {
    sentence: "How many searches does an installation have in a week?",
    bounds: CALLS,
  }),
  defineShare("search-success", ["search_successes", "searches"], "Searches that succeed", {
    sentence: "Which share of its searches succeeds in a week?",
    bounds: [0, 0.5, 0.8, 0.9, 0.95, 0.99],
  }),
  defineTime("search-time", "search_time.p50_ms", "Usual search, the median of the week", {
    sentence: "How long does a usual search of an installation take?",
    bounds: [0, 20, 50, 100, 200, 500, 1000, 2000, 5000],
  }),
  defineTime("slow-search-time", "search_time.p95_ms", "Slow search, the 95th percentile of the week", {
    sentence: "How long does a slow search of an installation take?",
    bounds: [0, 50, 100, 200, 500, 1000, 2000, 5000, 10_000],
  }),
  defineShare(
    "saved-share",
    ["tokens_saved.whole_files", "tokens_baseline.whole_files"],
    "Tokens saved, compared with whole files",
    {
      sentence: "Which share of the tokens of whole files does an installation save in a week?",
      bounds: [null, 0, 0.25, 0.5, 0.75, 0.9],
    },
  ),
  defineCount("tool-calls", "tool_calls", "Calls of MCP tools in the week", {
    sentence: "How many calls of MCP tools does an installation have in a week?",
    bounds: CALLS,
  }),
  defineCount("agent-calls", "agent_calls", "Calls of agents in the week", {
    sentence: "How many calls of agents does an installation have in a week?",
    bounds: CALLS,
  }),
  // The names of these lists come with every report, and each one that counts makes all tables noisier.
  defineNames("settings", "settings_used[]", "Setting", "Which settings of the tool are set?", 3),
  defineNames("features", "features[]", "Search strategy", "Which strategies of search are used?", 2),
  defineNames("models", "models_used[]", "Model", "Which models are used?", 2),
];

/** The most cells of a table that one report is in. */
export function getCellsPerReport(table: TableDefinition): number {
  return table.kind === "names" ? table.namesPerReport : 1;
}

/** The fields of weekly reports that a table needs. */
export function listTableFields(table: TableDefinition): readonly string[] {
  if (table.kind === "total") return [];
  return table.kind === "names" ? [table.field] : Object.values(table.fields).map(({ path }) => path);
}

type Bounds = Pick<DistributionTable, "sentence" | "bounds">;

function defineCount(id: PublishedTableId, path: string, label: string, rest: Bounds): DistributionTable {
  const fields = { amount: number(path) };
  return { kind: "distribution", id, label, field: path, unit: "count", fields, value: "amount", ...rest };
}

function defineTime(id: PublishedTableId, path: string, label: string, rest: Bounds): DistributionTable {
  return { ...defineCount(id, path, label, rest), unit: "milliseconds" };
}

/** Without anything to divide by, a report has no share. */
function defineShare(
  id: PublishedTableId,
  [part, whole]: readonly [part: string, whole: string],
  label: string,
  rest: Bounds,
): DistributionTable {
  return {
    kind: "distribution",
    id,
    label,
    field: `${part}/${whole}`,
    unit: "share",
    fields: { part: number(part), whole: number(whole) },
    value: "CASE WHEN whole > 0 THEN part / whole END",
    ...rest,
  };
}

function defineNames(
  id: PublishedTableId,
  field: string,
  label: string,
  sentence: string,
  namesPerReport: number,
): NamesTable {
  return { kind: "names", id, sentence, label, field, namesPerReport, form: WORD };
}

/** The columns that every statement about reports has. */
export const REPORT_FIELDS: Fields = { week: text("week") };
