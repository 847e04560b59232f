/** Computes the exact distribution of what is published, and what somebody gains who compares two of them. */
import {
  type DrawNoise,
  type ExactTable,
  type PublishedTable,
  publishValue,
} from "../../src/publish/disclosure-control.js";
import { computeProbability, toNumber } from "../../src/publish/discrete-laplace.js";
import type { NoiseMechanism } from "../../src/publish/noise-mechanism.js";

/** The probability of each output. */
export type Outputs = ReadonlyMap<string, number>;

/** Noise further out than this many scales is left out. Its probability is below 1e-10. */
const SCALES = 24;
/** Of the sums of probabilities, including what is left out. */
export const TOLERANCE = 1e-9;

export type Publish = (tables: readonly ExactTable[], drawNoise: DrawNoise) => PublishedTable[];

/** Runs a publication once with every combination of noise. */
export function enumerateOutputs(publish: Publish, tables: readonly ExactTable[]): Outputs {
  const outputs = new Map<string, number>();
  const noises: number[] = [];
  /** Counts up the noise of the last cell, then of the one before it, and so on. */
  function advance(limits: readonly number[]): boolean {
    for (let cell = noises.length - 1; cell >= 0; cell--) {
      const noise = noises[cell] ?? 0;
      const limit = limits[cell] ?? 0;
      noises[cell] = noise < limit ? noise + 1 : -limit;
      if (noise < limit) return true;
    }
    return false;
  }
  for (;;) {
    const limits: number[] = [];
    let probability = 1;
    const published = publish(tables, (scale) => {
      const cell = limits.push(Math.ceil(SCALES * toNumber(scale))) - 1;
      noises[cell] ??= -(limits[cell] ?? 0);
      probability *= computeProbability(noises[cell] ?? 0, scale);
      return BigInt(noises[cell] ?? 0);
    });
    const output = JSON.stringify(published);
    outputs.set(output, (outputs.get(output) ?? 0) + probability);
    if (!advance(limits)) return outputs;
  }
}

/** Computes the distribution of one cell, or of none: a cell from the data that no report has. */
export function enumerateCell(
  value: number,
  isKnown: boolean,
  mechanism: NoiseMechanism,
): ReadonlyMap<number | undefined, number> {
  if (value === 0 && !isKnown) return new Map([[undefined, 1]]);
  const outputs = new Map<number | undefined, number>();
  const limit = Math.ceil(SCALES * toNumber(mechanism.scale));
  for (let noise = -limit; noise <= limit; noise++) {
    const output = publishValue(value, isKnown, mechanism, () => BigInt(noise));
    outputs.set(output, (outputs.get(output) ?? 0) + computeProbability(noise, mechanism.scale));
  }
  return outputs;
}

/** Outputs that one report makes more or less probable by the same factor, counted together. */
interface OutputClass {
  readonly withReport: number;
  readonly withoutReport: number;
}

function pairOutputs<K>(withReport: ReadonlyMap<K, number>, withoutReport: ReadonlyMap<K, number>) {
  return [...new Set([...withReport.keys(), ...withoutReport.keys()])].map((output) => ({
    withReport: withReport.get(output) ?? 0,
    withoutReport: withoutReport.get(output) ?? 0,
  }));
}

function mergeClasses(classes: readonly OutputClass[]): OutputClass[] {
  const merged = new Map<string, OutputClass>();
  for (const { withReport, withoutReport } of classes) {
    const key = (withReport / withoutReport).toPrecision(9);
    const before = merged.get(key) ?? { withReport: 0, withoutReport: 0 };
    merged.set(key, {
      withReport: before.withReport + withReport,
      withoutReport: before.withoutReport + withoutReport,
    });
  }
  return [...merged.values()];
}

/** Combines cells with independent noise, each with its distributions with the report and without it. */
export function combineCells(
  cells: readonly (readonly [
    withReport: ReadonlyMap<unknown, number>,
    withoutReport: ReadonlyMap<unknown, number>,
  ])[],
): OutputClass[] {
  let classes: OutputClass[] = [{ withReport: 1, withoutReport: 1 }];
  for (const [withReport, withoutReport] of cells) {
    const ofCell = mergeClasses(pairOutputs(withReport, withoutReport));
    classes = mergeClasses(
      classes.flatMap((one) =>
        ofCell.map((other) => ({
          withReport: one.withReport * other.withReport,
          withoutReport: one.withoutReport * other.withoutReport,
        })),
      ),
    );
  }
  return classes;
}

/**
 * Returns the smallest delta that keeps P(outputs | one) <= e^epsilon · P(outputs | other) + delta, for every set of outputs and
 * in both directions. The worst set has just the outputs for which the difference is positive.
 */
export function computeDelta(classes: readonly OutputClass[], epsilon: number): number {
  const factor = Math.exp(epsilon);
  let forward = 0;
  let backward = 0;
  for (const { withReport, withoutReport } of classes) {
    forward += Math.max(0, withReport - factor * withoutReport);
    backward += Math.max(0, withoutReport - factor * withReport);
  }
  return Math.max(forward, backward);
}

export function compareOutputs(withReport: Outputs, withoutReport: Outputs, epsilon: number): number {
  return computeDelta(pairOutputs(withReport, withoutReport), epsilon);
}
