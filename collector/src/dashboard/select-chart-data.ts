/** Selects from an answer what its chart shows: the axes, the points and the series. */
import type { Answer, AnswerColumn, AnswerValue, ColumnKind } from "../questions/answer.js";
import { formatValue } from "../questions/answer-format.js";
import type { Question } from "../questions/question.js";
import type { ChartData, ChartLayout, ChartPoint } from "./chart-data.js";
import { limitPoints } from "./chart-limits.js";

const NUMBER_KINDS: ReadonlySet<ColumnKind> = new Set(["count", "number", "milliseconds", "usd", "share"]);
const WEEK = /^(\d{4})-W(\d\d)$/;
const DAY_MS = 24 * 3600 * 1000;

/** Returns undefined if the question has no chart, or the answer has nothing that can be drawn. */
export function selectChartData({ chart }: Question, answer: Answer): ChartData | undefined {
  if (chart === undefined) return undefined;
  const find = (name: string | undefined) => answer.columns.findIndex((column) => column.name === name);
  const [x, y, by] = [find(chart.x), find(chart.y), find(chart.series)];
  const [xColumn, yColumn] = [answer.columns[x], answer.columns[y]];
  if (xColumn === undefined || yColumn === undefined) return undefined;
  const isValueOnX = NUMBER_KINDS.has(xColumn.kind) && !NUMBER_KINDS.has(yColumn.kind);
  const [at, atColumn] = isValueOnX ? [y, yColumn] : [x, xColumn];
  const [value, valueColumn] = isValueOnX ? [x, xColumn] : [y, yColumn];
  const rows = answer.rows.filter((row) => typeof row[value] === "number");
  if (rows.length === 0) return undefined;
  const isTime = rows.every((row) => parseDay(atColumn.kind, row[at] ?? null) !== undefined);
  const points = sumCounts(
    rows.map((row) => ({
      at: (isTime && parseDay(atColumn.kind, row[at] ?? null)) || nameValue(atColumn.kind, row[at]),
      value: Number(row[value]),
      series: by === -1 ? "" : nameValue(answer.columns[by]?.kind ?? "text", row[by]),
      ...readInterval(valueColumn, row, value),
    })),
    valueColumn.kind,
  );
  const hasSeries = by !== -1;
  const layout = isTime ? "lines" : chooseLayout(valueColumn.kind, hasSeries, points);
  return {
    ...limitPoints(points, {
      layout,
      hasVersionCategories: atColumn.kind === "version",
      hasVersionSeries: answer.columns[by]?.kind === "version",
    }),
    layout,
    atLabel: atColumn.label,
    valueLabel: valueColumn.label,
    valueKind: valueColumn.kind,
    seriesLabel: answer.columns[by]?.label,
  };
}

/** Parts of a bar must add up to its length, and a bar has one length. */
function chooseLayout(kind: ColumnKind, hasSeries: boolean, points: readonly ChartPoint[]): ChartLayout {
  if (kind === "share") return "dots";
  if (kind === "count") return "bars";
  const isUnique = new Set(points.map((point) => point.at)).size === points.length;
  return !hasSeries && isUnique && points.every(({ value }) => value >= 0) ? "bars" : "dots";
}

/** Rows that differ only in columns that the chart does not show are one point, if they can be added. */
function sumCounts(points: readonly ChartPoint[], kind: ColumnKind): readonly ChartPoint[] {
  if (kind !== "count") return points;
  const sums = new Map<string, ChartPoint>();
  for (const point of points) {
    const key = JSON.stringify([point.at, point.series]);
    sums.set(key, { ...point, value: point.value + (sums.get(key)?.value ?? 0) });
  }
  return [...sums.values()];
}

function readInterval(
  { kind }: AnswerColumn,
  row: readonly AnswerValue[],
  index: number,
): { readonly low?: number; readonly high?: number } {
  const [low, high] = [row[index + 1], row[index + 2]];
  return kind === "share" && typeof low === "number" && typeof high === "number" ? { low, high } : {};
}

function nameValue(kind: ColumnKind, value: AnswerValue | undefined): string {
  return value === null || value === undefined || value === "" ? "not stated" : formatValue(kind, value);
}

/** Returns the day, or the Monday of an ISO week, as `YYYY-MM-DD`. */
function parseDay(kind: ColumnKind, value: AnswerValue): string | undefined {
  if (typeof value !== "string") return undefined;
  if (kind === "day") return value;
  const [, year, week] = WEEK.exec(value) ?? [];
  if (year === undefined) return undefined;
  // The fourth of January is always in the first week (ISO 8601).
  const fourth = Date.UTC(Number(year), 0, 4);
  const firstMonday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS;
  return new Date(firstMonday + (Number(week) - 1) * 7 * DAY_MS).toISOString().slice(0, 10);
}
