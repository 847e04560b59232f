/**
 * Derives from the budget how much noise the cells of a table need, and above which threshold a cell may be shown.
 *
 * The promise, for one report that exists or does not: P(output | with) <= e^epsilon · P(output | without) + delta for every
 * set of outputs, and the same the other way round. One report changes at most K cells of all tables that are published
 * together, each by at most c.
 *
 * Scale. Noise of the scale c·K / epsilon changes the probability of the noisy value of a cell by at most the factor
 * e^(epsilon / K) when the cell changes by c. K cells have independent noise, so their factors multiply to e^epsilon at most.
 *
 * Threshold. A cell whose name comes from the data exists only because some report has it. If only one report has it, then
 * without that report the cell cannot be shown, and no factor helps. It holds at most c, and is shown if c plus the noise
 * reaches the threshold T, so with the probability q = P(noise >= T - c) = t^(T - c) / (1 + t), where t = e^(-1 / scale).
 * One report can have K such cells, and that any of them is shown has the probability 1 - (1 - q)^K. T is the smallest
 * integer for which this is at most delta. If none of them is shown, the other cells keep the promise with epsilon alone.
 */
import { computeTailProbability, type Fraction, toNumber } from "./discrete-laplace.js";

/** The privacy that one report may lose through all tables that are published together. */
export interface NoiseBudget {
  /** A positive number with at most six decimals, because the scale of the noise must be an exact fraction. */
  readonly epsilon: number;
  /** Bounds the probability that any cell is shown which only one report has: between 0 and 1, such as 1e-6. */
  readonly delta: number;
}

export interface NoiseMechanism {
  readonly scale: Fraction;
  /** The smallest noisy value at which a cell with a name from the data is shown. */
  readonly threshold: number;
  /** The noise of a cell is at most this far from zero with a probability of at least 95 %. */
  readonly marginOfError: number;
}

const EPSILON_STEPS = 1_000_000;
/** Thresholds are below 750 scales, because delta is above exp(-750), so all of them are integers that a double can hold. */
const MAX_SCALE = 2 ** 40;
const OUTSIDE_MARGIN = 0.05;
/** Probabilities are computed with relative errors below 1e-12, which may raise a threshold by one but not lower it. */
const ROUNDING_ALLOWANCE = 1e-12;

/**
 * @param cellsPerReport the most cells of all tables together that one report is in
 * @param maxPerReport the most that one report adds to a cell
 * @throws RangeError if a number is not usable
 */
export function deriveNoiseMechanism(
  { epsilon, delta }: NoiseBudget,
  cellsPerReport: number,
  maxPerReport: number,
): NoiseMechanism {
  const steps = Math.round(epsilon * EPSILON_STEPS);
  if (!(steps >= 1 && Number.isSafeInteger(steps) && steps / EPSILON_STEPS === epsilon))
    throw new RangeError("epsilon must be a positive number with at most six decimals.");
  if (!(delta > 0 && delta < 1)) throw new RangeError("delta must be between 0 and 1.");
  requirePositiveInteger("the number of cells per report", cellsPerReport);
  requirePositiveInteger("the most that a report adds to a cell", maxPerReport);
  const numerator = BigInt(maxPerReport) * BigInt(cellsPerReport) * BigInt(EPSILON_STEPS);
  const scale = { numerator, denominator: BigInt(steps) };
  if (toNumber(scale) > MAX_SCALE) throw new RangeError("a report may add too much for this epsilon.");
  const maxShown = -Math.expm1(Math.log1p(-delta) / cellsPerReport); // solves 1 - (1 - q)^K = delta for q
  return {
    scale,
    threshold: maxPerReport + findTail(maxShown, scale),
    marginOfError: findTail(OUTSIDE_MARGIN / 2, scale) - 1,
  };
}

/** Returns the smallest integer from 1 which the noise reaches with at most this probability. */
function findTail(maxProbability: number, scale: Fraction): number {
  const isReached = (minimum: number) =>
    computeTailProbability(minimum, scale) * (1 + ROUNDING_ALLOWANCE) <= maxProbability;
  let high = 1;
  while (!isReached(high)) high *= 2;
  let low = Math.floor(high / 2); // not reached, or 0
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isReached(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function requirePositiveInteger(name: string, value: number): void {
  if (!(Number.isSafeInteger(value) && value >= 1))
    throw new RangeError(`${name} must be a positive integer.`);
}
