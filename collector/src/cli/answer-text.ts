/** Prints an answer in a terminal: as a table or, where that is too wide, row by row. */
import type { Answer } from "../questions/answer.js";
import { type FormattedAnswer, formatAnswer } from "../questions/answer-format.js";
import { wrap } from "./wrap.js";

const GAP = "  ";
const MIN_LABEL_WIDTH = 12;

/** @param width the columns of the terminal */
export function formatAnswerText(answer: Answer, width: number): string {
  const { sentence, asked, n, asOf, notes, rows } = answer;
  const filters = Object.entries(asked.filters).map(([name, value]) => `${name} ${value}`);
  const facts = [
    `${asked.from} to ${asked.to}`,
    ...filters,
    `n = ${n.toLocaleString("en")}`,
    asOf === null ? "no data yet" : `data as of ${asOf.slice(0, 16).replace("T", " ")} UTC`,
  ];
  return [
    ...wrap(sentence, width),
    ...wrap(facts.join(", "), width),
    "",
    ...(rows.length === 0 ? ["Nothing was received that answers this question."] : formatRows(answer, width)),
    ...(rows.length === 0 ? [] : notes.flatMap((note) => ["", ...wrap(note, width)])),
  ].join("\n");
}

function formatRows(answer: Answer, width: number): string[] {
  const formatted = formatAnswer(answer);
  const table = formatTable(formatted);
  return table.every((line) => line.length <= width) ? table : formatRecords(formatted, width);
}

/** A column is as wide as its widest value, or a part of its label that can be read. */
function formatTable({ columns, rows }: FormattedAnswer): string[] {
  const widths = columns.map(({ label }, index) =>
    Math.max(
      Math.min(label.length, MIN_LABEL_WIDTH),
      ...label.split(" ").map((word) => word.length),
      ...rows.map((row) => row[index]?.length ?? 0),
    ),
  );
  const labels = columns.map(({ label }, index) => wrap(label, widths[index] ?? 0));
  const height = Math.max(...labels.map((lines) => lines.length));
  const head = Array.from({ length: height }, (_, line) =>
    labels.map((lines) => lines[line - height + lines.length] ?? ""),
  );
  return [...head, widths.map((width) => "─".repeat(width)), ...rows].map((cells) =>
    cells
      .map((cell, index) => {
        const width = widths[index] ?? 0;
        return columns[index]?.isNumber ? cell.padStart(width) : cell.padEnd(width);
      })
      .join(GAP)
      .trimEnd(),
  );
}

/** The texts at the beginning of a row are its heading. */
function formatRecords({ columns, rows }: FormattedAnswer, width: number): string[] {
  const firstNumber = columns.findIndex(({ isNumber }) => isNumber);
  const headings = firstNumber > 0 ? firstNumber : 1;
  const rest = columns.slice(headings);
  const valueWidth = Math.max(0, ...rows.flatMap((row) => row.slice(headings).map((value) => value.length)));
  const labelWidth = Math.min(
    Math.max(0, ...rest.map(({ label }) => label.length)),
    Math.max(MIN_LABEL_WIDTH, width - valueWidth - 2 * GAP.length),
  );
  return rows.flatMap((row, number) => [
    ...(number === 0 ? [] : [""]),
    ...wrap(row.slice(0, headings).join(", "), width),
    ...rest.flatMap(({ label }, index) => {
      const [first = "", ...more] = wrap(label, labelWidth);
      const value = row[headings + index] ?? "";
      return [`${GAP}${first.padEnd(labelWidth)}${GAP}${value}`, ...more.map((line) => `${GAP}${line}`)];
    }),
  ]);
}
