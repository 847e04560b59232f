/** Detects passwords in the cells of a table whose first line names the columns: CSV, TSV and Markdown. */
import { createLazyPattern, LETTERS, LETTERS_AND_DIGITS } from "../../internal/lazy-module.js";
import { LINE_END } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import { mayBePassword } from "../password-forms.js";
import type { ScannedText, TableColumn } from "../scanned-text.js";
import { classifyKey } from "../sensitive-keys.js";
import { isOrdinaryValue } from "../sensitive-values.js";

const MAX_LINE_LENGTH = 1024;
/** A cell of a header is a name. */
const getNamePattern = createLazyPattern(
  `^[\\s"'\`*]*([${LETTERS}_][${LETTERS_AND_DIGITS} _./-]{0,31}?)[\\s"'\`*]*$`,
  "u",
);
/** The line between the header and the rows in Markdown. */
const RULE = /^[\s|:+-]+$/;
const DELIMITERS = ["|", "\t", ",", ";"];

/** Called at the end of each line. It reads the names in the line before, and matches the secret in the line after. */
export function detectTableCell(text: ScannedText, lineEnd: number): Identifiable | undefined {
  if (lineEnd + 1 >= text.length) return undefined; // no line is after it
  const from = findLineStart(text, lineEnd);
  const line = text.slice(from, lineEnd);
  if (!RULE.test(line)) text.tableColumn = readColumn(line) ?? keepColumn(line, text.tableColumn);
  const column = text.tableColumn;
  if (column === undefined) return undefined;
  const nextEnd = text.findRunEnd(lineEnd, LINE_END, 2);
  return matchCell(text, nextEnd, column);
}

function findLineStart(text: ScannedText, lineEnd: number): number {
  let start = lineEnd;
  while (start > 0 && lineEnd - start < MAX_LINE_LENGTH && (text.charClassAt(start - 1) & LINE_END) === 0)
    start--;
  return start;
}

/** PostgreSQL's dump: `COPY users (id, password) FROM stdin;`, whose rows have tabs. */
const COPY = /^COPY \S{1,128} \(([^()]{1,512})\) FROM stdin;/;

/** Returns the column of a secret if the line is a header. */
function readColumn(line: string): TableColumn | undefined {
  const copied = COPY.exec(line)?.[1];
  if (copied !== undefined) {
    const column = readColumn(copied.replaceAll(", ", ","));
    return column && { ...column, delimiter: "\t" };
  }
  const delimiter = DELIMITERS.find((known) => line.includes(known)) ?? findWideBlank(line);
  if (delimiter === undefined) return undefined;
  const names: string[] = [];
  for (const { text } of splitRow(line.trim(), delimiter)) {
    const name = getNamePattern().exec(text)?.[1];
    if (name === undefined) return undefined; // Most lines that have a comma are no header.
    names.push(name);
  }
  const index = names.findIndex((name) => classifyKey(name) === "secret");
  const isLast = index === names.length - 1;
  return index < 0 || names.length < 2 || (delimiter === WIDE_BLANK && !isLast)
    ? undefined
    : { delimiter, index, count: names.length, name: names[index] ?? "" };
}

/** Columns that are aligned by blanks, as those of pandas, R and many commands. The secret is the last one. */
const WIDE_BLANK = "  ";

function findWideBlank(line: string): string | undefined {
  return /\S {2,}\S+\s*$/.test(line) ? WIDE_BLANK : undefined;
}

/** A table ends with the first line that has other columns. */
function keepColumn(line: string, column: TableColumn | undefined): TableColumn | undefined {
  return column !== undefined && [...splitRow(line, column.delimiter)].length === column.count
    ? column
    : undefined;
}

/** Rows that are aligned by blanks may have the number of the row before them. */
function hasColumns(cells: readonly Cell[], { delimiter, count }: TableColumn): boolean {
  return cells.length === count || (delimiter === WIDE_BLANK && cells.length === count + 1);
}

interface Cell {
  readonly start: number;
  readonly text: string;
}

/** Splits a row. In CSV a quoted cell may contain the delimiter and doubled marks. */
function* splitRow(row: string, delimiter: string): Generator<Cell> {
  if (delimiter === WIDE_BLANK) {
    for (const { 0: text, index } of row.matchAll(/\S+/g)) yield { start: index, text };
    return;
  }
  let start = delimiter === "|" && row.startsWith("|") ? 1 : 0;
  let isQuoted = false;
  for (let index = start; index <= row.length; index++) {
    const character = row.charAt(index);
    if (character === '"' && delimiter !== "|") isQuoted = !isQuoted;
    const isEnd = index === row.length && !(delimiter === "|" && row.slice(start).trim() === "");
    if (!isEnd && (character !== delimiter || isQuoted)) continue;
    yield { start, text: row.slice(start, index) };
    start = index + 1;
  }
}

function matchCell(text: ScannedText, rowStart: number, column: TableColumn): Identifiable | undefined {
  const line = /^[^\r\n]*/.exec(text.slice(rowStart, rowStart + MAX_LINE_LENGTH))?.[0] ?? "";
  if (RULE.test(line)) return undefined;
  const indent = line.length - line.trimStart().length;
  const cells = [...splitRow(line.trim(), column.delimiter)];
  const isAligned = column.delimiter === WIDE_BLANK;
  const cell = isAligned ? cells.at(-1) : cells[column.index];
  if (cell === undefined || !hasColumns(cells, column)) return undefined;
  if (isAligned && !mayBePassword(cell.text)) return undefined;
  const value = /[^\s"`*](?:.*[^\s"`*])?/.exec(cell.text);
  if (value === null || isOrdinaryValue("secret", column.name, value[0])) return undefined;
  const start = rowStart + indent + cell.start + value.index;
  return createMatch("secret", start, start + value[0].length);
}
