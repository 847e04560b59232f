/** What somebody gains from published figures who knows everything except whether one report exists. */
import { describe, expect, it } from "vitest";
import { type ExactTable, publishTables, publishWithNoise } from "../../src/publish/disclosure-control.js";
import { deriveNoiseMechanism, type NoiseMechanism } from "../../src/publish/noise-mechanism.js";
import {
  combineCells,
  compareOutputs,
  computeDelta,
  enumerateCell,
  enumerateOutputs,
  type Publish,
  TOLERANCE,
} from "./exact-outputs.js";

type Values = Readonly<Record<string, number>>;

interface Case {
  readonly name: string;
  /** The values of each table without the report, and what the report adds. */
  readonly tables: readonly (readonly [without: Values, added: Values])[];
  readonly knownCells?: readonly string[];
  readonly maxPerReport?: number;
}

/** A large epsilon, so that few values of the noise have to be tried. */
const BUDGET = { epsilon: 3, delta: 1e-3 };

const CASES: readonly Case[] = [
  { name: "one more in a known cell", tables: [[{ a: 4 }, { a: 1 }]], knownCells: ["a"] },
  { name: "the first in a known cell", tables: [[{}, { a: 1 }]], knownCells: ["a"] },
  { name: "the first in a cell from the data", tables: [[{}, { x: 1 }]] },
  { name: "one more in a cell near the threshold", tables: [[{ x: 4 }, { x: 1 }]] },
  { name: "the first in two cells from the data", tables: [[{}, { x: 1, y: 1 }]] },
  { name: "a new cell beside one near the threshold", tables: [[{ x: 7 }, { x: 1, y: 1 }]] },
  { name: "a known cell and a new one", tables: [[{ a: 2 }, { a: 1, x: 1 }]], knownCells: ["a"] },
  {
    name: "one more in two known cells",
    tables: [
      [
        { a: 2, b: 9 },
        { a: 1, b: 1 },
      ],
    ],
    knownCells: ["a", "b"],
  },
  {
    name: "two tables",
    tables: [
      [{ x: 5 }, { x: 1 }],
      [{ y: 5 }, { y: 1 }],
    ],
  },
  { name: "a sum that is clipped at 3", tables: [[{}, { x: 3 }]], maxPerReport: 3 },
  { name: "two sums, one of which exists", tables: [[{ x: 9 }, { x: 2, y: 2 }]], maxPerReport: 2 },
];

function createTables({ tables, knownCells = [], maxPerReport = 1 }: Case, hasReport: boolean): ExactTable[] {
  return tables.map(([without, added], index) => {
    const values = new Map(Object.entries(without));
    for (const [name, value] of hasReport ? Object.entries(added) : [])
      values.set(name, (values.get(name) ?? 0) + value);
    const cellsPerReport = Object.keys(added).length;
    return { id: `table ${index}`, knownCells, values, cellsPerReport, maxPerReport, reportsInNoCell: 0 };
  });
}

function computeGain(attacked: Case, publish: Publish): number {
  const withReport = enumerateOutputs(publish, createTables(attacked, true));
  const withoutReport = enumerateOutputs(publish, createTables(attacked, false));
  return compareOutputs(withReport, withoutReport, BUDGET.epsilon);
}

const publish: Publish = (tables, drawNoise) =>
  publishTables(tables, { kind: "noise", ...BUDGET }, drawNoise);

/** Publishes with a mechanism that is not the right one. */
function publishWrongly(change: (right: NoiseMechanism, table: ExactTable) => NoiseMechanism): Publish {
  return (tables, drawNoise) => {
    const cellCount = tables.reduce((sum, { cellsPerReport }) => sum + cellsPerReport, 0);
    return tables.map((table) => {
      const right = deriveNoiseMechanism(BUDGET, cellCount, table.maxPerReport);
      return publishWithNoise(table, change(right, table), drawNoise);
    });
  };
}

function getCases(...names: readonly string[]): Case[] {
  const found = CASES.filter(({ name }) => names.includes(name));
  if (found.length < names.length) throw new Error(`one of the cases does not exist: ${names.join(", ")}`);
  return found;
}

