/** Writes the table of an answer, in a box that scrolls by itself. */
import type { Answer } from "../questions/answer.js";
import { type FormattedAnswer, formatAnswer } from "../questions/answer-format.js";
import { renderCell } from "./cell.js";
import { type Html, html } from "./html.js";

/** More rows make a page slow, and are easier to read as CSV. */
const MAX_ROWS = 500;
/** About so many rows are visible without scrolling. */
const ROWS_IN_SIGHT = 14;

export function renderAnswerTable(answer: Answer): Html {
  const { columns, rows } = formatAnswer(answer);
  const heads = columns.map(
    ({ label, isNumber }) => html`<th scope="col"${classNumber(isNumber)}>${label}</th>`,
  );
  const caption = `Table of the answer: ${describeSize(rows.length)}`;
  return html`<p class="caption" id="table-caption">${caption}</p>
<div class="scroll" role="region" aria-labelledby="table-caption" tabindex="0"><table aria-labelledby="table-caption">
<thead><tr>${heads}</tr></thead>
<tbody>${rows.slice(0, MAX_ROWS).map((row) => renderRow(row, columns))}</tbody>
</table></div>`;
}

function describeSize(count: number): string {
  if (count === 1) return "1 row";
  if (count > MAX_ROWS)
    return `the first ${MAX_ROWS} of ${count.toLocaleString("en")} rows. The CSV has all of them.`;
  return `${count} rows${count > ROWS_IN_SIGHT ? ". Scroll in it to see all." : ""}`;
}

function renderRow(row: readonly string[], columns: FormattedAnswer["columns"]): Html {
  const cells = row.map((text, index) => {
    const number = classNumber(columns[index]?.isNumber ?? false);
    return index === 0
      ? html`<th scope="row"${number}>${renderCell(text)}</th>`
      : html`<td${number}>${renderCell(text)}</td>`;
  });
  return html`<tr>${cells}</tr>\n`;
}

function classNumber(isNumber: boolean): Html | false {
  return isNumber && html` class="number"`;
}
