/** Writes the page that says which claims about the tool the data support. */
import type { CheckedClaim, ClaimVerdict } from "../claims/check-claim.js";
import type { Claim } from "../claims/claim-file.js";
import {
  describeAssumption,
  describeCase,
  describeThreshold,
  describeVerdict,
} from "../claims/claim-text.js";
import type { Answer } from "../questions/answer.js";
import { formatValue } from "../questions/answer-format.js";
import { findQuestion } from "../questions/find-question.js";
import { joinPercents } from "./cell.js";
import { renderFigure } from "./chart-figure.js";
import { explainEmptyProject } from "./empty-answer.js";
import { renderFacts } from "./facts.js";
import { renderTiles } from "./figure-tiles.js";
import { renderFilters } from "./filter-form.js";
import { type Html, html } from "./html.js";
import { createClaimChart } from "./interval-charts.js";
import { renderPage } from "./page.js";
import { CLAIMS_PATH, createLink, getQuestionPath, type PageContext } from "./page-context.js";
import { nameTool } from "./tool-name.js";
import { renderUsedFields } from "./used-field-table.js";

export interface ClaimWithVerdict {
  readonly claim: Claim;
  readonly checked: CheckedClaim;
}

export interface ClaimsPageContent {
  /** Undefined if the configuration names no file of claims. */
  readonly claims: readonly ClaimWithVerdict[] | undefined;
  readonly frame: Pick<Answer, "asked" | "asOf">;
}

const VERDICTS: readonly ClaimVerdict[] = ["supported", "not supported", "not enough data"];

export async function renderClaimsPage(
  { claims, frame }: ClaimsPageContent,
  context: PageContext,
): Promise<string> {
  const tool = nameTool(context.project);
  const title = `Which claims about ${tool} do the data support?`;
  const sections = await Promise.all((claims ?? []).map((each) => renderClaim(each, frame, context)));
  const questions = [...new Set((claims ?? []).map(({ claim }) => claim.question))].map(findQuestion);
  const main = html`<h1>${title}</h1>
<p>A claim is a sentence that a number must support. It is supported if the whole 95 % interval of the number is on the right side of
a threshold, and not supported if it is on the wrong side. Otherwise there is not enough data.</p>
${renderFacts(frame, context)}
${explainEmptyProject(frame.asOf, context)}
${
  sections.length === 0
    ? explainMissingClaims(claims === undefined, context)
    : html`${renderFilters(CLAIMS_PATH, context)}${renderSummary(claims ?? [])}${sections}
${renderUsedFields(questions, context.manifests)}`
}`;
  return renderPage({ title, main, context });
}

function renderSummary(claims: readonly ClaimWithVerdict[]): Html | undefined {
  return renderTiles(
    VERDICTS.map((verdict) => {
      const count = claims.filter(({ checked }) => checked.verdict === verdict).length;
      return { value: formatValue("count", count), label: `${count === 1 ? "claim" : "claims"}: ${verdict}` };
    }),
  );
}

async function renderClaim(
  { claim, checked }: ClaimWithVerdict,
  { asked }: ClaimsPageContent["frame"],
  context: PageContext,
): Promise<Html> {
  const { id, sentence, question: questionId, min_n } = claim;
  const question = findQuestion(questionId);
  const chart = createClaimChart(claim, checked, question);
  const threshold = describeThreshold(claim);
  const captions = [
    "The lines through the points are 95 % intervals.",
    `The dashed line is the threshold: ${threshold}.`,
  ];
  const link = createLink(getQuestionPath(questionId), context);
  const cases = checked.cases.map((each) => html`<li>${joinPercents(describeCase(each))}</li>\n`);
  return html`<section class="claim"><h2 id="${id}">${sentence}</h2>
<p><strong class="verdict ${checked.verdict.replaceAll(" ", "-")}">${describeVerdict(checked)}</strong></p>
${chart && (await renderFigure(chart, { title: sentence, days: asked, id: `claim-${id}`, captions }))}
<ul class="sentences">${cases}</ul>
<p>Supported by a value of ${threshold}. A row with fewer than ${formatValue("count", min_n)} observations is shown, and does not
count.</p>
<p>${describeAssumption(claim)}</p>
<p>The question behind it: <a href="${link}">${question.sentence}</a></p>
</section>
`;
}

function explainMissingClaims(isUnset: boolean, { project }: PageContext): Html {
  const toml = `[projects.${project}]
claims = "claims.toml"`;
  if (!isUnset) return html`<p class="message">The file of claims has no claim.</p>`;
  return html`<div class="message"><p><strong>The project ${project} makes no claims yet.</strong> Write them into a file, each with the
question, the threshold and the assumption that decide about it. Name the file in <code>collector.toml</code>, and restart the
collector:</p>
<pre tabindex="0"><code>${toml}</code></pre>
<p>CodeWeaver's own claims are an example. They are in <code>config/claims.toml</code> of the collector's package.</p></div>`;
}
