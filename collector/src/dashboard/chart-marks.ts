/** Chooses the marks of a chart in Observable Plot, by its layout. */
import type { Markish } from "@observablehq/plot";
import type { ChartData, ChartPoint } from "./chart-data.js";
import { formatTick } from "./chart-text.js";
import type { PlotLibrary } from "./plot-library.js";

/** Symbols make the series distinguishable without their colors. */
export const SYMBOLS = [
  "circle",
  "square",
  "diamond",
  "triangle",
  "star",
  "cross",
  "wye",
  "hexagon",
] as const;
/** More symbols on one line hide it. */
const MAX_SYMBOLS_PER_LINE = 16;
/** Pixels between the series of a category. */
export const SERIES_STEP = 12;

/** Returns the color of a series, which the stylesheet defines for light and dark pages. */
export function getSeriesColor(index: number): string {
  return `var(--series-${index + 1})`;
}

export function createMarks(plot: PlotLibrary, data: ChartData): readonly Markish[] {
  switch (data.layout) {
    case "lines":
      return createLines(plot, data);
    case "bars":
      return createBars(plot, data);
    case "dots":
      return createDots(plot, data);
  }
}

function createLines(plot: PlotLibrary, data: ChartData): Markish[] {
  const x = ({ at }: ChartPoint) => new Date(at);
  return data.series.flatMap((series, index) => {
    const points = data.points.filter((point) => point.series === series);
    const stroke = getSeriesColor(index);
    const step = Math.ceil(points.length / MAX_SYMBOLS_PER_LINE);
    const marked = points.filter((_, position) => (points.length - 1 - position) % step === 0);
    const isLine = new Set(points.map(({ at }) => at)).size === points.length;
    return [
      plot.ruleX(points.filter(hasInterval), { x, y1: "low", y2: "high", stroke, strokeOpacity: 0.6 }),
      plot.lineY(isLine ? points : [], { x, y: "value", stroke, strokeWidth: 2 }),
      plot.dot(marked, { x, y: "value", fill: stroke, symbol: getSymbol(index), r: 4 }),
    ];
  });
}

function createBars(plot: PlotLibrary, data: ChartData): Markish[] {
  const totals = data.categories.map((at) => {
    const points = data.points.filter((point) => point.at === at);
    const value = points.reduce((sum, point) => sum + point.value, 0);
    return { at, value, end: Math.max(value, ...points.flatMap(({ high = 0 }) => high)) };
  });
  return [
    plot.barX(data.points, {
      y: "at",
      x: "value",
      fill: ({ series }: ChartPoint) => getSeriesColor(data.series.indexOf(series)),
      order: ({ series }: ChartPoint) => data.series.indexOf(series),
      insetRight: data.series.length > 1 ? 1 : 0,
    }),
    ...createBarIntervals(plot, data),
    plot.text(totals, {
      y: "at",
      x: "end",
      text: ({ value }) => formatTick(data.valueKind, value),
      textAnchor: "start",
      dx: 5,
    }),
  ];
}

/** A line inside of a bar needs an edge of another color to be seen. The parts of a divided bar have no intervals. */
function createBarIntervals(plot: PlotLibrary, { points, series }: ChartData): Markish[] {
  const intervals = points.filter(hasInterval);
  if (intervals.length === 0 || series.length > 1) return [];
  const ends = { y: "at", x1: "low", x2: "high" };
  return [
    plot.ruleY(intervals, { ...ends, stroke: "var(--background)", strokeWidth: 4 }),
    plot.ruleY(intervals, { ...ends, stroke: "currentColor", strokeWidth: 1.5 }),
  ];
}

function createDots(plot: PlotLibrary, data: ChartData): Markish[] {
  const { reference } = data;
  const line =
    reference === undefined
      ? []
      : [plot.ruleX([reference], { stroke: "currentColor", strokeDasharray: "4 3" })];
  return [...line, ...createDotSeries(plot, data)];
}

function createDotSeries(plot: PlotLibrary, data: ChartData): Markish[] {
  return data.series.flatMap((series, index) => {
    const points = data.points.filter((point) => point.series === series);
    const stroke = getSeriesColor(index);
    const dy = (index - (data.series.length - 1) / 2) * SERIES_STEP;
    return [
      plot.ruleY(points.filter(hasInterval), { y: "at", x1: "low", x2: "high", stroke, strokeWidth: 2, dy }),
      plot.dot(points, { y: "at", x: "value", fill: stroke, symbol: getSymbol(index), r: 5, dy }),
    ];
  });
}

export function getSymbol(index: number): (typeof SYMBOLS)[number] {
  return SYMBOLS[index % SYMBOLS.length] ?? "circle";
}

function hasInterval({ low }: ChartPoint): boolean {
  return low !== undefined;
}