describe("an attacker who compares all outputs", () => {
  it.each(CASES)("gains no more than epsilon and delta allow: $name", (attacked) => {
    expect(computeGain(attacked, publish)).toBeLessThanOrEqual(BUDGET.delta + TOLERANCE);
  });

  it.each(getCases("the first in a cell from the data", "the first in two cells from the data"))(
    "gains more if the threshold is lower by two: $name",
    (attacked) => {
      const lower = publishWrongly((right) => ({ ...right, threshold: right.threshold - 2 }));
      expect(computeGain(attacked, lower)).toBeGreaterThan(2 * BUDGET.delta);
    },
  );

  it.each(getCases("two tables", "one more in two known cells"))(
    "gains more if the noise is for one cell per report, and the report is in two: $name",
    (attacked) => {
      const smaller = publishWrongly((_, { maxPerReport }) => deriveNoiseMechanism(BUDGET, 1, maxPerReport));
      expect(computeGain(attacked, smaller)).toBeGreaterThan(2 * BUDGET.delta);
    },
  );

  it.each(getCases("one more in a known cell"))(
    "gains more if the scale is smaller by five percent",
    (attacked) => {
      const smaller = publishWrongly(({ scale, ...right }) => ({
        ...right,
        scale: { numerator: scale.numerator * 19n, denominator: scale.denominator * 20n },
      }));
      expect(computeGain(attacked, smaller)).toBeGreaterThan(2 * BUDGET.delta);
    },
  );

  it.each(getCases("a sum that is clipped at 3"))(
    "gains more if a sum has the noise of a count",
    (attacked) => {
      const smaller = publishWrongly(() => deriveNoiseMechanism(BUDGET, 1, 1));
      expect(computeGain(attacked, smaller)).toBeGreaterThan(2 * BUDGET.delta);
    },
  );
});

describe("an attacker with the budgets of real publications, on a report in four cells", () => {
  const BUDGETS = [
    { epsilon: 1, delta: 1e-6 },
    { epsilon: 0.5, delta: 1e-6 },
  ];
  const CELLS_PER_REPORT = 4;

  /** Computes the gain for every number of cells that are known, new, and near the threshold. */
  function computeLargestGain(epsilon: number, mechanism: NoiseMechanism): number {
    const kinds = [
      { isKnown: true, without: 0 },
      { isKnown: true, without: 30 },
      { isKnown: false, without: 0 },
      { isKnown: false, without: mechanism.threshold - 1 },
    ].map(({ isKnown, without }) => {
      const withReport: ReadonlyMap<unknown, number> = enumerateCell(without + 1, isKnown, mechanism);
      return [withReport, enumerateCell(without, isKnown, mechanism)] as const;
    });
    const choose = (count: number, from: number): (typeof kinds)[] =>
      count === 0
        ? [[]]
        : kinds.flatMap((kind, index) =>
            index < from ? [] : choose(count - 1, index).map((others) => [kind, ...others]),
          );
    return Math.max(
      ...choose(CELLS_PER_REPORT, 0).map((cells) => computeDelta(combineCells(cells), epsilon)),
    );
  }

  it.each(BUDGETS)("gains no more than $epsilon and $delta allow", ({ epsilon, delta }) => {
    const mechanism = deriveNoiseMechanism({ epsilon, delta }, CELLS_PER_REPORT, 1);
    const gain = computeLargestGain(epsilon, mechanism);
    expect(gain).toBeLessThanOrEqual(delta + TOLERANCE);
    expect(gain).toBeGreaterThan(delta / 2); // the threshold is not larger than necessary
  });

  it.each(BUDGETS)("gains more than $delta if the threshold is lower by two", ({ epsilon, delta }) => {
    const mechanism = deriveNoiseMechanism({ epsilon, delta }, CELLS_PER_REPORT, 1);
    const lower = { ...mechanism, threshold: mechanism.threshold - 2 };
    expect(computeLargestGain(epsilon, lower)).toBeGreaterThan(1.1 * delta);
  });

  it.each(BUDGETS)("gains more than $delta if the noise is for three cells", ({ epsilon, delta }) => {
    const { scale } = deriveNoiseMechanism({ epsilon, delta }, CELLS_PER_REPORT - 1, 1);
    const mechanism = { ...deriveNoiseMechanism({ epsilon, delta }, CELLS_PER_REPORT, 1), scale };
    expect(computeLargestGain(epsilon, mechanism)).toBeGreaterThan(1000 * delta);
  });
});
