/** Sorts the rows of an answer by their versions. The engines sort texts, in which 0.10.0 is before 0.9.0. */
import { compareVersions } from "../internal/compare-versions.js";
import { groupBy } from "../internal/group-by.js";
import type { AnswerColumn, AnswerValue } from "./answer.js";

type Row = readonly AnswerValue[];

/**
 * The rows are sorted by the columns before the version already. Those without a version are last, as in SQL, and those of the same
 * version remain in their order.
 */
export function sortByVersion(columns: readonly AnswerColumn[], rows: readonly Row[]): readonly Row[] {
  const index = columns.findIndex(({ kind }) => kind === "version");
  if (index === -1) return rows;
  const groups = groupBy(rows, (row) => JSON.stringify(row.slice(0, index)));
  return [...groups.values()].flatMap((group) =>
    group.toSorted((a, b) => compareValues(a[index] ?? null, b[index] ?? null)),
  );
}

function compareValues(left: AnswerValue, right: AnswerValue): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return compareVersions(String(left), String(right));
}
