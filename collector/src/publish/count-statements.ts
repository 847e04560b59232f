/** Writes the SQL that counts the weekly reports of a period. It also limits in how many cells one report is. */
import type { AnswerFilter } from "../questions/answer-filter.js";
import type { EventLayout } from "../questions/event-layout.js";
import { eventRows, itemRows, text } from "../questions/row-set.js";
import { createStatement } from "../questions/statement.js";
import type { Dialect } from "../store/dialect.js";
import { quoteText } from "../store/quote.js";
import type { PublicationPeriod } from "./publication-period.js";
import {
  type DistributionTable,
  type NamesTable,
  REPORT_FIELDS,
  type TableDefinition,
  WEEKLY_EVENT,
} from "./published-tables.js";

/** The property `week` says which week a report is about. The time of the event, which a clock decides, is not used. */
const ANY_TIME: AnswerFilter = {
  from: "2020-01-01",
  to: "2099-12-31",
  includesCi: false,
  includesDoctor: false,
};

/** The part of a question that its statement is written from. */
type CountQuestion = Parameters<typeof createStatement>[0];

/**
 * Returns the statement whose rows are a cell and the number of its reports. The cell of a total is `all`, that of a distribution
 * its place, and another one has the name. Runs in CI are not among the reports.
 */
export function createCountStatement(
  table: TableDefinition,
  period: PublicationPeriod,
  layout: EventLayout,
): string {
  return createStatement(createQuestion(table, period), layout, ANY_TIME);
}

function createQuestion(table: TableDefinition, { weeks }: PublicationPeriod): CountQuestion {
  const isInPeriod = `week IN (${weeks.map(quoteText).join(", ")})`;
  switch (table.kind) {
    case "total":
      return {
        rows: { reports: eventRows(WEEKLY_EVENT, REPORT_FIELDS) },
        createSql: () => `SELECT 'all' AS cell, count(*) AS report_count FROM reports WHERE ${isInPeriod}`,
      };
    case "distribution":
      return {
        rows: { reports: eventRows(WEEKLY_EVENT, { ...REPORT_FIELDS, ...table.fields }) },
        createSql: () => createDistributionSql(table, isInPeriod),
      };
    case "names":
      return table.field.endsWith("[]")
        ? createListQuestion(table, isInPeriod)
        : createNameQuestion(table, isInPeriod);
  }
}

/** Every row is one report, and a CASE has one value, so that a report is in one cell at most. */
function createDistributionSql({ value, bounds }: DistributionTable, isInPeriod: string): string {
  const places = bounds.slice(1).map((bound, place) => `WHEN amount < ${bound} THEN ${place}`);
  return `
    SELECT CASE ${places.join(" ")} ELSE ${bounds.length - 1} END AS cell, count(*) AS report_count
    FROM (SELECT ${value} AS amount FROM reports WHERE ${isInPeriod}) AS amounts
    WHERE amount IS NOT NULL
    GROUP BY cell`;
}

function createNameQuestion({ field }: NamesTable, isInPeriod: string): CountQuestion {
  return {
    rows: { reports: eventRows(WEEKLY_EVENT, { ...REPORT_FIELDS, cell: text(field) }) },
    createSql: () => `
    SELECT cell, count(*) AS report_count
    FROM reports
    WHERE ${isInPeriod} AND cell IS NOT NULL
    GROUP BY cell`,
  };
}

/**
 * Of a longer list, the names are chosen by a hash of the report's own id and the name. So each name of a report is equally
 * likely to count, and the choice does not depend on other reports, which the promise of the noise requires.
 */
function createListQuestion({ field, namesPerReport }: NamesTable, isInPeriod: string): CountQuestion {
  const list = field.slice(0, -"[]".length);
  return {
    rows: { items: itemRows(WEEKLY_EVENT, list, { item_name: text(field) }, REPORT_FIELDS) },
    createSql: ({ md5 }: Dialect) => `
    SELECT cell, count(*) AS report_count
    FROM (
      SELECT cell, row_number() OVER (PARTITION BY report ORDER BY ${md5("report || cell")}, cell) AS place
      FROM (
        SELECT DISTINCT CAST(uuid AS VARCHAR) AS report, item_name AS cell
        FROM items
        WHERE ${isInPeriod} AND item_name IS NOT NULL) AS named) AS placed
    WHERE place <= ${namesPerReport}
    GROUP BY cell`,
  };
}
