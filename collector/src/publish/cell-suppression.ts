/**
 * Finds the cells that must be withheld when figures are published without noise. This hides small cells from a reader, but
 * gives no guarantee against somebody who knows most of the reports; only noise does.
 */

/**
 * Returns the names of the cells to withhold: those below the minimum, and others that protect them. The total of a table is
 * taken as published, so a reader can subtract the shown cells and has the sum of the withheld ones. This sum must reach the
 * minimum, too, so a small cell is never withheld alone. The smallest other cells are added for it, which is called secondary
 * suppression (Hundepool and others 2012, "Statistical Disclosure Control").
 * @param cells names and exact values
 */
export function findWithheldCells(
  cells: readonly (readonly [name: string, value: number])[],
  minimum: number,
): Set<string> {
  const ascending = [...cells].sort(([nameA, a], [nameB, b]) => a - b || (nameA < nameB ? -1 : 1));
  const withheld = new Set<string>();
  let sum = 0;
  for (const [name, value] of ascending) {
    const isSufficient = withheld.size === 0 || sum >= minimum;
    if (value >= minimum && isSufficient) break;
    withheld.add(name);
    sum += value;
  }
  return withheld;
}
