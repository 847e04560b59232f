/** Writes the page of an experiment: the differences with their intervals, what must not be concluded, and the plan. */
import type { ExperimentReport } from "../experiments/experiment.js";
import { describeAssignment, describeExperiment } from "../experiments/experiment-text.js";
import type { Answer } from "../questions/answer.js";
import { formatValue } from "../questions/answer-format.js";
import { findQuestion } from "../questions/find-question.js";
import { joinPercents } from "./cell.js";
import { renderDataTable } from "./data-table.js";
import { explainEmptyProject } from "./empty-answer.js";
import { type PlannedExperiment, renderPlan } from "./experiment-plan-section.js";
import { renderFacts } from "./facts.js";
import { renderDayForm } from "./filter-form.js";
import { type Html, html } from "./html.js";
import { renderMetric } from "./metric-section.js";
import { renderPage } from "./page.js";
import { createLink, getExperimentPath, getQuestionPath, type PageContext } from "./page-context.js";
import { renderUsedFields } from "./used-field-table.js";

export interface ExperimentPageContent {
  readonly experiment: PlannedExperiment;
  readonly frame: Pick<Answer, "asked" | "asOf">;
  /** The analysis, or a sentence that says why there is none. Undefined if no installation has reported. */
  readonly report: ExperimentReport | string | undefined;
}

/** The questions whose fields the analysis reads. */
const QUESTION_IDS = ["experiments", "experiment-metrics"];

export async function renderExperimentPage(
  { experiment, frame, report }: ExperimentPageContent,
  context: PageContext,
): Promise<string> {
  const { name } = experiment;
  const title = `Which differences does the experiment ${name} show?`;
  const main = html`<h1>${title}</h1>
${renderFacts(frame, context)}
${renderDayForm(getExperimentPath(name), context)}
${typeof report === "object" ? await renderReport(report) : renderProblem(report, frame.asOf, context)}
${renderPlan(experiment, context)}
${renderQuestions(context)}
${renderUsedFields(QUESTION_IDS.map(findQuestion), context.manifests)}`;
  return renderPage({ title, main, context });
}

async function renderReport(report: ExperimentReport): Promise<Html> {
  const { control, asked, metrics, cautions } = report;
  const sections = await Promise.all(
    metrics.map((metric, index) => renderMetric(metric, { control, asked, index })),
  );
  const items = cautions.map((caution) => html`<li>${joinPercents(caution)}</li>\n`);
  return html`<p>${describeExperiment(report)}.</p>
${renderAssignment(report)}
<h2>Differences</h2>
${sections.length === 0 ? html`<p class="message">No outcome has a metric yet.</p>` : sections}
<h2>What must not be concluded</h2>
<ul class="sentences">${items}</ul>
<p>Each installation counts once. It reports one mean of each metric and not its sessions, so there is no analysis by session beside
this one. Sessions of one installation resemble each other, and would make the intervals too narrow.</p>
${renderVariants(report)}`;
}

/** Without a sound assignment, nothing else on the page has a meaning. */
function renderAssignment(report: ExperimentReport): Html {
  const isMismatch = report.sampleRatio.verdict === "mismatch";
  return html`<p${isMismatch && html` class="message"`}>${describeAssignment(report)}</p>`;
}

function renderVariants({ variants }: ExperimentReport): Html {
  const shares = variants.reduce((sum, { share }) => sum + share, 0);
  const total = variants.reduce((sum, { exposures }) => sum + exposures, 0);
  const divide = (part: number, whole: number) => formatValue("share", whole === 0 ? null : part / whole);
  return html`<h2>Variants</h2>
${renderDataTable({
  id: "variants",
  caption: "The installations that stated their variant",
  columns: [
    { label: "Variant", isNumber: false },
    { label: "Installations", isNumber: true },
    { label: "Their share", isNumber: true },
    { label: "Planned share", isNumber: true },
  ],
  rows: variants.map(({ name, exposures, share }) => [
    name,
    formatValue("count", exposures),
    divide(exposures, total),
    divide(share, shares),
  ]),
})}`;
}

function renderProblem(problem: string | undefined, asOf: string | null, context: PageContext): Html {
  if (problem !== undefined)
    return html`<div class="message"><p><strong>The experiment cannot be analyzed with its plan:</strong> ${problem}</p></div>`;
  return (
    explainEmptyProject(asOf, context) ??
    html`<div class="message"><p><strong>No installation has reported a result in these days.</strong> Each reports once, some weeks after
it first used its variant.</p></div>`
  );
}

function renderQuestions(context: PageContext): Html {
  const items = QUESTION_IDS.map(findQuestion).map(
    ({ id, sentence }) =>
      html`<li><a href="${createLink(getQuestionPath(id), context)}">${sentence}</a></li>\n`,
  );
  return html`<section><h2>The data</h2>
<p>These questions have what the experiments reported, as CSV and JSON:</p>
<ul>${items}</ul></section>`;
}
