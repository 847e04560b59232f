/** Helps to compare the answers of engines and layouts. */
import { expect } from "vitest";
import type { Answer } from "../../src/questions/answer.js";
import { type AnswerFilter, parseFilter } from "../../src/questions/answer-filter.js";
import { NOON } from "../support/journal.js";

interface FilterCase {
  readonly title: string;
  readonly filter: AnswerFilter;
  /** Whether so few events are left that a question may have no answer. */
  readonly isNarrow: boolean;
}

/** The filters with which each question is asked. The generated events are of the four weeks before. */
export const FILTERS: readonly FilterCase[] = [
  { title: "no filter", filter: createFilter(""), isNarrow: false },
  {
    title: "every filter",
    filter: createFilter("from=2026-11-04&to=2026-11-20&version=a&platform=b"),
    isNarrow: true,
  },
  { title: "everything included", filter: createFilter("ci=include&doctor=include"), isNarrow: false },
  { title: "days without events", filter: createFilter("from=2026-01-01&to=2026-01-02"), isNarrow: true },
];

function createFilter(parameters: string): AnswerFilter {
  return parseFilter(new URLSearchParams(parameters), NOON);
}

/** Engines add numbers in different orders. */
export function roundAnswer(answer: Answer): Answer {
  return { ...answer, rows: roundRows(answer.rows) };
}

/** Integers of 64 bits are texts, unless a session says otherwise. */
export function roundRows<T>(rows: readonly (readonly T[])[]): T[][] {
  const round = (value: T) =>
    typeof value === "number" ? (Number(value.toPrecision(11)) as T & number) : value; // it remains a number
  return rows.map((row) => row.map(round));
}

/** Expects rows, and values in each column: one that is misspelled in the SQL, or in the question, has none. */
export function expectValues({ columns, rows, n }: Answer): void {
  expect(n).toBeGreaterThan(0);
  expect(rows.length).toBeGreaterThan(0);
  const empty = columns
    .filter((_, index) => rows.every((row) => row[index] === null))
    .map(({ name }) => name);
  expect(empty).toEqual([]);
}
