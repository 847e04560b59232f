/** Writes the page of a published period: a chart for each table, and the table under it. */
import { renderFigure } from "../dashboard/chart-figure.js";
import { renderDataTable } from "../dashboard/data-table.js";
import { formatTimeText } from "../dashboard/date-text.js";
import { renderFactList } from "../dashboard/facts.js";
import { renderTiles } from "../dashboard/figure-tiles.js";
import { type Html, html } from "../dashboard/html.js";
import { nameTool } from "../dashboard/tool-name.js";
import type { PeriodTable, PublishedPeriod } from "../publish/published-period.js";
import { formatValue } from "../questions/answer-format.js";
import {
  findTotal,
  formatDays,
  formatPeriodName,
  formatProtection,
  isWeek,
  readLimits,
} from "./period-text.js";
import { renderSitePage } from "./site-page.js";
import { createTableChart, sortCells } from "./table-data.js";

export async function renderPeriodPage(period: PublishedPeriod): Promise<string> {
  const title = `How was ${nameTool(period.project)} used in ${formatPeriodName(period.period)}?`;
  const facts = {
    Days: formatDays(period),
    Published: formatTimeText(period.publishedAt),
    Protection: formatProtection(period),
  };
  const sections: Html[] = [];
  const tables = period.tables.filter(({ kind, outcome }) => kind !== "total" && outcome === "published");
  for (const table of tables) sections.push(await renderTable(table, period));
  const main = html`<h1>${title}</h1>
${renderFactList(facts)}
<p>${explainReports(period)} ${explainNumbers(period)}
<a href="../methodology.html">How these figures are made</a> says what they promise to those who report.</p>
${renderTotal(period)}
${sections}
${renderMissingTables(period)}
<section><h2>The data</h2>
<ul class="links"><li><a href="data.json">All tables as JSON</a></li>${
    findTotal(period) !== undefined && html`<li><a href="reports.csv">“Weekly reports” as CSV</a></li>`
  }</ul></section>`;
  return renderSitePage({ title, main, period, root: "../" });
}

function explainReports(period: PublishedPeriod): string {
  const once = "An installation sends at most one report for a week in which it was used.";
  return isWeek(period)
    ? `Every number counts weekly reports. ${once}`
    : `Every number counts weekly reports. ${once} One that was used in four weeks of the month counts four times.`;
}

function explainNumbers(period: PublishedPeriod): string {
  const { protection } = period;
  if (protection.kind === "minimum")
    return `Numbers from 1 to ${protection.minimumReports - 1} are withheld, and others from which they could be computed with the total. Several tables together may still reveal some of them.`;
  const { marginOfError } = readLimits(period);
  return `A random number was added to each of them, to protect single reports: 95 % of the numbers are within ${marginOfError} of the exact one.`;
}

function renderTotal(period: PublishedPeriod): Html | undefined {
  const total = findTotal(period);
  if (total === undefined) return undefined;
  const { value, marginOfError } = total;
  const more = marginOfError === 0 ? undefined : `within ${marginOfError} of the exact number, at 95 %`;
  return renderTiles([{ value: formatValue("count", value), label: "weekly reports", more }]);
}

async function renderTable(table: PeriodTable, { firstDay, lastDay }: PublishedPeriod): Promise<Html> {
  const { id, sentence, label } = table;
  const chart = createTableChart(table);
  const days = { from: firstDay, to: lastDay };
  const figure =
    chart && (await renderFigure(chart, { title: sentence, days, id, captions: describeTable(table) }));
  return html`<section class="published">
<h2 id="${id}">${sentence}</h2>
${figure}
${renderDataTable({
  id: `${id}-table`,
  caption: `The same numbers as a table: ${label}`,
  columns: [
    { label, isNumber: false },
    { label: "Weekly reports", isNumber: true },
  ],
  rows: sortCells(table).map(({ name, value }) => [
    name,
    value === null ? "withheld" : formatValue("count", value),
  ]),
})}
<ul class="links"><li><a href="${id}.csv">“${label}” as CSV</a></li></ul>
</section>
`;
}

function describeTable({ kind, unit, threshold, marginOfError, cellsPerReport }: PeriodTable): string[] {
  const lines =
    marginOfError === 0 ? [] : ["The lines at the ends of the bars are 95 % intervals of the exact numbers."];
  if (kind === "distribution")
    return unit === "count"
      ? lines
      : [...lines, "A row includes its first number, and does not include its second."];
  const counted = cellsPerReport === 1 ? [] : [`Of a report, at most ${cellsPerReport} of the names count.`];
  return [...lines, `A name is shown from ${threshold} reports on.`, ...counted];
}

/** A table with too few reports has no section, so that a small community sees what there is. */
function renderMissingTables({ tables }: PublishedPeriod): Html | undefined {
  const missing = tables.filter(({ outcome }) => outcome === "not enough reports");
  if (missing.length === 0) return undefined;
  return html`<section><h2>Not enough reports</h2>
<p>These questions have too few reports in this period, so that no number of them is published:</p>
<ul>${missing.map(({ sentence }) => html`<li>${sentence}</li>\n`)}</ul></section>`;
}
