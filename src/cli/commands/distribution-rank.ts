/** Ranks a value in a published distribution, and finds the cells in which its median may be. */
import { boundShareOfFirstCells, type CellCounts, type ShareBounds } from "./share-bounds.js";

/** A cell has the values from its `from`, which it includes, to that of the next cell, which it does not. */
export interface DistributionCell {
  readonly name: string;
  /** Null if the first cell has no lower bound. */
  readonly from: number | null;
}

/** The share of the installations that have less than a value. */
export interface Rank extends ShareBounds {
  /** The middle of what the cells leave open. */
  readonly estimate: number;
  /** The name of the cell that the value is in. Undefined for a value below the first one. */
  readonly cell: string | undefined;
}

/**
 * Ranks a value. Nobody knows how many of its own cell have less, so all of them may, or none. If the value is the lowest one
 * of its cell, none has less.
 */
export function rankValue(value: number, cells: readonly DistributionCell[], counts: CellCounts): Rank {
  const position = cells.findLastIndex(({ from }) => from === null || from <= value);
  const cell = cells[position];
  const cellsBelow = Math.max(0, position);
  const isLowest = cell === undefined || cell.from === value;
  const cellsMaybeBelow = isLowest ? cellsBelow : cellsBelow + 1;
  const findBounds = (marginOfError: number): ShareBounds => ({
    low: boundShareOfFirstCells(cellsBelow, { ...counts, marginOfError }).low,
    high: boundShareOfFirstCells(cellsMaybeBelow, { ...counts, marginOfError }).high,
  });
  const withoutNoise = findBounds(0);
  return {
    ...findBounds(counts.marginOfError),
    estimate: (withoutNoise.low + withoutNoise.high) / 2,
    cell: cell?.name,
  };
}

/** Returns the names of the cells in which the median may be: one, unless noise or withheld values leave several open. */
export function findMedianCells(cells: readonly DistributionCell[], counts: CellCounts): string[] {
  const isPossible = (index: number) =>
    boundShareOfFirstCells(index, counts).low <= 0.5 && boundShareOfFirstCells(index + 1, counts).high >= 0.5;
  return cells.filter((_, index) => isPossible(index)).map(({ name }) => name);
}
