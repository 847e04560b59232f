/** Writes the SQL of a question for a person who asks it elsewhere, with what it asks as comments. */
import { QUERY_SETTINGS } from "../store/clickhouse/session.js";
import { translateStatement } from "../store/clickhouse/translate.js";
import type { AnswerFilter } from "./answer-filter.js";
import type { EventLayout } from "./event-layout.js";
import type { Question, QuestionColumn } from "./question.js";
import { type RowSet, SPAN_EVENT } from "./row-set.js";
import { createStatement } from "./statement.js";

export const TEXT_DIALECTS = ["hogql", "clickhouse", "duckdb"] as const;
export type TextDialect = (typeof TEXT_DIALECTS)[number];

/** Without a limit, PostHog returns 100 rows. It allows at most these (posthog/hogql/constants.py in PostHog/posthog). */
const HOGQL_MAX_ROWS = 50_000;

/** Returns whether a layout has what the question reads. */
export function canAsk({ rows }: Question, layout: EventLayout): boolean {
  const readsSpans = (set: RowSet) => set.kind === "spans" || set.event === SPAN_EVENT;
  return layout.hasSpans || !Object.values(rows).some(readsSpans);
}

/** Returns the comments and the SQL. A question that the layout cannot answer has a comment that says so. */
export function formatQuestionText(
  question: Question,
  filter: AnswerFilter,
  { dialect, layout }: { readonly dialect: TextDialect; readonly layout: EventLayout },
): string {
  const comments = [`${question.id}: ${question.sentence}`, `From ${filter.from} to ${filter.to}, in UTC.`];
  if (!canAsk(question, layout))
    return formatComments([
      ...comments,
      "Not available here: it reads the spans of traces, which are in none of PostHog's tables of events.",
    ]);
  const shares = question.columns.flatMap(describeShare);
  const sql = createStatement(question, layout, filter).trimEnd();
  return `${formatComments([...comments, ...shares, ...(question.notes ?? [])])}\n${END[dialect](sql)}`;
}

/** Says how a column is computed that is not in the rows of the SQL. */
function describeShare(column: QuestionColumn): string[] {
  const { kind, name, label } = column;
  if (kind === "share") return [`${label}: ${column.part} / ${column.of}`];
  return kind === "ratio" ? [`${label}: ${name}_numerator / ${name}_denominator`] : [];
}

/** Completes a statement, so that it can be pasted into the dialect's own tools. */
const END: Readonly<Record<TextDialect, (sql: string) => string>> = {
  hogql: (sql) => completeCases(/\bLIMIT \d+$/.test(sql) ? sql : `${sql}\nLIMIT ${HOGQL_MAX_ROWS}`),
  clickhouse: (sql) => `${translateStatement(sql, []).sql}\nSETTINGS ${formatSettings()};`,
  duckdb: (sql) => `${sql};`,
};

/** HogQL reads a CASE as a call of `multiIf`, which needs a last value (visitColumnExprCase in posthog/hogql/parser.py). */
function completeCases(sql: string): string {
  return sql.replaceAll(/\bCASE\b(?:(?!\b(?:CASE|ELSE|END)\b)[\s\S])*(?=\bEND\b)/g, "$&ELSE NULL ");
}

/** The answer depends on the settings of the collector's session, except those of its format. */
function formatSettings(): string {
  return Object.entries(QUERY_SETTINGS)
    .filter(([name]) => !name.startsWith("output_format_"))
    .map(([name, value]) => `${name} = ${typeof value === "number" ? value : `'${value}'`}`)
    .join(", ");
}

function formatComments(sentences: readonly string[]): string {
  return sentences.map((sentence) => `-- ${sentence}`).join("\n");
}
