/** Asks a question: runs its statement, and computes the answer from the rows. */
import { computeShare } from "../statistics/share-interval.js";
import type { QueryAnswer } from "../store/store.js";
import type { Answer, AnswerColumn, AnswerValue } from "./answer.js";
import { type AnswerFilter, describeFilter } from "./answer-filter.js";
import type { EventLayout } from "./event-layout.js";
import type { Question, QuestionColumn } from "./question.js";
import { computeRatio } from "./ratio-sums.js";
import { sortByVersion } from "./sort-by-version.js";
import { createCountStatement, createNewestStatement, createStatement } from "./statement.js";

/** Runs one statement on the index of a project. */
export type RunQuery = (sql: string) => Promise<QueryAnswer>;

/** Where the events of a project are, and how to ask for them. */
export interface QuestionSource {
  readonly layout: EventLayout;
  readonly runQuery: RunQuery;
}

/** Returns a source that runs each statement once, for questions that are asked together: they have some in common. */
export function runStatementsOnce({ layout, runQuery }: QuestionSource): QuestionSource {
  const answers = new Map<string, Promise<QueryAnswer>>();
  return {
    layout,
    runQuery(sql) {
      const answer = answers.get(sql) ?? runQuery(sql);
      answers.set(sql, answer);
      return answer;
    },
  };
}

/** @throws what the query throws */
export async function askQuestion(
  question: Question,
  filter: AnswerFilter,
  { layout, runQuery }: QuestionSource,
): Promise<Answer> {
  const [rows, count, newest] = await Promise.all(
    [
      createStatement(question, layout, filter),
      createCountStatement(question, layout, filter),
      createNewestStatement(layout),
    ].map(runQuery),
  );
  const columns = question.columns.flatMap(listAnswerColumns);
  return {
    question: question.id,
    sentence: question.sentence,
    asked: describeFilter(filter),
    asOf: formatTime(newest?.rows[0]?.[0]),
    n: Number(count?.rows[0]?.[0] ?? 0),
    columns,
    rows: sortByVersion(
      columns,
      rows === undefined ? [] : rows.rows.map((row) => createRow(question, rows.columns, row)),
    ),
    notes: question.notes ?? [],
  };
}

/** A share or ratio is followed by the bounds of its interval. */
function listAnswerColumns(column: QuestionColumn): AnswerColumn[] {
  const { name, label, kind } = column;
  if (kind !== "share" && kind !== "ratio") return [{ name, label, kind }];
  return [
    { name, label, kind: "share" },
    { name: `${name}_low`, label: `${label}, at least`, kind: "bound" },
    { name: `${name}_high`, label: `${label}, at most`, kind: "bound" },
  ];
}

function createRow(question: Question, names: readonly string[], row: readonly unknown[]): AnswerValue[] {
  const read = (name: string) => row[names.indexOf(name)];
  return question.columns.flatMap((column): AnswerValue[] => {
    switch (column.kind) {
      case "share": {
        const { share, low, high } = computeShare(Number(read(column.part)), Number(read(column.of)));
        return [share, low, high];
      }
      case "ratio": {
        const { ratio, low, high } = computeRatio(column.name, read);
        return [ratio, low, high];
      }
      default:
        return [convertValue(column.kind, read(column.name))];
    }
  });
}

/** The engines return integers of 64 bits as texts, and days with or without a time. */
function convertValue(kind: AnswerColumn["kind"], value: unknown): AnswerValue {
  if (value === null || value === undefined) return null;
  switch (kind) {
    case "text":
    case "version":
      return String(value);
    case "day":
      return String(value).slice(0, 10);
    case "yesno":
      return value === true || value === 1 || value === "true";
    default:
      return Number.isFinite(Number(value)) ? Number(value) : null;
  }
}

/** The engines write times without their zone, which is UTC. */
function formatTime(value: unknown): string | null {
  if (typeof value !== "string" || value.startsWith("1970-01-01")) return null;
  return new Date(`${value.replace(" ", "T").replace(/Z?$/, "")}Z`).toISOString();
}
