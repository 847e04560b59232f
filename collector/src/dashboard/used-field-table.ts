/** Writes which fields a question uses, and why the manifests of the project say that they are collected. */
import { EVERY_EVENT, type Manifest } from "codeweaver-telemetry/manifest";
import type { Question } from "../questions/question.js";
import { listUsedFields, type UsedField } from "../questions/used-fields.js";
import { renderName, renderSentence } from "./cell.js";
import { type Html, html } from "./html.js";

/** The name of an event is beside its fields, so that no manifest explains it. */
const EVENT_PURPOSE = "What happened: the name of the event.";

export interface ExplainedField extends UsedField {
  /** Undefined if no manifest lists the field. */
  readonly purpose: string | undefined;
}

/** Of several versions, the manifest that was added last explains a field. */
export function explainFields(
  questions: readonly Question[],
  manifests: readonly Manifest[],
): readonly ExplainedField[] {
  const purposes = new Map([[JSON.stringify([EVERY_EVENT, "event"]), EVENT_PURPOSE]]);
  for (const { events } of manifests)
    for (const { event, fields } of events)
      for (const { path, purpose } of fields) purposes.set(JSON.stringify([event, path]), purpose ?? "");
  const explained = questions.flatMap(listUsedFields).map(({ event, path }) => {
    const purpose =
      purposes.get(JSON.stringify([event, path])) ?? purposes.get(JSON.stringify([EVERY_EVENT, path]));
    return { event, path, purpose };
  });
  const byKey = new Map(explained.map((field) => [`${field.event} ${field.path}`, field]));
  return [...byKey.values()];
}

/** @param questions those that the page answers */
export function renderUsedFields(questions: readonly Question[], manifests: readonly Manifest[]): Html {
  const fields = explainFields(questions, manifests);
  return html`<section>
<h2 id="fields">The fields that this page uses</h2>
<p>Besides these, every question uses the time, the version and the platform of an event, whether it is from CI, and the rate
at which its session was sampled. The purposes are those of the project's manifest.</p>
${fields.length === 0 ? html`<p>This question only counts events.</p>` : renderTable(fields)}
</section>`;
}

function renderTable(fields: readonly ExplainedField[]): Html {
  const rows = fields.map(
    ({ event, path, purpose }) =>
      html`<tr><th scope="row" class="key">${renderName(path)}<br><span class="quiet">of ${nameEvent(event)}</span></th><td class="text">${
        purpose === undefined
          ? html`<strong>No manifest of the project lists this field.</strong>`
          : renderSentence(purpose || "The manifest states no purpose.")
      }</td></tr>\n`,
  );
  return html`<div class="scroll" role="region" aria-labelledby="fields" tabindex="0"><table>
<thead><tr><th scope="col">Field</th><th scope="col">Why it is collected</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}

function nameEvent(event: string): Html {
  if (event === EVERY_EVENT) return html`all events`;
  return event === "span" ? html`spans of traces` : renderName(event);
}
