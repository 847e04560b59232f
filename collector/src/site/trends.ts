/** Draws what changes from week to week: the number of reports, and the versions. */
import type { ChartPoint } from "../dashboard/chart-data.js";
import { describeIntervals, renderFigure } from "../dashboard/chart-figure.js";
import { limitPoints } from "../dashboard/chart-limits.js";
import { type Html, html } from "../dashboard/html.js";
import type { PublishedPeriod } from "../publish/published-period.js";
import { isWeek } from "./period-text.js";
import { createInterval } from "./table-data.js";

/** Months are no points between weeks. @param periods newest first */
export async function renderTrends(periods: readonly PublishedPeriod[]): Promise<Html> {
  const weeks = periods.filter(isWeek).toReversed();
  return html`${await renderTrend("reports", weeks)}${await renderTrend("versions", weeks)}`;
}

/** Returns undefined if fewer than two weeks have the table. */
async function renderTrend(id: string, weeks: readonly PublishedPeriod[]): Promise<Html | undefined> {
  const tables = weeks.flatMap(({ firstDay, tables: all }) =>
    all.flatMap((table) => (table.id === id && table.cells.length > 0 ? [{ firstDay, table }] : [])),
  );
  const [first, last] = [tables[0], tables.at(-1)];
  if (first === undefined || last === undefined || first === last) return undefined;
  const { sentence, label, kind } = last.table;
  const isTotal = kind === "total";
  const points = tables.flatMap(({ firstDay, table: { cells, marginOfError } }) =>
    cells.flatMap(({ name, value }): ChartPoint[] => {
      if (value === null) return [];
      const interval = isTotal ? createInterval(value, marginOfError) : {};
      return [{ at: firstDay, value, series: isTotal ? "" : name, ...interval }];
    }),
  );
  if (points.length === 0) return undefined;
  const data = {
    ...limitPoints(points, { layout: "lines", hasVersionSeries: id === "versions" }),
    layout: "lines",
    atLabel: "Week from",
    valueLabel: "Weekly reports",
    valueKind: "count",
    seriesLabel: isTotal ? undefined : label,
  } as const;
  const days = { from: first.firstDay, to: last.firstDay };
  const captions = describeIntervals(data);
  const figure = await renderFigure(data, { title: sentence, days, id: `trend-${id}`, captions });
  return html`<section><h2>${sentence}</h2>${figure}</section>`;
}
