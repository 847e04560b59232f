/** Describes the answers to some questions in one figure each, for the first page. */
import { compareVersions } from "../internal/compare-versions.js";
import type { Answer } from "../questions/answer.js";
import { formatValue } from "../questions/answer-format.js";
import { type AnswerRow, readRows } from "./answer-rows.js";
import { formatDayText } from "./date-text.js";

/** A figure, and what it is, so that both together are a sentence. */
export interface Figure {
  readonly value: string;
  readonly label: string;
  /** A smaller text below, such as the figure of the week before. */
  readonly more?: string;
}

const DAY_MS = 24 * 3600 * 1000;

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
  const row = findMostUsed(findNewestVersion(readRows(answer), "searches"), "searches");
  if (row === undefined || !row.has("p95")) return undefined;
  return {
    value: row.format("p95"),
    label: `95 % of searches are faster than this (${describeRow(row)})`,
    more: `half are faster than ${row.format("p50")}`,
  };
}

/** @param count the column with the number of searches */
export function describeFailures(answer: Answer, count: string): Figure | undefined {
  const row = findMostUsed(findNewestVersion(readRows(answer), count), count);
  if (row === undefined || !row.has("failed_share")) return undefined;
  return {
    value: row.format("failed_share"),
    label: `of searches fail (${describeRow(row)})`,
    ...(row.has("failed_share_low") && {
      more: `${row.format("failed_share_low")} to ${row.format("failed_share_high")} is the 95 % interval`,
    }),
  };
}

/** No baseline is the right one, so the range of all of them is the figure. */
export function describeSavings(answer: Answer): Figure | undefined {
  const rows = readRows(answer)
    .filter((row) => row.has("saved_share"))
    .toSorted((a, b) => a.getNumber("saved_share") - b.getNumber("saved_share"));
  const [lowest, highest] = [rows[0], rows.at(-1)];
  if (lowest === undefined || highest === undefined) return undefined;
  const range = [lowest, highest].map((row) => row.format("saved_share"));
  const baselines = rows.map((row) => row.getText("baseline").replaceAll("_", " "));
  return {
    value: [...new Set(range)].join(" to "),
    label: `of tokens are saved, compared with ${baselines.join(" and with ")}`,
    more: `from ${highest.format("saved_share_units")} weekly reports`,
  };
}

function describeRow(row: AnswerRow): string {
  const version = `version ${row.getText("version") || "not stated"}`;
  return row.has("mode") ? `${version}, mode ${row.getText("mode")}` : version;
}

/** Returns the rows of the newest version that is in some use: a tenth of the use of the most used one. */
function findNewestVersion(rows: readonly AnswerRow[], count: string): readonly AnswerRow[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const version = row.getText("version");
    if (version !== "") counts.set(version, (counts.get(version) ?? 0) + row.getNumber(count));
  }
  const most = Math.max(...counts.values());
  const used = [...counts].filter(([, number]) => number >= most / 10).map(([version]) => version);
  const [newest] = used.sort((a, b) => compareVersions(b, a));
  return newest === undefined ? rows : rows.filter((row) => row.getText("version") === newest);
}

function findMostUsed(rows: readonly AnswerRow[], column: string): AnswerRow | undefined {
  return rows.toSorted((a, b) => b.getNumber(column) - a.getNumber(column))[0];
}

function sum(rows: readonly AnswerRow[], column: string): number {
  return rows.reduce((total, row) => total + row.getNumber(column), 0);
}
