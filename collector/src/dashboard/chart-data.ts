/** Defines what a chart shows, apart from its size and its colors. */
import type { ColumnKind } from "../questions/answer.js";

/**
 * - `lines`: values over time.
 * - `bars`: numbers by category, one bar for each, divided by the series.
 * - `dots`: values by category that are no parts of a whole, such as shares and quantiles.
 */
export type ChartLayout = "lines" | "bars" | "dots";

export interface ChartPoint {
  /** A category, or a day as `YYYY-MM-DD`. */
  readonly at: string;
  readonly value: number;
  /** Empty if the chart has one series. */
  readonly series: string;
  /** The interval of a share. */
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
  readonly valueKind: ColumnKind;
  readonly seriesLabel: string | undefined;
  /** Sentences about what the chart does not show. */
  readonly omissions: readonly string[];
}
