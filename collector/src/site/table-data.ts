/** Makes of a published table what its chart, its table on the page and its CSV show. */
import type { ChartData, ChartPoint } from "../dashboard/chart-data.js";
import { limitPoints } from "../dashboard/chart-limits.js";
import { compareVersions } from "../internal/compare-versions.js";
import type { PeriodTable } from "../publish/published-period.js";
import type { AnswerColumn } from "../questions/answer.js";
import { formatCsv } from "../questions/csv.js";

/** Returns the cells as a reader expects them: bounds upwards, versions from the newest, and other names from the largest. */
export function sortCells({ id, kind, cells }: PeriodTable): PeriodTable["cells"] {
  if (kind !== "names") return cells;
  if (id === "versions") return cells.toSorted((a, b) => compareVersions(b.name, a.name));
  return cells.toSorted((a, b) => (b.value ?? -1) - (a.value ?? -1));
}

/** Returns undefined if no cell has a value. */
export function createTableChart(table: PeriodTable): ChartData | undefined {
  const points = sortCells(table).flatMap(({ name, value }): ChartPoint[] =>
    value === null ? [] : [{ at: name, value, series: "", ...createInterval(value, table.marginOfError) }],
  );
  if (points.length === 0) return undefined;
  return {
    ...limitPoints(points, { layout: "bars", hasVersionCategories: table.id === "versions" }),
    layout: "bars",
    atLabel: table.label,
    valueLabel: "Weekly reports",
    valueKind: "count",
    seriesLabel: undefined,
  };
}

/** Without noise there is no interval. A number of reports is not negative. */
export function createInterval(value: number, margin: number): Pick<ChartPoint, "low" | "high"> {
  return margin === 0 ? {} : { low: Math.max(0, value - margin), high: value + margin };
}

/** The cells are in the order of the data. */
export function formatTableCsv({ kind, cells }: PeriodTable): string {
  const isDistribution = kind === "distribution";
  const columns: AnswerColumn[] = [
    { name: "name", label: "name", kind: "text" },
    ...(isDistribution ? [{ name: "from", label: "from", kind: "number" } as const] : []),
    { name: "value", label: "value", kind: "count" },
  ];
  const rows = cells.map(({ name, from = null, value }) =>
    isDistribution ? [name, from, value] : [name, value],
  );
  return formatCsv({ columns, rows });
}
