/** Computes what answers must say from all that happened on the machines, in plain TypeScript. */
import { groupBy } from "../../src/internal/group-by.js";
import type { Answer, AnswerValue } from "../../src/questions/answer.js";
import type { Fact } from "./small-community.js";

export type Row = Readonly<Record<string, AnswerValue>>;

/** A session that is not sampled, or is weighted, is this many standard deviations away once in 500,000 times. */
const MAX_DEVIATIONS = 4.75;

export function readRows({ columns, rows }: Answer): Row[] {
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])));
}

/** Returns the sum of a number of the facts by a key. Keys with a sum of 0 are missing. */
export function sumBy(
  facts: readonly Fact[],
  getKey: (fact: Fact) => string,
  getNumber: (fact: Fact) => number = () => 1,
): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const fact of facts) {
    const number = getNumber(fact);
    if (number !== 0) sums[getKey(fact)] = (sums[getKey(fact)] ?? 0) + number;
  }
  return sums;
}

export function sum(facts: readonly Fact[], getNumber: (fact: Fact) => number): number {
  return facts.reduce((total, fact) => total + getNumber(fact), 0);
}

/** Returns the value between which and the others a share lies, with linear interpolation. */
export function computeQuantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [low = Number.NaN, high = low] = sorted.slice(Math.floor(place));
  return low + (high - low) * (place % 1);
}

/**
 * Returns by how much a weighted count may miss the true one, because only some sessions were sampled: each session with n
 * events and the weight w is either not counted at all, or w times.
 */
export function computeSamplingError(facts: readonly Fact[]): number {
  const variances = [...groupBy(facts, ({ session }) => session).values()].map(
    (events) => events.length ** 2 * ((events[0]?.weight ?? 1) - 1),
  );
  return MAX_DEVIATIONS * Math.sqrt(variances.reduce((total, variance) => total + variance, 0));
}

/** The use of one installation in one week. */
export interface WeekOfUse {
  readonly week: string;
  /** The sessions and other events that happened, also those that were not sampled. */
  readonly facts: readonly Fact[];
  readonly wasActiveWeekBefore: boolean;
  readonly wasActiveFourWeeksBefore: boolean;
}

/** Lists the weeks that installations reported: all but the last one of each, as a report is sent with the next use. */
export function listReportedWeeks(facts: readonly Fact[]): WeekOfUse[] {
  const used = facts.filter(({ session }) => session !== undefined);
  return [...groupBy(used, ({ installation }) => installation).values()].flatMap((ofOne) => {
    const weeks = [...groupBy(ofOne, ({ monday }) => monday)].sort(([a], [b]) => a.localeCompare(b));
    const mondays = weeks.map(([monday]) => Date.parse(monday));
    const wasActive = (monday: string, weeksBefore: number) =>
      mondays.includes(Date.parse(monday) - weeksBefore * 7 * 24 * 3600 * 1000);
    return weeks.slice(0, -1).map(([monday, ofWeek]) => ({
      week: ofWeek[0]?.week ?? "",
      facts: ofWeek,
      wasActiveWeekBefore: wasActive(monday, 1),
      wasActiveFourWeeksBefore: wasActive(monday, 4),
    }));
  });
}

/** Counts the installations that were used in each day, week or month. */
export function countActive(
  facts: readonly Fact[],
  findBegin: (fact: Fact) => string,
): Record<string, number> {
  const used = facts.filter(({ session }) => session !== undefined);
  return Object.fromEntries(
    [...groupBy(used, findBegin)].map(([begin, each]) => [
      begin,
      new Set(each.map(({ installation }) => installation)).size,
    ]),
  );
}
