/** Writes an answer as CSV (RFC 4180). */
import type { Answer, AnswerValue } from "./answer.js";

/** A program for tables would run a text that begins like this as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** Returns the names of the columns and the rows. Missing values are empty. */
export function formatCsv({ columns, rows }: Pick<Answer, "columns" | "rows">): string {
  const lines = [columns.map(({ name }) => name), ...rows].map((row) => row.map(formatValue).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

function formatValue(value: AnswerValue): string {
  if (typeof value !== "string") return value === null ? "" : String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
