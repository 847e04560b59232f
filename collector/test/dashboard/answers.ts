/** Questions and answers for the tests of pages. */

import type { PageContext } from "../../src/dashboard/page-context.js";
import type { Answer, AnswerColumn, AnswerValue } from "../../src/questions/answer.js";
import { defineQuestion, type Question } from "../../src/questions/question.js";
import { eventRows, text } from "../../src/questions/row-set.js";
import { MANIFEST } from "../store/contract.js";

export const SEARCHES = defineQuestion({
  id: "searches",
  sentence: "How many searches are there?",
  audience: "everybody",
  shape: "comparison",
  rows: { searches: eventRows("codeweaver_search", { mode: text("search_mode") }) },
  createSql: () => "SELECT 1",
  columns: [],
});

export function createQuestion(fields: Partial<Question> = {}): Question {
  return { ...SEARCHES, ...fields };
}

/** Returns a column whose label is its name. */
export function createColumn(name: string, kind: AnswerColumn["kind"]): AnswerColumn {
  return { name, kind, label: name };
}

export function createAnswer(
  columns: readonly AnswerColumn[],
  rows: readonly (readonly AnswerValue[])[],
  fields: Partial<Answer> = {},
): Answer {
  return {
    question: SEARCHES.id,
    sentence: SEARCHES.sentence,
    asked: { from: "2026-11-01", to: "2026-11-28", filters: {} },
    asOf: "2026-11-28T10:00:00Z",
    n: rows.length,
    columns,
    rows,
    notes: [],
    ...fields,
  };
}

export function createContext(fields: Partial<PageContext> = {}): PageContext {
  return {
    project: "default",
    projects: ["default"],
    manifests: [MANIFEST],
    retentionDays: 90,
    filter: { from: "2026-11-01", to: "2026-11-28", includesCi: false, includesDoctor: false },
    parameters: new URLSearchParams(),
    origin: "https://telemetry.example",
    now: Date.parse("2026-11-28T12:00:00Z"),
    ...fields,
  };
}
