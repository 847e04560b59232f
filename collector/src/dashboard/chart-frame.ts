/** Chooses the size, the margins and the axes of a chart in Observable Plot. */
import type { PlotOptions } from "@observablehq/plot";
import type { ChartData } from "./chart-data.js";
import { SERIES_STEP } from "./chart-marks.js";
import { formatTick, shorten } from "./chart-text.js";

export interface FrameOptions {
  /** In pixels. */
  readonly width: number;
  /** The days on which a time axis begins and ends, unless values are before or after. */
  readonly days: { readonly from: string; readonly to: string };
}

const MIN_WIDE_PX = 500;
/** The mean width of a character of 12 pixels is below this. */
const CHARACTER_PX = 6.8;

export function createFrame(data: ChartData, options: FrameOptions): PlotOptions {
  return data.layout === "lines" ? createTimeFrame(data, options) : createCategoryFrame(data, options);
}

function createTimeFrame(data: ChartData, { width, days }: FrameOptions): PlotOptions {
  const isNarrow = width < MIN_WIDE_PX;
  const margins = { marginLeft: data.valueKind === "usd" ? 88 : 62, marginRight: 24 };
  const times = [days.from, days.to, ...data.points.map(({ at }) => at)].map((day) => Date.parse(day));
  return {
    height: isNarrow ? 220 : 300,
    marginTop: 34,
    ...margins,
    marginBottom: 48,
    x: {
      type: "utc",
      domain: [new Date(Math.min(...times)), new Date(Math.max(...times))],
      label: shortenBelow(data.atLabel, width, margins),
      ticks: isNarrow ? 4 : 8,
      labelArrow: "none",
      labelAnchor: "center",
      labelOffset: 46,
    },
    y: {
      grid: true,
      nice: true,
      zero: true,
      ...chooseDomain(data),
      label: shortenLabel(data.valueLabel, width),
      labelArrow: "none",
      labelAnchor: "top",
      ticks: countTicks(data, 5),
      tickFormat: (value: number) => formatTick(data.valueKind, value),
    },
  };
}

function createCategoryFrame(data: ChartData, { width }: FrameOptions): PlotOptions {
  const { layout, categories, series, valueKind } = data;
  const isNarrow = width < MIN_WIDE_PX;
  const maxLength = isNarrow ? 16 : 32;
  const longest = Math.max(...categories.map((name) => Math.min([...name].length, maxLength)));
  const rowPx = layout === "bars" ? 28 : Math.max(28, series.length * SERIES_STEP + 12);
  const margins = { marginLeft: Math.max(30, Math.ceil(longest * CHARACTER_PX) + 14), marginRight: 66 };
  return {
    height: categories.length * rowPx + 24 + 46,
    marginTop: 24,
    ...margins,
    marginBottom: 46,
    x: {
      grid: true,
      nice: true,
      zero: true,
      ...chooseDomain(data),
      label: shortenBelow(data.valueLabel, width, margins),
      labelArrow: "none",
      labelAnchor: "center",
      labelOffset: 38,
      ticks: countTicks(data, isNarrow ? 3 : 6),
      tickFormat: (value: number) => formatTick(valueKind, value),
    },
    y: {
      type: "band",
      domain: [...categories],
      padding: 0.25,
      label: shortenLabel(data.atLabel, width),
      labelArrow: "none",
      labelAnchor: "top",
      tickFormat: (name: string) => shorten(name, maxLength),
      tickSize: 0,
    },
  };
}

/** Between numbers that are all whole, there are no ticks. */
function countTicks({ points, valueKind }: ChartData, limit: number): number {
  const values = points.map(({ value }) => value);
  const isWhole = ["count", "number"].includes(valueKind) && values.every(Number.isInteger);
  const largest = Math.max(...values);
  return isWhole && largest > 0 ? Math.min(limit, largest) : limit;
}

/** An axis of zeros alone would have no length. */
function chooseDomain({ points }: ChartData): { readonly domain?: [number, number] } {
  return points.some(({ value, low = 0, high = 0 }) => value !== 0 || low !== 0 || high !== 0)
    ? {}
    : { domain: [0, 1] };
}

/** A label above the chart begins at its left. */
function shortenLabel(label: string, width: number): string {
  return shorten(label, Math.floor((width - 10) / CHARACTER_PX));
}

interface Margins {
  readonly marginLeft: number;
  readonly marginRight: number;
}

/** A label below the chart is in the middle between the margins. */
function shortenBelow(label: string, width: number, { marginLeft, marginRight }: Margins): string {
  const middle = (marginLeft + width - marginRight) / 2;
  return shorten(label, Math.floor((2 * Math.min(middle, width - middle)) / CHARACTER_PX));
}
