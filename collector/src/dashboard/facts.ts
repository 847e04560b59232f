/** Writes what an answer is about: its days, its age and its size. */
import type { Answer } from "../questions/answer.js";
import { formatDayText, formatTimeText } from "./date-text.js";
import { type Html, html } from "./html.js";
import type { PageContext } from "./page-context.js";

const HOUR_MS = 3600 * 1000;
/** A tool that is used every day sends something within this time. */
const MAX_AGE_HOURS = 72;

/** @param more facts by their names */
export function renderFacts(
  { asked, asOf }: Pick<Answer, "asked" | "asOf">,
  { now }: PageContext,
  more: Readonly<Record<string, string>> = {},
): Html {
  const facts = {
    Days: `${formatDayText(asked.from)} to ${formatDayText(asked.to)}`,
    "Data as of": asOf === null ? "no event yet" : formatTimeText(asOf),
    ...more,
    ...asked.filters,
  };
  return html`${renderFactList(facts)}${asOf !== null && renderAgeWarning(now - Date.parse(asOf))}`;
}

/** @param facts by their names */
export function renderFactList(facts: Readonly<Record<string, string>>): Html {
  const items = Object.entries(facts).map(
    ([name, text]) => html`<div><dt>${name}</dt><dd>${text}</dd></div>`,
  );
  return html`<dl class="facts">${items}</dl>`;
}

function renderAgeWarning(ageMs: number): Html | undefined {
  const hours = ageMs / HOUR_MS;
  if (hours < MAX_AGE_HOURS) return undefined;
  return html`<p class="message">The newest event is ${Math.floor(hours / 24)} days old. If the tool is used more often, look for why its events do not arrive.</p>`;
}
