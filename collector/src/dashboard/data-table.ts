/** Writes a table in a box that scrolls by itself, so that a wide table does not widen the page. */
import { type Html, type HtmlValue, html } from "./html.js";

export interface DataTable {
  /** An id that nothing else of the page has. */
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly { readonly label: string; readonly isNumber: boolean }[];
  /** The first cell of a row is its heading. */
  readonly rows: readonly (readonly HtmlValue[])[];
}

export function renderDataTable({ id, caption, columns, rows }: DataTable): Html {
  const heads = columns.map(
    ({ label, isNumber }) => html`<th scope="col"${classNumber(isNumber)}>${label}</th>`,
  );
  return html`<p class="caption" id="${id}">${caption}</p>
<div class="scroll" role="region" aria-labelledby="${id}" tabindex="0"><table aria-labelledby="${id}">
<thead><tr>${heads}</tr></thead>
<tbody>${rows.map((row) => renderRow(row, columns))}</tbody>
</table></div>`;
}

function renderRow(row: readonly HtmlValue[], columns: DataTable["columns"]): Html {
  const cells = row.map((cell, index) => {
    const number = classNumber(columns[index]?.isNumber ?? false);
    return index === 0 ? html`<th scope="row"${number}>${cell}</th>` : html`<td${number}>${cell}</td>`;
  });
  return html`<tr>${cells}</tr>\n`;
}

function classNumber(isNumber: boolean): Html | false {
  return isNumber && html` class="number"`;
}
