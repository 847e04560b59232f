/** Writes the first page of a project: large figures, small charts, and the list of all questions. */
import type { Answer } from "../questions/answer.js";
import type { Audience, Question } from "../questions/question.js";
import { renderSmallChart } from "./chart-figure.js";
import { explainEmptyProject, explainMissingManifest } from "./empty-answer.js";
import { renderFacts } from "./facts.js";
import { renderTiles } from "./figure-tiles.js";
import { createPeriodLink, renderForm, renderPeriods } from "./filter-form.js";
import { CHARTS, FALLBACK_CHARTS, FIGURES } from "./highlight.js";
import { type Html, html } from "./html.js";
import { renderPage } from "./page.js";
import {
  CLAIMS_PATH,
  createLink,
  createResetLink,
  EXPERIMENTS_PATH,
  getQuestionPath,
  type PageContext,
} from "./page-context.js";
import { nameTool } from "./tool-name.js";

export interface OverviewContent {
  readonly questions: readonly Question[];
  /** The answers to `listOverviewQuestions`, and those to `FALLBACK_CHARTS` if these are empty. */
  readonly answers: readonly Answer[];
  /** An answer whose days and newest event hold for the whole page. */
  readonly frame: Pick<Answer, "asked" | "asOf">;
}

const AUDIENCES: Readonly<Record<Audience, string>> = {
  everybody: "For everybody",
  developers: "For those who develop the tool",
  operators: "For those who run the collector",
};

/** Returns the questions that the first page has figures and charts of. */
export function listOverviewQuestions(questions: readonly Question[]): readonly Question[] {
  const ids = new Set([...FIGURES.flat().map(({ question }) => question), ...CHARTS]);
  return questions.filter(({ id }) => ids.has(id));
}

export async function renderOverviewPage(
  { questions, answers, frame }: OverviewContent,
  context: PageContext,
): Promise<string> {
  const tool = nameTool(context.project);
  const title = `How is ${tool} used, and how well does it work?`;
  const empty = explainEmptyProject(frame.asOf, context);
  const main = html`<h1>${title}</h1>
<p>These are answers from usage events that installations send if their owners allow it. An event has no address, no name and no
text that somebody wrote, unless that person chose to send it. Events are deleted after ${context.retentionDays} days.</p>
${renderFacts(frame, context)}
${
  empty ??
  html`${explainMissingManifest(context)}
${renderPeriods("/", context)}
${renderMoreFilters(context)}
${renderFigures(answers, context)}
${await renderCharts(questions, answers, context)}`
}
${renderConclusions(context)}
${renderList(questions, context)}`;
  return renderPage({ title, main, context });
}

/** The figures are at the top of the page, unless the reader uses the filters. */
function renderMoreFilters(context: PageContext): Html {
  const isUsed = context.parameters.size > 0;
  return html`<details${isUsed && html` open`}><summary>Other days, versions and platforms</summary>${renderForm("/", context)}</details>`;
}

function renderFigures(answers: readonly Answer[], context: PageContext): Html | undefined {
  const tiles = FIGURES.map((alternatives) => {
    const described = alternatives.map(({ question, describe }) => {
      const answer = answers.find((candidate) => candidate.question === question);
      return { question, figure: answer && describe(answer) };
    });
    return described.find(({ figure }) => figure !== undefined);
  });
  return renderTiles(
    tiles.flatMap((tile) => {
      if (tile?.figure === undefined) return [];
      const link = createLink(getQuestionPath(tile.question), context);
      return [{ ...tile.figure, label: html`<a href="${link}">${tile.figure.label}</a>` }];
    }),
  );
}

async function renderCharts(
  questions: readonly Question[],
  answers: readonly Answer[],
  context: PageContext,
): Promise<Html> {
  const cards: Html[] = [];
  for (const id of [...CHARTS, ...FALLBACK_CHARTS]) {
    const question = questions.find((candidate) => candidate.id === id);
    const answer = answers.find((candidate) => candidate.question === id);
    const chart = question && answer && (await renderSmallChart(question, answer));
    if (chart === undefined) continue;
    const link = createLink(getQuestionPath(id), context);
    cards.push(html`<li><h3><a href="${link}">${answer?.sentence}</a></h3>${chart}</li>\n`);
  }
  if (cards.length > 0) return html`<h2>At a glance</h2><ul class="cards">${cards}</ul>`;
  return html`<div class="message"><p><strong>No event answers the questions of this page with these filters.</strong></p>
<p><a href="${createPeriodLink("/", context, 52)}">Look at the last 52 weeks</a></p></div>`;
}

function renderConclusions(context: PageContext): Html {
  return html`<h2>What can be concluded</h2>
<ul><li><a href="${createResetLink(EXPERIMENTS_PATH, context)}">Experiments</a>: does a variant of the tool work better than another?</li>
<li><a href="${createLink(CLAIMS_PATH, context)}">Claims</a>: which sentences about the tool do the data support?</li></ul>`;
}

function renderList(questions: readonly Question[], context: PageContext): Html {
  const sections = Object.entries(AUDIENCES).map(([audience, title]) => {
    const listed = questions.filter((question) => question.audience === audience);
    const items = listed.map(
      ({ id, sentence }) =>
        html`<li><a href="${createLink(getQuestionPath(id), context)}">${sentence}</a></li>\n`,
    );
    return listed.length > 0 && html`<section class="audience"><h3>${title}</h3><ul>${items}</ul></section>`;
  });
  return html`<h2>All questions</h2>
<p>Each has a page with its chart, its table, the data as CSV and JSON, and the fields that it uses.</p>
<div class="audiences">${sections}</div>`;
}
