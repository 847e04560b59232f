/** Helps to compare the answers of engines and layouts. */
import type { Answer } from "../../src/questions/answer.js";
import { type AnswerFilter, parseFilter } from "../../src/questions/answer-filter.js";

const DAYS = "from=2026-09-07&to=2026-09-27";

/** The filters with which each question is asked. The generated events are of these days, and the day after is no answer's. */
export const FILTERS: readonly { readonly title: string; readonly filter: AnswerFilter }[] = [
  { title: "no filter", filter: createFilter(DAYS) },
  {
    title: "every filter",
    filter: createFilter("from=2026-09-09&to=2026-09-20&version=0.10.0&platform=linux"),
  },
  { title: "everything included", filter: createFilter(`${DAYS}&ci=include&doctor=include`) },
];

function createFilter(parameters: string): AnswerFilter {
  return parseFilter(new URLSearchParams(parameters), Date.parse("2026-10-01T00:00:00Z"));
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
