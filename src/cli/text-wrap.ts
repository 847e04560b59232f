/**
 * Wraps text at the width of the terminal. A wide character, such as a Chinese one or an emoji, counts as two columns, and one
 * that is printed escaped as many as its escape.
 */
import fastStringWidth from "fast-string-width";
import { wrapAnsi } from "fast-wrap-ansi";
import { LINE_BREAK, markAsOwn, renderText } from "./styled-text.js";

/** The width of lines in a pipe, and of a terminal that does not tell its width. */
const DEFAULT_WIDTH = 80;
/** In narrower terminals, lines are longer than the terminal is wide. */
const MIN_WIDTH = 20;
/** Longer lines are hard to read. */
const MAX_WIDTH = 120;

/**
 * Returns how many columns a line may have: the terminal's width, or `COLUMNS` in a pipe, or 80. It is never more than 120.
 */
export function getLineWidth(
  { isTTY, columns }: Pick<NodeJS.WriteStream, "isTTY" | "columns">,
  { COLUMNS = "" }: NodeJS.ProcessEnv,
): number {
  const given = isTTY ? columns : /^\d+$/.test(COLUMNS) ? Number(COLUMNS) : 0;
  return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, given > 0 ? given : DEFAULT_WIDTH));
}

/** Returns how many columns a text of one line takes on a terminal. Colours take none. */
export function measureText(text: string): number {
  return fastStringWidth(renderText(text));
}

/**
 * Wraps a text between words. A word is divided only if it is longer than a line. Colours end before each line break and
 * begin again after the indent. Marked line breaks in the text remain.
 * For example, `wrapText("How large the indexed trees are.", 20, 4)` returns
 * `"    How large the\n    indexed trees\n    are."`.
 *
 * @param width The columns of a line, with the indent.
 * @param indent The number of spaces before each line.
 */
export function wrapText(text: string, width: number, indent = 0): string {
  const columns = Math.max(1, width - indent);
  const margin = " ".repeat(indent);
  const lines = wrapAnsi(renderText(text), columns, { hard: true }).split("\n");
  return lines.map((line) => (line === "" ? "" : margin + markAsOwn(line))).join(LINE_BREAK);
}

/** Wraps each of several texts. The first begins at the margin, and the others are indented below it. */
export function wrapLines(texts: readonly string[], width: number): string {
  return texts.map((text, index) => wrapText(text, width, index === 0 ? 0 : 2)).join(LINE_BREAK);
}

/** A last column that would be narrower than this is printed below the other columns. */
const MIN_LAST_COLUMN = 32;
const MARGIN = 2;
const GAP = 2;

/**
 * Formats rows of cells, such as a name, a value and an explanation. The last column is wrapped. If it would be too
 * narrow, each row begins with a line of its other cells, and the last cell is wrapped below that line.
 */
export function formatWrappedColumns(rows: readonly (readonly string[])[], width: number): string {
  const columnWidths: number[] = [];
  for (const row of rows)
    for (const [column, cell] of row.slice(0, -1).entries())
      columnWidths[column] = Math.max(columnWidths[column] ?? 0, measureText(cell));
  const indent = MARGIN + columnWidths.reduce((sum, each) => sum + each + GAP, 0);
  if (width - indent < MIN_LAST_COLUMN)
    return rows.map((row) => formatStackedRow(row, width)).join(LINE_BREAK);
  return rows.map((row) => formatSingleRow(row, columnWidths, { width, indent })).join(LINE_BREAK);
}

function formatSingleRow(
  row: readonly string[],
  columnWidths: readonly number[],
  { width, indent }: { readonly width: number; readonly indent: number },
): string {
  const cells = row.slice(0, -1).map((cell, column) => {
    const padding = (columnWidths[column] ?? 0) - measureText(cell) + GAP;
    return cell + " ".repeat(padding);
  });
  const text = wrapText(row.at(-1) ?? "", width, indent).slice(indent);
  return `${" ".repeat(MARGIN)}${cells.join("")}${text}`.trimEnd();
}

function formatStackedRow(row: readonly string[], width: number): string {
  const cells = row.slice(0, -1).filter((cell) => cell !== "");
  // If the cells are too wide for one line, each has a line of its own.
  const isWide = MARGIN + measureText(cells.join(" ".repeat(GAP))) > width;
  const head = isWide
    ? cells.map((cell, index) => wrapText(cell, width, index === 0 ? MARGIN : 2 * MARGIN))
    : [" ".repeat(MARGIN) + cells.join(" ".repeat(GAP))];
  const text = wrapText(row.at(-1) ?? "", width, 2 * MARGIN);
  return [...head, text].filter((part) => part !== "").join(LINE_BREAK);
}
