/** Tests questions that are asked together. */
import { expect, it } from "vitest";
import { parseFilter } from "../../src/questions/answer-filter.js";
import { askQuestion, runStatementsOnce } from "../../src/questions/ask-question.js";
import { ColumnLayout } from "../../src/questions/column-layout.js";
import { findQuestion } from "../../src/questions/find-question.js";
import { DIALECTS } from "../../src/store/dialect.js";
import { TABLES } from "../store/contract.js";
import { NOON } from "../support/journal.js";

it("run a statement that they have in common once", async () => {
  const statements: string[] = [];
  const source = runStatementsOnce({
    layout: new ColumnLayout(DIALECTS.duckdb, TABLES),
    runQuery: async (sql) => {
      statements.push(sql);
      return { columns: [], rows: [] };
    },
  });
  const filter = parseFilter(new URLSearchParams(), NOON);
  for (const id of ["search-latency", "search-outcomes", "search-latency"])
    await askQuestion(findQuestion(id), filter, source);
  expect(new Set(statements).size).toBe(statements.length);
  expect(statements.filter((sql) => sql.includes("max(newest)"))).toHaveLength(1);
});
