/** Writes large figures, each with what it is, so that both are read as one sentence. */
import { type Html, type HtmlValue, html } from "./html.js";

export interface FigureTile {
  readonly value: string;
  readonly label: HtmlValue;
  readonly more?: string | undefined;
}

export function renderTiles(tiles: readonly FigureTile[]): Html | undefined {
  if (tiles.length === 0) return undefined;
  const items = tiles.map(
    ({ value, label, more }) =>
      html`<li><strong>${value}</strong> <span>${label}</span>${more !== undefined && html` <small>${more}</small>`}</li>\n`,
  );
  return html`<ul class="figures">${items}</ul>`;
}
