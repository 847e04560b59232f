/** Writes the page of a question: its sentence, filters, chart, table, data, SQL, and the fields that it uses. */
import type { Answer } from "../questions/answer.js";
import { formatAnswer } from "../questions/answer-format.js";
import type { Question } from "../questions/question.js";
import { renderAnswerTable } from "./answer-table.js";
import { renderSentence, splitInterval } from "./cell.js";
import { renderChart } from "./chart-figure.js";
import { explainEmptyAnswer } from "./empty-answer.js";
import { renderFacts } from "./facts.js";
import { renderTiles } from "./figure-tiles.js";
import { renderFilters } from "./filter-form.js";
import { type Html, html } from "./html.js";
import { renderPage } from "./page.js";
import { createLink, getQuestionPath, type PageContext } from "./page-context.js";
import { renderUsedFields } from "./used-field-table.js";

export interface QuestionPageContent {
  readonly question: Question;
  readonly answer: Answer;
  /** The statement that was run. */
  readonly sql: string;
}

const ROW_WORDS = { events: "events", items: "items of events", map: "entries of events", spans: "spans" };

export async function renderQuestionPage(
  { question, answer, sql }: QuestionPageContent,
  context: PageContext,
): Promise<string> {
  const path = getQuestionPath(question.id);
  const empty = explainEmptyAnswer(path, question, answer, context);
  const [rows] = Object.values(question.rows);
  const n = `${answer.n.toLocaleString("en")} ${rows === undefined ? "" : ROW_WORDS[rows.kind]}`;
  const main = html`<h1>${question.sentence}</h1>
${renderFacts(answer, context, { "Computed from": n })}
${renderFilters(path, context)}
${
  empty ??
  html`${question.shape === "figure" && renderFigures(answer)}
${await renderChart(question, answer)}
${renderAnswerTable(answer)}`
}
${renderNotes(answer.notes)}
${renderData(question.id, sql, context)}
${renderUsedFields([question], context.manifests)}`;
  return renderPage({ title: question.sentence, main, context });
}

/** A single row is shown as large numbers. */
function renderFigures(answer: Answer): Html | undefined {
  const { columns, rows } = formatAnswer(answer);
  const [row] = rows;
  if (row === undefined || rows.length > 1) return undefined;
  return renderTiles(
    columns.map(({ label }, index) => {
      const [value = "", interval] = splitInterval(row[index] ?? "");
      return { value, label, more: interval && `${interval.slice(1, -1)} % is the 95 % interval` };
    }),
  );
}

function renderNotes(notes: readonly string[]): Html | undefined {
  if (notes.length === 0) return undefined;
  return html`<section><h2>What to know about this answer</h2>
<ul>${notes.map((note) => html`<li>${renderSentence(note)}</li>`)}</ul></section>`;
}

function renderData(id: string, sql: string, context: PageContext): Html {
  return html`<section><h2>The data</h2>
<ul class="links"><li><a href="${createLink(`/api/questions/${id}.csv`, context)}">Download as CSV</a></li>
<li><a href="${createLink(`/api/questions/${id}`, context)}">Open as JSON</a></li></ul>
<details><summary>Show the SQL</summary><pre tabindex="0"><code>${sql}</code></pre></details></section>`;
}
