/** Writes the texts of an answer and of a manifest, which have intervals and names of code. */
import { type Html, html } from "./html.js";

const DAY = /^\d{4}-\d\d-\d\d$/;

/** Returns a share and its interval, between which a narrow column may break the line. A day is not broken. */
export function renderCell(text: string): Html {
  const [value = "", interval] = splitInterval(text);
  if (interval === undefined)
    return DAY.test(value) ? html`<span class="part">${value}</span>` : html`${value}`;
  return html`<span class="part">${value}</span> <span class="part quiet">${interval}</span>`;
}

/** Returns `["1 %", "(0 to 2)"]` for `1 % (0 to 2)`. */
export function splitInterval(text: string): readonly string[] {
  const [, value, interval] = /^([\d.,]+ %) (\([\d.,]+ to [\d.,]+\))$/.exec(text) ?? [];
  return value === undefined || interval === undefined ? [text] : [value, interval];
}

/** Keeps a number and its percent sign in one line. */
export function joinPercents(text: string): string {
  return text.replaceAll(/(?<=\d) %/g, "\u00a0%");
}

/** Writes what is between backticks as code, as in Markdown. */
export function renderSentence(text: string): Html {
  const parts = text.split("`");
  if (parts.length % 2 === 0) return html`${text}`;
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}

/** Writes a name of code, which a narrow column may break after a dot or an underscore. */
export function renderName(name: string): Html {
  const parts = name.split(/(?<=[._])/).map((part, index) => html`${index > 0 && html`<wbr>`}${part}`);
  return html`<code>${parts}</code>`;
}
