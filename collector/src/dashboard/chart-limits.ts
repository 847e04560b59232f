/** Limits a chart to what can be read in it: the largest series and categories. */
import { compareVersions } from "../internal/compare-versions.js";
import type { ChartData, ChartLayout, ChartPoint } from "./chart-data.js";

/** More lines or colors cannot be told apart. */
export const MAX_SERIES = 8;
const MAX_CATEGORIES = 16;

interface LimitOptions {
  readonly layout: ChartLayout;
  /** Whether the categories are versions, which are ordered from the newest one. @default false */
  readonly hasVersionCategories?: boolean;
  /** Whether the series are versions, which are ordered from the oldest one. @default false */
  readonly hasVersionSeries?: boolean;
}

export function limitPoints(
  points: readonly ChartPoint[],
  { layout, hasVersionCategories = false, hasVersionSeries = false }: LimitOptions,
): Pick<ChartData, "points" | "categories" | "series" | "omissions"> {
  const largest = chooseLargest(points, ({ series: name }) => name, MAX_SERIES);
  const series = hasVersionSeries ? largest.toSorted(compareVersions) : largest;
  const isOrdered = layout !== "lines" && hasVersionCategories;
  const allCategories = unique(points.map(({ at }) => at));
  const newest = allCategories.toSorted((a, b) => compareVersions(b, a)).slice(0, MAX_CATEGORIES);
  const chosen = isOrdered ? newest : chooseLargest(points, ({ at }) => at, MAX_CATEGORIES);
  const categories = layout === "lines" ? allCategories : chosen;
  const shown = points.filter(({ at, series: name }) => series.includes(name) && categories.includes(at));
  return {
    points: shown,
    categories,
    series,
    omissions: [
      ...describeOmission(series.length, unique(points.map(({ series: name }) => name)).length, "series"),
      ...describeOmission(categories.length, allCategories.length, isOrdered ? "newest" : "rows"),
    ],
  };
}

/** Returns the names with the largest sums, in the order in which they appear. */
function chooseLargest(
  points: readonly ChartPoint[],
  getName: (point: ChartPoint) => string,
  limit: number,
): string[] {
  const sums = new Map<string, number>();
  for (const point of points)
    sums.set(getName(point), (sums.get(getName(point)) ?? 0) + Math.abs(point.value));
  const largest = [...sums].toSorted(([, a], [, b]) => b - a).slice(0, limit);
  const names = new Set(largest.map(([name]) => name));
  return [...sums.keys()].filter((name) => names.has(name));
}

function describeOmission(shown: number, all: number, what: "series" | "rows" | "newest"): string[] {
  if (shown === all) return [];
  return [
    `The chart shows the ${shown} ${what === "newest" ? "newest" : "largest"} of ${all} ${what === "series" ? "series" : "rows"}. The table has all of them.`,
  ];
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
