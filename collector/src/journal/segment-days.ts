/** Finds the days on which segments were written, although a wrong clock may have named some of them. */
import type { SegmentName } from "./segment-name.js";

/** The best sequence of days that ends with a segment. */
interface DayChain {
  readonly length: number;
  /** The sum of the days as numbers. */
  readonly sum: number;
  /** The index of the segment before it, or -1. */
  readonly previous: number;
}

/**
 * Returns for each segment a day on which it was written, or a later one. Segments are written one after the other, so the days
 * of their names must not decrease. The most names of which that is true are believed, and of as many the later days, so that
 * less is deleted. Another segment was written before the next one that is believed.
 * @param today of a clock that can be trusted
 */
export function findSegmentDays(segments: readonly SegmentName[], today: string): string[] {
  const days = [...segments.map(({ day }) => day), today];
  const chains: DayChain[] = [];
  for (const [index, day] of days.entries()) {
    let best: DayChain = { length: 0, sum: 0, previous: -1 };
    for (const [previous, chain] of chains.entries())
      if ((days[previous] ?? "") <= day && isBetter(chain, best)) best = { ...chain, previous };
    chains[index] = { length: best.length + 1, sum: best.sum + Date.parse(day), previous: best.previous };
  }
  const believed = new Set<number>();
  for (let index = days.length - 1; index !== -1; index = chains[index]?.previous ?? -1) believed.add(index);
  let nextDay = today;
  for (let index = days.length - 1; index >= 0; index--) {
    if (believed.has(index)) nextDay = days[index] ?? nextDay;
    days[index] = nextDay;
  }
  return days.slice(0, -1);
}

function isBetter(a: DayChain, b: DayChain): boolean {
  return a.length > b.length || (a.length === b.length && a.sum > b.sum);
}
