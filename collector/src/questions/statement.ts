/** Joins the rows and the SQL of a question to one statement, which can be run as it is. */
import type { AnswerFilter } from "./answer-filter.js";
import type { EventLayout } from "./event-layout.js";
import type { Question } from "./question.js";
import { createRowsSql } from "./row-set-sql.js";

/** Returns the statement whose rows are those of the answer, before shares are computed. */
export function createStatement(
  question: Pick<Question, "rows" | "createSql">,
  layout: EventLayout,
  filter: AnswerFilter,
): string {
  const tables = Object.entries(question.rows).map(
    ([name, rows]) => `${name} AS (\n  ${createRowsSql(rows, layout, filter)}\n)`,
  );
  return `WITH ${tables.join(",\n")}\n${dedent(question.createSql(layout.dialect))}`;
}

/** Returns the statement that counts the rows of the first row set. */
export function createCountStatement(question: Question, layout: EventLayout, filter: AnswerFilter): string {
  const [rows] = Object.values(question.rows);
  if (rows === undefined) throw new RangeError(`the question ${question.id} reads no rows`);
  return `SELECT count(*) AS n FROM (${createRowsSql(rows, layout, filter)}) AS counted`;
}

/** Returns the statement that finds when the newest event or span happened. */
export function createNewestStatement({ dialect, time, hasSpans }: EventLayout): string {
  const newestEvent = `SELECT max(${time}) AS newest FROM events`;
  if (!hasSpans) return newestEvent;
  return `SELECT max(newest) AS newest FROM (
  ${newestEvent} UNION ALL SELECT ${dialect.timeOf("max(start_ns)")} FROM spans) AS times`;
}

/** Removes the indentation that a text has in a file of this project. */
function dedent(sql: string): string {
  const lines = sql
    .split("\n")
    .filter((line, index, all) => line.trim() !== "" || (index > 0 && index < all.length - 1));
  const indentation = Math.min(
    ...lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/)),
  );
  return lines.map((line) => line.slice(indentation)).join("\n");
}
