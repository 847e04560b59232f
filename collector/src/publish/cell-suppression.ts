/**
 * Finds the cells that must be withheld when figures are published without noise. This hides small cells from a reader of one
 * table. It gives no guarantee against somebody who knows most of the reports, or combines several tables. Only noise does.
 */

/**
 * Returns the names of the cells to withhold: those from 1 to below the minimum, and others that protect them. Zeros are shown.
 * A reader knows the total of a table, and can subtract the shown cells from it. The sum of what remains must reach the minimum,
 * too, so a small cell is never hidden alone. The smallest other cells are withheld for it, which is called secondary
 * suppression (Hundepool and others 2012, "Statistical Disclosure Control").
 * @param cells names and exact values
 * @param outside the part of the total that is in no cell. It is hidden, so a small one needs the same protection. A large one
 * protects no cell, because another table may show it.
 */
export function findWithheldCells(
  cells: readonly (readonly [name: string, value: number])[],
  minimum: number,
  outside: number,
): Set<string> {
  const ascending = cells
    .filter(([, value]) => value > 0)
    .sort(([nameA, a], [nameB, b]) => a - b || (nameA < nameB ? -1 : 1));
  const withheld = new Set<string>();
  let hiddenSum = outside < minimum ? outside : 0;
  for (const [name, value] of ascending) {
    const isSufficient = hiddenSum === 0 || hiddenSum >= minimum;
    if (value >= minimum && isSufficient) break;
    withheld.add(name);
    hiddenSum += value;
  }
  return withheld;
}
