/** Writes the page that lists the experiments of a project: those that were reported, and those that are planned. */
import { groupBy } from "../internal/group-by.js";
import type { Answer } from "../questions/answer.js";
import { formatValue } from "../questions/answer-format.js";
import { findQuestion } from "../questions/find-question.js";
import { type AnswerRow, readRows } from "./answer-rows.js";
import { renderDataTable } from "./data-table.js";
import { formatDayText } from "./date-text.js";
import { explainEmptyProject, explainMissingManifest } from "./empty-answer.js";
import { renderFacts } from "./facts.js";
import { renderDayForm } from "./filter-form.js";
import { type Html, type HtmlValue, html } from "./html.js";
import { renderPage } from "./page.js";
import { createLink, EXPERIMENTS_PATH, getExperimentPath, type PageContext } from "./page-context.js";
import { renderUsedFields } from "./used-field-table.js";

export interface ExperimentListContent {
  /** The answer to the question `experiments`. */
  readonly answer: Answer;
  /** The names of the experiments that the configuration plans. */
  readonly planned: readonly string[];
}

const TITLE = "Does a variant of the tool work better than another?";

export function renderExperimentListPage(
  { answer, planned }: ExperimentListContent,
  context: PageContext,
): string {
  const reported = groupBy(readRows(answer), (row) => row.getText("experiment"));
  const names = [...new Set([...reported.keys(), ...planned])].sort();
  const main = html`<h1>${TITLE}</h1>
<p>An experiment gives each installation one of several variants by chance, and compares what the installations report. Each has a page
with the differences, how certain they are, and what must not be concluded from them.</p>
${renderFacts(answer, context)}
${renderDayForm(EXPERIMENTS_PATH, context)}
${explainEmptyProject(answer.asOf, context) ?? explainMissingManifest(context)}
${
  names.length === 0
    ? renderEmptyList(context)
    : renderDataTable({
        id: "experiments",
        caption: "Experiments in these days",
        columns: [
          { label: "Experiment", isNumber: false },
          { label: "Variants", isNumber: false },
          { label: "Installations", isNumber: true },
          { label: "Last report", isNumber: false },
          { label: "Plan", isNumber: false },
        ],
        rows: names.map((name) => createRow(name, reported.get(name) ?? [], planned.includes(name), context)),
      })
}
${renderUsedFields([findQuestion(answer.question)], context.manifests)}`;
  return renderPage({ title: TITLE, main, context });
}

function createRow(
  name: string,
  rows: readonly AnswerRow[],
  isPlanned: boolean,
  context: PageContext,
): HtmlValue[] {
  const installations = rows.reduce((sum, row) => sum + row.getNumber("exposures"), 0);
  const days = rows.map((row) => row.getText("last_day")).sort();
  const last = days.at(-1);
  return [
    html`<a href="${createLink(getExperimentPath(name), context)}">${name}</a>`,
    rows.length === 0 ? "–" : rows.map((row) => row.format("variant")).join(", "),
    formatValue("count", installations),
    last === undefined ? "none yet" : formatDayText(last),
    isPlanned ? "in the configuration" : "the defaults",
  ];
}

function renderEmptyList({ project }: PageContext): Html {
  return html`<div class="message"><p><strong>No installation has reported the result of an experiment in these days.</strong> An
installation reports once for each experiment, some weeks after it first used its variant. A tool defines experiments with
<code>defineExperiment</code> of codeweaver-telemetry.</p>
<p>To list an experiment here before its first report, write its plan into <code>collector.toml</code>, below
<code>[projects.${project}.experiments]</code>.</p></div>`;
}
