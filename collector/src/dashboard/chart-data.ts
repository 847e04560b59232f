/** Defines what a chart shows, apart from its size and its colors. */
import type { ColumnKind } from "../questions/answer.js";

/**
 * - `lines`: values over time.
 * - `bars`: numbers by category, one bar for each, divided by the series.
 * - `dots`: values by category that are no parts of a whole, such as shares and quantiles.
 */
export type ChartLayout = "lines" | "bars" | "dots";

/** A `difference` is relative to another value: 0.1 is 10 % above it. */
export type ChartValueKind = ColumnKind | "difference";

export interface ChartPoint {
  /** A category, or a day as `YYYY-MM-DD`. */
  readonly at: string;
  readonly value: number;
  /** Empty if the chart has one series. */
  readonly series: string;
  /** The interval of a share or a difference. */
  readonly low?: number;
  readonly high?: number;
}

export interface ChartData {
  readonly layout: ChartLayout;
  readonly points: readonly ChartPoint[];
  /** The categories in the order in which they are drawn. */
  readonly categories: readonly string[];
  readonly series: readonly string[];
  readonly atLabel: string;
  readonly valueLabel: string;
  readonly valueKind: ChartValueKind;
  /** A value that the others are compared with. It is a line across the chart. */
  readonly reference?: number;
  readonly seriesLabel: string | undefined;
  /** Sentences about what the chart does not show. */
  readonly omissions: readonly string[];
}
