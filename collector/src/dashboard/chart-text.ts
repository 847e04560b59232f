/** Writes the texts of a chart: the values on its axes, shortened labels, and its description for those who cannot see it. */
import { formatDifference } from "../experiments/format-difference.js";
import { formatValue } from "../questions/answer-format.js";
import type { ChartData, ChartValueKind } from "./chart-data.js";

const COMPACT = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });

export function formatTick(kind: ChartValueKind, value: number): string {
  const isPlain = kind === "count" || kind === "number";
  return isPlain && Math.abs(value) >= 10_000 ? COMPACT.format(value) : formatChartValue(kind, value);
}

function formatChartValue(kind: ChartValueKind, value: number): string {
  if (kind !== "difference") return formatValue(kind, value);
  return value === 0 ? formatValue("share", 0) : formatDifference(value);
}

export function shorten(text: string, maxLength: number): string {
  const characters = [...text];
  return characters.length <= maxLength
    ? text
    : `${characters
        .slice(0, maxLength - 1)
        .join("")
        .trimEnd()}…`;
}

const NAMES = { lines: "Line chart", bars: "Bar chart", dots: "Dot chart" };

export function describeChart(data: ChartData): string {
  const { layout, atLabel, valueLabel, valueKind, seriesLabel, series, points, reference } = data;
  const values = points.map(({ value }) => value);
  const range = [Math.min(...values), Math.max(...values)].map((value) => formatChartValue(valueKind, value));
  const by = seriesLabel === undefined ? "" : ` and by “${seriesLabel}” (${series.join(", ")})`;
  const intervals = points.some(({ low }) => low !== undefined)
    ? ` Lines ${layout === "bars" ? "at the ends of the bars" : "through the points"} are 95 % intervals.`
    : "";
  const line =
    reference === undefined
      ? ""
      : ` A line across the chart is at ${formatChartValue(valueKind, reference)}.`;
  return `${NAMES[layout]} of “${valueLabel}” by “${atLabel}”${by}. Values from ${range.join(" to ")}.${intervals}${line}`;
}
