/** Writes the page that says in plain words how the figures of a site are made, and what they promise. */
import { renderDataTable } from "../dashboard/data-table.js";
import { type Html, html } from "../dashboard/html.js";
import { nameTool } from "../dashboard/tool-name.js";
import { WAIT_DAYS } from "../publish/publication-check.js";
import type { PublishedPeriod } from "../publish/published-period.js";
import { explainNoise } from "./noise-explanation.js";
import { formatProtection, readLimits } from "./period-text.js";
import { renderSitePage } from "./site-page.js";

/** @param periods newest first, at least one */
export function renderMethodologyPage(periods: readonly [PublishedPeriod, ...PublishedPeriod[]]): string {
  const [newest] = periods;
  const title = "How these figures are made";
  const noisy = periods.find(({ protection }) => protection.kind === "noise");
  const exact = periods.find(({ protection }) => protection.kind === "minimum");
  const main = html`<h1>${title}</h1>
${explainReports(newest)}
${explainCells(newest)}
${noisy && explainNoise(noisy)}
${exact && explainMinimum(exact)}
${explainPeriods()}
${explainOmissions()}
${renderProtections(periods)}`;
  return renderSitePage({ title, main, period: newest, root: "" });
}

function explainReports(period: PublishedPeriod): Html {
  return html`<section><h2>What is counted</h2>
<p>Every number counts weekly reports. A report is a summary of one week of ${nameTool(period.project)} on one machine. An installation
sends at most one for a week in which it was used, and only if its owner allows it.</p>
<p>The summary is made on the machine. Before it is sent, each of its numbers is limited to a highest value, so that an unusual
week cannot be recognized, and rounded to two digits. The report has no id that links it to another one. Reports of
automatic builds do not count.</p>
<p>So these figures are about installations whose owners allow reports, and not about all. Nobody can check that a report is
true: somebody could send false ones.</p></section>`;
}

function explainCells({ tables }: PublishedPeriod): Html {
  const lists = tables.filter(({ cellsPerReport }) => cellsPerReport > 1);
  const sum = tables.reduce((total, { cellsPerReport }) => total + cellsPerReport, 0);
  const limits = lists.map(
    ({ label, cellsPerReport }) => html`<li>${label}: at most ${cellsPerReport} names of a report</li>\n`,
  );
  return html`<section><h2>How often one report counts</h2>
<p>${lists.length === 0 ? "A" : "In most tables, a"} report counts in one row. If it lacks what the table is about, it counts in none.</p>
${
  lists.length > 0 &&
  html`<p>Some tables are about lists, so a report can count in several of their rows. If its list is longer than the limit of
the table, chance chooses which of the names count:</p><ul>${limits}</ul>
<p>So names that occur in long lists are counted less often than they are used.</p>`
}
<p>In the newest period, a report counts in at most ${sum} numbers of all tables together.</p></section>`;
}

function explainMinimum(period: PublishedPeriod): Html {
  const { protection } = period;
  const minimum = protection.kind === "minimum" ? protection.minimumReports : 0;
  return html`<section><h2>What happens to numbers without noise</h2>
<p>In periods without noise, numbers are exact. Numbers from 1 to ${minimum - 1} are withheld, and names that so few reports
have are not shown. Zeros are shown. A reader could subtract the shown numbers of a table from the number of all reports. So
more numbers are withheld, until those that are hidden are at least ${minimum} together. Reports that lack what the table is
about are among the hidden ones if they are fewer than ${minimum}.</p>
<p>This hides small groups from somebody who reads one table. It promises nothing. Several tables are about the same reports,
and together they may still reveal a number that each of them withholds. It does not protect a report from somebody who knows
most of the other reports. Only noise promises that.</p></section>`;
}

function explainPeriods(): Html {
  return html`<section><h2>Why a period never changes</h2>
<p>A period is a week from Monday to Sunday, or a month. A month has the weeks whose Thursday is in it. A week is
published either by itself or in its month, and only once. If it were published again with other noise, a reader could take the
mean of both, which has less noise.</p>
<p>A report is sent with the first use of the tool after its week. So a period is published at least ${WAIT_DAYS} days after its
end. A report that arrives after the publication is not in it, and no number says how many these are. A period
without any report is not published.</p>
<p>A question whose numbers are all too small has the note “not enough reports”. The decision is made from the numbers after
their protection, so that it reveals nothing more.</p></section>`;
}

function explainOmissions(): Html {
  return html`<section><h2>What is not published</h2>
<ul>
<li>Anything about one person or one installation: no ids, no times, no single reports. None of them is needed to see how the
tool is used.</li>
<li>Combinations, such as versions by platform. Each combination has few reports, and could be somebody’s alone.</li>
<li>Texts. Names of versions, settings, strategies and models are the only ones, and each must be a single word.</li>
<li>Exact numbers of a period that has noise. The collector keeps the reports themselves for the days that its operator has
set, and then deletes them.</li>
</ul></section>`;
}

function renderProtections(periods: readonly PublishedPeriod[]): Html {
  const rows = periods.map((period) => {
    const { marginOfError, threshold } = readLimits(period);
    const { protection } = period;
    return [
      html`<a href="${period.period}/index.html">${period.period}</a>`,
      formatProtection(period),
      protection.kind === "noise" ? String(protection.cellsPerReport) : "–",
      marginOfError === 0 ? "none" : `± ${marginOfError}`,
      String(threshold),
    ];
  });
  return html`<section><h2>The protection of each period</h2>
${renderDataTable({
  id: "protections",
  caption: "The margin holds for 95 % of the numbers. A name is shown from the threshold on.",
  columns: [
    { label: "Period", isNumber: false },
    { label: "Protection", isNumber: false },
    { label: "Numbers per report", isNumber: true },
    { label: "Margin", isNumber: true },
    { label: "Threshold", isNumber: true },
  ],
  rows,
})}</section>`;
}
