/** Describes the answers to some questions in one figure each, for the first page. */
import type { Answer } from "../questions/answer.js";
import { formatValue } from "../questions/answer-format.js";
import { type AnswerRow, readRows } from "./answer-rows.js";
import { formatDayText } from "./date-text.js";

/** A figure, and what it is, so that both together are a sentence. */
export interface Figure {
  readonly value: string;
  readonly label: string;
  /** What the figure can be compared with. */
  readonly more?: string;
}

const DAY_MS = 24 * 3600 * 1000;
const VERSION_ORDER = new Intl.Collator("en", { numeric: true });

/** The week that is not over yet would look like a loss. */
export function describeActiveWeek(answer: Answer): Figure | undefined {
  const end = Date.parse(answer.asked.to) + DAY_MS;
  const weeks = readRows(answer)
    .filter((row) => row.getText("period") === "week")
    .toSorted((a, b) => a.getText("begins").localeCompare(b.getText("begins")));
  const whole = weeks.filter((row) => Date.parse(row.getText("begins")) + 7 * DAY_MS <= end);
  const [newest, before] = [...(whole.length > 0 ? whole : weeks)].reverse();
  if (newest === undefined) return undefined;
  return {
    value: newest.format("installations"),
    label: `installations were active in the week from ${formatDayText(newest.getText("begins"))}`,
    ...(before !== undefined && { more: `${before.format("installations")} in the week before` }),
  };
}

export function describeSearches(answer: Answer): Figure | undefined {
  const rows = readRows(answer);
  const searches = sum(rows, "search_count");
  if (searches === 0) return undefined;
  return {
    value: formatValue("count", searches),
    label: "searches in these days",
    more: `in ${formatValue("count", sum(rows, "session_count"))} sessions that have ended`,
  };
}

export function describeLatency(answer: Answer): Figure | undefined {
  const row = findMostUsed(findNewestVersion(readRows(answer)), "searches");
  if (row === undefined || !row.has("p95")) return undefined;
  const mode = row.has("mode") ? `, mode ${row.getText("mode")}` : "";
  return {
    value: row.format("p95"),
    label: `95 % of searches are faster than this (version ${row.getText("version")}${mode})`,
    more: `half are faster than ${row.format("p50")}`,
  };
}

export function describeFailures(answer: Answer): Figure | undefined {
  const row = findMostUsed(findNewestVersion(readRows(answer)), "searches");
  if (row === undefined || !row.has("failed_share")) return undefined;
  return {
    value: row.format("failed_share"),
    label: `of searches fail (version ${row.getText("version")})`,
    more: `${row.format("failed_share_low")} to ${row.format("failed_share_high")} is the 95 % interval`,
  };
}

export function describeSavings(answer: Answer): Figure | undefined {
  const row = findMostUsed(readRows(answer), "session_count");
  if (row === undefined || !row.has("saved_part")) return undefined;
  return {
    value: formatValue("share", row.getNumber("saved_part")),
    label: `of tokens are saved, compared with ${row.getText("baseline").replaceAll("_", " ")}`,
    more: `in ${row.format("session_count")} sessions`,
  };
}

/** Returns the rows of the newest version that at least a tenth as many searches are from as of the most used one. */
function findNewestVersion(rows: readonly AnswerRow[]): readonly AnswerRow[] {
  const versions = [...new Set(rows.map((row) => row.getText("version")))].filter(
    (version) => version !== "",
  );
  const count = (version: string) =>
    sum(
      rows.filter((row) => row.getText("version") === version),
      "searches",
    );
  const most = Math.max(...versions.map(count));
  const [newest] = versions
    .filter((version) => count(version) >= most / 10)
    .sort((a, b) => VERSION_ORDER.compare(b, a));
  return rows.filter((row) => newest !== undefined && row.getText("version") === newest);
}

function findMostUsed(rows: readonly AnswerRow[], column: string): AnswerRow | undefined {
  return rows.toSorted((a, b) => b.getNumber(column) - a.getNumber(column))[0];
}

function sum(rows: readonly AnswerRow[], column: string): number {
  return rows.reduce((total, row) => total + row.getNumber(column), 0);
}
