/** Writes the first page of a published site: reports and versions over time, and the list of periods. */
import { renderDataTable } from "../dashboard/data-table.js";
import { type Html, html } from "../dashboard/html.js";
import { nameTool } from "../dashboard/tool-name.js";
import type { PublishedPeriod } from "../publish/published-period.js";
import { formatValue } from "../questions/answer-format.js";
import { findTotal, formatDays, formatPeriodName } from "./period-text.js";
import { renderSitePage } from "./site-page.js";
import { renderTrends } from "./trends.js";

/** @param periods newest first, at least one */
export async function renderIndexPage(
  periods: readonly [PublishedPeriod, ...PublishedPeriod[]],
): Promise<string> {
  const [newest] = periods;
  const title = `How is ${nameTool(newest.project)} used?`;
  const main = html`<h1>${title}</h1>
<p>These figures come from weekly reports, which installations send if their owners allow it. They are given back to everybody
who sends them. Each number is protected, to hide single installations:
<a href="methodology.html">how these figures are made</a>.</p>
<p><a href="${newest.period}/index.html">Figures of ${formatPeriodName(newest.period)}</a>, the newest period</p>
${await renderTrends(periods)}
${renderList(periods)}`;
  return renderSitePage({ title, main, period: newest, root: "" });
}

function renderList(periods: readonly PublishedPeriod[]): Html {
  const rows = periods.map((period) => {
    const total = findTotal(period);
    return [
      html`<a href="${period.period}/index.html">${period.period}</a>`,
      formatDays(period),
      total === undefined ? "not enough" : formatValue("count", total.value),
    ];
  });
  return html`<section><h2>All periods</h2>
<div class="published">${renderDataTable({
    id: "periods",
    caption: "A period is published once, and does not change afterwards.",
    columns: [
      { label: "Period", isNumber: false },
      { label: "Days", isNumber: false },
      { label: "Weekly reports", isNumber: true },
    ],
    rows,
  })}</div>
<ul class="links"><li><a href="periods.json">The list as JSON</a></li></ul></section>`;
}
