/** Writes the page that says in plain words how the figures of a site are made, and what they promise. */
import { renderDataTable } from "../dashboard/data-table.js";
import { type Html, html } from "../dashboard/html.js";
import { WAIT_DAYS } from "../publish/publication-check.js";
import type { PublishedPeriod } from "../publish/published-period.js";
import { explainNoise } from "./noise-explanation.js";
import { formatProtection, nameTool, readLimits } from "./period-text.js";
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
<p>Every number counts weekly reports. A report is a summary of one week of ${nameTool(period)} on one machine. An installation
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
    ({ label, cellsPerReport }) => html`<li>${label}: at most ${cellsPerReport} of a report</li>\n`,
  );
  return html`<section><h2>In how many numbers a report is</h2>
<p>A report counts in at most one row of a table. A report that lacks what a table is about is in none of its rows.</p>
${
  lists.length > 0 &&
  html`<p>A report can name several of these. If it names more than so many, chance chooses among them:</p><ul>${limits}</ul>
<p>So names that occur in long lists are counted less often than they are used.</p>`
}
<p>In the newest period, a report is in at most ${sum} numbers of all tables together.</p></section>`;
}

function explainMinimum(period: PublishedPeriod): Html {
  const { protection } = period;
  const minimum = protection.kind === "minimum" ? protection.minimumReports : 0;
  return html`<section><h2>What happens to numbers without noise</h2>
<p>In periods without noise, numbers are exact. A number below ${minimum} is withheld. If it could be computed from
the others, the next smallest number is withheld as well. A name that so few reports have is not shown.</p>
<p>This hides small groups from a reader. It does not protect a report from somebody who knows most of the other reports.
Only noise does that.</p></section>`;
}

function explainPeriods(): Html {
  return html`<section><h2>Why a period never changes</h2>
<p>A period is a week from Monday to Sunday, or a month. A month has the weeks whose Thursday is in it. A week is
published either by itself or in its month, and only once. If it were published again with other noise, a reader could take the
mean of both, which has less noise.</p>
<p>A report is sent with the first use of the tool after its week. So a period is published at least ${WAIT_DAYS} days after its
end. A report that arrives after the publication is not in it, and no number says how many these are.</p>
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
<li>Exact numbers of a period that has noise. They are not kept either.</li>
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
    { label: "Numbers with one report", isNumber: true },
    { label: "Margin", isNumber: true },
    { label: "Threshold", isNumber: true },
  ],
  rows,
})}</section>`;
}
