/** Names the cells of a distribution by their bounds. */
import type { CellUnit, DistributionTable } from "./published-tables.js";

export interface DistributionCell {
  readonly name: string;
  /** The smallest number in the cell. Null: it has no lower bound. */
  readonly from: number | null;
}

/** Returns the cells in ascending order. A cell has the numbers from its own bound up to, and without, the next one. */
export function listCells({ bounds, unit }: Pick<DistributionTable, "bounds" | "unit">): DistributionCell[] {
  return bounds.map((from, index) => ({
    from,
    name: nameCell(from, bounds[index + 1] ?? undefined, unit, index),
  }));
}

function nameCell(from: number | null, next: number | undefined, unit: CellUnit, index: number): string {
  if (next === undefined) return `${formatBound(from ?? 0, unit)} and more`;
  if (unit === "count") return from === next - 1 ? String(from) : `${from} to ${next - 1}`;
  if (index === 0) return `below ${formatBound(next, unit)}`;
  const [start, end] = [formatBound(from ?? 0, unit), formatBound(next, unit)];
  const [, startUnit] = start.split(" ");
  const isSameUnit = startUnit === end.split(" ")[1];
  return `${isSameUnit ? start.slice(0, -` ${startUnit}`.length) : start} to ${end}`;
}

function formatBound(value: number, unit: CellUnit): string {
  switch (unit) {
    case "count":
      return String(value);
    case "milliseconds":
      return value < 1000 ? `${value} ms` : `${value / 1000} s`;
    case "share":
      return `${Math.round(value * 100)} %`;
  }
}
