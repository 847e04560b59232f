/** Finds the days on which segments were written, although a wrong clock may have named some of them. */
import type { SegmentName } from "./segment-name.js";

/** Segments of the same day, one after the other. A day may have thousands of segments, and they are believed together. */
interface DayRun {
  readonly day: string;
  readonly count: number;
}

/** The best sequence of days that ends with a run. */
interface DayChain {
  /** The number of segments. */
  readonly length: number;
  /** The sum of their days as numbers. */
  readonly sum: number;
  /** The index of the run before it, or -1. */
  readonly previous: number;
}

/**
 * Returns for each segment a day on which it was written, or a later one. Segments are written one after the other, so the days
 * of their names must not decrease. The most names of which that is true are believed, and of as many the later days, so that
 * less is deleted. Another segment was written before the next one that is believed.
 * @param today of a clock that can be trusted
 */
export function findSegmentDays(segments: readonly SegmentName[], today: string): string[] {
  const runs = [...listRuns(segments), { day: today, count: 1 }];
  const chains: DayChain[] = [];
  for (const [index, { day, count }] of runs.entries()) {
    let best: DayChain = { length: 0, sum: 0, previous: -1 };
    for (const [previous, chain] of chains.entries())
      if ((runs[previous]?.day ?? "") <= day && isBetter(chain, best)) best = { ...chain, previous };
    chains[index] = {
      length: best.length + count,
      sum: best.sum + count * Date.parse(day),
      previous: best.previous,
    };
  }
  const believed = new Set<number>();
  for (let index = runs.length - 1; index !== -1; index = chains[index]?.previous ?? -1) believed.add(index);
  let nextDay = today;
  const corrected = [...runs.entries()].reverse().map(([index, { day, count }]) => {
    if (believed.has(index)) nextDay = day;
    return Array<string>(count).fill(nextDay);
  });
  return corrected.slice(1).reverse().flat();
}

function listRuns(segments: readonly SegmentName[]): DayRun[] {
  const runs: { day: string; count: number }[] = [];
  for (const { day } of segments) {
    const last = runs.at(-1);
    if (last?.day === day) last.count++;
    else runs.push({ day, count: 1 });
  }
  return runs;
}

function isBetter(a: DayChain, b: DayChain): boolean {
  return a.length > b.length || (a.length === b.length && a.sum > b.sum);
}
