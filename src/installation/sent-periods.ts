/** Remembers for which periods an event was sent, so that it is sent once, wherever the clock jumps. */
import { getStart, type Period } from "./calendar.js";

/** Ranges of periods, in order of time. Every period in a range counts as sent, also one in which the tool was not used. */
export type SentPeriods = readonly (readonly [from: string, to: string])[];

export const NONE_SENT: SentPeriods = [];

/** After a longer gap a new range begins, because one of the two times may come from a wrong clock. */
const MAX_GAP_MS = 60 * 24 * 60 * 60 * 1000;
/** The present, and some times that a wrong clock showed. */
const MAX_RANGES = 4;

export function isSent(sent: SentPeriods, key: string): boolean {
  return sent.some(([from, to]) => from <= key && key <= to);
}

/** Adds a period to the range before it, or as a range of its own. */
export function markSent(sent: SentPeriods, period: Period, key: string): SentPeriods {
  if (isSent(sent, key)) return sent;
  const getGap = (from: string, to: string) => getStart(period, to) - getStart(period, from);
  const earlier = sent.findLastIndex(([, to]) => to < key);
  const before = sent[earlier];
  if (before !== undefined && getGap(before[1], key) <= MAX_GAP_MS)
    return sent.with(earlier, [before[0], key]);
  const ranges = sent.toSpliced(earlier + 1, 0, [key, key]);
  if (ranges.length <= MAX_RANGES) return ranges;
  const gaps = ranges.map(([from], index) => getGap(ranges[index - 1]?.[1] ?? from, from)).slice(1);
  const first = gaps.indexOf(Math.min(...gaps));
  return ranges.toSpliced(first, 2, [ranges[first]?.[0] ?? key, ranges[first + 1]?.[1] ?? key]);
}

/** @throws SyntaxError for JSON that `markSent` does not create */
export function parseSentPeriods(json: unknown): SentPeriods {
  const isRange = (range: unknown): range is readonly [string, string] =>
    Array.isArray(range) && range.length === 2 && range.every((key) => typeof key === "string");
  if (!Array.isArray(json) || !json.every(isRange)) throw new SyntaxError("the periods are damaged");
  return json;
}
