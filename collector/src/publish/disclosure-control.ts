/**
 * Decides what of exact figures about weekly reports may be published. The limits of a table state what one report adds to how
 * many cells, and the code that counts must enforce them. What noise promises to one report is derived in noise-mechanism.ts.
 * A decision from the noisy values alone cannot weaken that promise.
 */
import { findWithheldCells } from "./cell-suppression.js";
import { computeTailProbability, drawDiscreteLaplace, type Fraction } from "./discrete-laplace.js";
import { deriveNoiseMechanism, type NoiseBudget, type NoiseMechanism } from "./noise-mechanism.js";
import { drawUniformInteger } from "./random-integer.js";

/** Either noise with a budget per report, or only a minimum of reports in each cell. */
export type Protection =
  | ({ readonly kind: "noise" } & NoiseBudget)
  | { readonly kind: "minimum"; readonly minimumReports: number };

export interface ExactTable {
  readonly id: string;
  /** Names that are known without the data. With noise they are always shown, also if no report has them. */
  readonly knownCells: readonly string[];
  /** Integers by cell: numbers of reports, or sums. Other names than the known ones come from the data. */
  readonly values: ReadonlyMap<string, number>;
  /** The most cells of this table that one report is in. */
  readonly cellsPerReport: number;
  /** The most that one report adds to a cell: 1 if reports are counted, and for a sum the bound to which it is clipped. */
  readonly maxPerReport: number;
  /** Reports of the period that are in no cell. 0 for a table of lists, where nobody can compute it. */
  readonly reportsInNoCell: number;
}

export interface PublishedCell {
  readonly name: string;
  /** Null if it is withheld. */
  readonly value: number | null;
}

export interface PublishedTable {
  readonly id: string;
  readonly outcome: "published" | "not enough reports";
  /** The known cells in their order, then others by name. Empty without enough reports. */
  readonly cells: readonly PublishedCell[];
  /** The value from which a cell is shown; with noise, only one whose name comes from the data. */
  readonly threshold: number;
  /** The noise of a value is within this margin with a probability of 95 %. Zero without noise. */
  readonly marginOfError: number;
}

/** Of tables without any report, at most this share is published because of the noise. */
const MAX_EMPTY_PUBLISHED = 0.01;

export type DrawNoise = (scale: Fraction) => bigint;

/**
 * Publishes all tables of a period. They share one budget, because one report may be in each of them.
 * @param drawNoise by default from the system's randomness
 * @throws RangeError if a number is not usable
 */
export function publishTables(
  tables: readonly ExactTable[],
  protection: Protection,
  drawNoise: DrawNoise = (scale) => drawDiscreteLaplace(scale, drawUniformInteger),
): PublishedTable[] {
  if (protection.kind === "minimum")
    return tables.map((table) => publishWithMinimum(table, protection.minimumReports));
  const cellsPerReport = tables.reduce((sum, table) => sum + table.cellsPerReport, 0);
  return tables.map((table) => {
    const mechanism = deriveNoiseMechanism(protection, cellsPerReport, table.maxPerReport);
    return publishWithNoise(table, mechanism, drawNoise);
  });
}

/** Publishes one table with a mechanism that was derived for all tables that are published together. */
export function publishWithNoise(
  table: ExactTable,
  mechanism: NoiseMechanism,
  drawNoise: DrawNoise,
): PublishedTable {
  const { scale, threshold, marginOfError } = mechanism;
  const cells = listCells(table).flatMap(({ name, value, isKnown }) => {
    const shown = publishValue(value, isKnown, mechanism, drawNoise);
    // Not even the name of a cell below the threshold is published, and not how many such cells there are.
    return shown === undefined ? [] : [{ name, value: shown }];
  });
  // The noisy values decide, and not the number of reports, which is exact and would be revealed.
  const isEnough = cells.some(
    ({ value }) => computeTailProbability(value, scale) * cells.length <= MAX_EMPTY_PUBLISHED,
  );
  return createTable(table.id, isEnough ? cells : [], threshold, marginOfError);
}

/** Returns a noisy value which is not negative, or undefined if the cell must not be shown. */
export function publishValue(
  value: number,
  isKnown: boolean,
  { scale, threshold }: NoiseMechanism,
  drawNoise: DrawNoise,
): number | undefined {
  const noisy = Number(BigInt(value) + drawNoise(scale));
  return isKnown || noisy >= threshold ? Math.max(0, noisy) : undefined;
}

/** A sum that is at least so many times the bound of one report has at least as many reports. */
function publishWithMinimum(table: ExactTable, minimumReports: number): PublishedTable {
  if (!(Number.isSafeInteger(minimumReports) && minimumReports >= 1))
    throw new RangeError("the minimum of reports must be a positive integer.");
  const minimum = minimumReports * table.maxPerReport;
  const exactCells = listCells(table);
  const withheld = findWithheldCells(
    exactCells.map(({ name, value }) => [name, value]),
    minimum,
    table.reportsInNoCell * table.maxPerReport,
  );
  const cells = exactCells.flatMap(({ name, value, isKnown }): PublishedCell[] => {
    if (!withheld.has(name)) return [{ name, value }];
    return isKnown ? [{ name, value: null }] : []; // the name itself may identify somebody
  });
  const isEnough = cells.some(({ value }) => value !== null && value > 0);
  return createTable(table.id, isEnough ? cells : [], minimum, 0);
}

/** Lists the cells in an order that does not depend on their values. A cell from the data that no report has does not exist. */
function listCells({ knownCells, values }: ExactTable) {
  for (const value of values.values())
    if (!(Number.isSafeInteger(value) && value >= 0))
      throw new RangeError("the value of a cell must be an integer that is not negative.");
  const known = new Set(knownCells);
  const others = [...values].filter(([name, value]) => value > 0 && !known.has(name)).map(([name]) => name);
  return [...known, ...others.sort()].map((name) => ({
    name,
    value: values.get(name) ?? 0,
    isKnown: known.has(name),
  }));
}

function createTable(
  id: string,
  cells: readonly PublishedCell[],
  threshold: number,
  marginOfError: number,
): PublishedTable {
  const outcome = cells.length === 0 ? "not enough reports" : "published";
  return { id, outcome, cells, threshold, marginOfError };
}
