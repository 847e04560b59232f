/** Writes the table of an answer. */
import type { Answer } from "../questions/answer.js";
import { formatAnswer } from "../questions/answer-format.js";
import { renderCell } from "./cell.js";
import { renderDataTable } from "./data-table.js";
import type { Html } from "./html.js";

/** More rows make a page slow, and are easier to read as CSV. */
const MAX_ROWS = 500;
/** About so many rows are visible without scrolling. */
const ROWS_IN_SIGHT = 14;

export function renderAnswerTable(answer: Answer): Html {
  const { columns, rows } = formatAnswer(answer);
  return renderDataTable({
    id: "table-caption",
    caption: `Table of the answer: ${describeSize(rows.length)}`,
    columns,
    rows: rows.slice(0, MAX_ROWS).map((row) => row.map(renderCell)),
  });
}

function describeSize(count: number): string {
  if (count === 1) return "1 row";
  if (count > MAX_ROWS)
    return `the first ${MAX_ROWS} of ${count.toLocaleString("en")} rows. The CSV has all of them.`;
  return `${count} rows${count > ROWS_IN_SIGHT ? ". Scroll in it to see all." : ""}`;
}
