/** Says why an answer is empty, and what can be done about it. */
import type { Answer } from "../questions/answer.js";
import type { Question } from "../questions/question.js";
import { formatTimeText } from "./date-text.js";
import { createPeriodLink } from "./filter-form.js";
import { type Html, html } from "./html.js";
import { createResetLink, type PageContext } from "./page-context.js";
import { explainFields } from "./used-field-table.js";

function formatManifestCommand(file: string, { project, projects }: PageContext): string {
  const option = projects.length > 1 ? ` --project ${project}` : "";
  return `codeweaver-collector manifest add ${file}${option}`;
}

/** Returns what the project lacks to have any answers, or undefined if it has events or spans. */
export function explainEmptyProject(asOf: string | null, context: PageContext): Html | undefined {
  if (asOf !== null) return undefined;
  return html`${explainMissingManifest(context)}${explainMissingEvents(context)}`;
}

/** Returns what a project without a manifest lacks. It may have answers, from numbers and single words. */
export function explainMissingManifest(context: PageContext): Html | undefined {
  if (context.manifests.length > 0) return undefined;
  return html`<div class="message"><p><strong>The project ${context.project} has no manifest yet,</strong> so it keeps numbers and
single words only. A manifest lists the fields that a tool sends, and why. Print it with the tool, whose name is here mytool, and
add it on the machine of the collector:</p>
<pre tabindex="0"><code>mytool telemetry manifest --json &gt; manifest.json
${formatManifestCommand("manifest.json", context)}</code></pre></div>`;
}

/** @param path of the page */
export function explainEmptyAnswer(
  path: string,
  question: Question,
  answer: Answer,
  context: PageContext,
): Html | undefined {
  if (answer.rows.length > 0 && answer.n > 0) return undefined;
  const reason = explainEmptyProject(answer.asOf, context);
  if (reason !== undefined) return reason;
  const noManifest = explainMissingManifest(context);
  if (noManifest !== undefined) return noManifest;
  const fields = explainFields([question], context.manifests);
  if (fields.length > 0 && fields.every(({ purpose }) => purpose === undefined))
    return html`<div class="message"><p><strong>The project does not collect this.</strong> No manifest of the project lists the
fields that this question uses. If a newer version of the tool has them, add its manifest:</p>
<pre tabindex="0"><code>${formatManifestCommand("FILE", context)}</code></pre></div>`;
  return html`<div class="message"><p><strong>No event answers this question with these filters.</strong> ${
    answer.asOf !== null && html`The newest event of the project is of ${formatTimeText(answer.asOf)}.`
  } Events are deleted after ${context.retentionDays} days.</p>
<ul class="links"><li><a href="${createPeriodLink(path, context, 52)}">Look at the last 52 weeks</a></li>
<li><a href="${createResetLink(path, context)}">Remove all filters</a></li></ul></div>`;
}

function explainMissingEvents({ project, origin }: PageContext): Html {
  return html`<div class="message"><p><strong>No event has arrived for the project ${project} yet.</strong> Let the tool send to the
address of this collector, with the key of the project:</p>
<pre tabindex="0"><code>posthogHost: "${origin}"
posthogApiKey: "phc_…"</code></pre>
<p>or, for a trial, in your own settings of the tool:</p>
<pre tabindex="0"><code>posthog_host = "${origin}"
posthog_api_key = "phc_…"</code></pre>
<p>Then use the tool, and load this page again. Events are sent after some seconds, and at the end of a process.</p></div>`;
}
