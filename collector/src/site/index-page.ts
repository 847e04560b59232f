/** Writes the first page of a published site: the number of reports over time, and the list of periods. */
import type { ChartData } from "../dashboard/chart-data.js";
import { describeIntervals, renderFigure } from "../dashboard/chart-figure.js";
import { renderDataTable } from "../dashboard/data-table.js";
import { formatDayText } from "../dashboard/date-text.js";
import { type Html, html } from "../dashboard/html.js";
import type { PublishedPeriod } from "../publish/published-period.js";
import { formatValue } from "../questions/answer-format.js";
import { findTotal, formatDays, formatPeriodName, isWeek, nameTool } from "./period-text.js";
import { renderSitePage } from "./site-page.js";
import { createInterval } from "./table-data.js";

/** @param periods newest first, at least one */
export async function renderIndexPage(
  periods: readonly [PublishedPeriod, ...PublishedPeriod[]],
): Promise<string> {
  const [newest] = periods;
  const title = `How is ${nameTool(newest)} used?`;
  const main = html`<h1>${title}</h1>
<p>These figures come from weekly reports, which installations send if their owners allow it. They are given back to everybody
who sends them. Each number is protected, so that it says nothing about a single installation:
<a href="methodology.html">how these figures are made</a>.</p>
<p><a href="${newest.period}/index.html">Figures of ${formatPeriodName(newest.period)}</a>, the newest period</p>
${await renderTrend(periods)}
${renderList(periods)}`;
  return renderSitePage({ title, main, period: newest, root: "" });
}

/** Months are no points between weeks. */
async function renderTrend(periods: readonly PublishedPeriod[]): Promise<Html | undefined> {
  const weeks = periods.filter(isWeek).toReversed();
  const points = weeks.flatMap((week) => {
    const total = findTotal(week);
    if (total === undefined) return [];
    const { value, marginOfError } = total;
    return [{ at: week.firstDay, value, series: "", ...createInterval(value, marginOfError) }];
  });
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < 2) return undefined;
  const title = "How many weekly reports are counted?";
  const data: ChartData = {
    layout: "lines",
    points,
    categories: points.map(({ at }) => at),
    series: [""],
    atLabel: "Week from",
    valueLabel: "Weekly reports",
    valueKind: "count",
    seriesLabel: undefined,
    omissions: [],
  };
  const days = { from: first.at, to: last.at };
  const figure = await renderFigure(data, { title, days, id: "trend", captions: describeIntervals(data) });
  return html`<section><h2>${title}</h2>${figure}</section>`;
}

function renderList(periods: readonly PublishedPeriod[]): Html {
  const rows = periods.map((period) => {
    const total = findTotal(period);
    return [
      html`<a href="${period.period}/index.html">${period.period}</a>`,
      formatDays(period),
      total === undefined ? "not enough" : formatValue("count", total.value),
      formatDayText(period.publishedAt),
    ];
  });
  return html`<section><h2>All periods</h2>
${renderDataTable({
  id: "periods",
  caption: "A period is published once, and does not change afterwards.",
  columns: [
    { label: "Period", isNumber: false },
    { label: "Days", isNumber: false },
    { label: "Weekly reports", isNumber: true },
    { label: "Published", isNumber: false },
  ],
  rows,
})}
<ul class="links"><li><a href="periods.json">The list as JSON</a></li></ul></section>`;
}
