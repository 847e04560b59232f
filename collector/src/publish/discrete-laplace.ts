/**
 * Draws noise from the discrete Laplace distribution, exactly, and computes its probabilities. An integer x has the
 * probability (1 - t) / (1 + t) · t^|x| with t = exp(-1 / scale). Noise from floating-point numbers reveals in its last bits
 * what it hides (Mironov 2012, "On Significance of the Least Significant Bits for Differential Privacy"), so the drawing uses
 * integers only. Source: Canonne, Kamath and Steinke 2020, "The Discrete Gaussian for Differential Privacy".
 */
import type { DrawInteger } from "./random-integer.js";

/** A positive number as a fraction of integers, which need not be reduced. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Draws noise (Algorithm 2 of the paper, whose t and s are the numerator and the denominator of the scale). */
export function drawDiscreteLaplace(scale: Fraction, drawInteger: DrawInteger): bigint {
  for (;;) {
    const remainder = drawInteger(scale.numerator);
    if (!drawBernoulliExp({ numerator: remainder, denominator: scale.numerator }, drawInteger)) continue;
    let quotient = 0n;
    while (drawBernoulliExp({ numerator: 1n, denominator: 1n }, drawInteger)) quotient++;
    const size = (remainder + scale.numerator * quotient) / scale.denominator;
    const isNegative = drawInteger(2n) === 1n;
    // Zero has two signs, and would be drawn twice as often as it should be.
    if (isNegative && size === 0n) continue;
    return isNegative ? -size : size;
  }
}

/**
 * Returns true with the probability exp(-gamma), for a gamma from 0 to 1 (Algorithm 1 of the paper). Coins with the
 * probabilities gamma/1, gamma/2, gamma/3 and so on are thrown until one shows tails; it is an odd one with this probability.
 */
export function drawBernoulliExp(gamma: Fraction, drawInteger: DrawInteger): boolean {
  let count = 1n;
  while (drawInteger(gamma.denominator * count) < gamma.numerator) count++;
  return count % 2n === 1n;
}

/**
 * Computes the probability of one value of the noise. The relative error is below (3 · |noise| / scale + 8) · 2^-52: a few
 * operations are rounded to the nearest double, and the two functions are right up to about one unit in the last place.
 */
export function computeProbability(noise: number, scale: Fraction): number {
  const scaleNumber = toNumber(scale);
  return Math.tanh(1 / (2 * scaleNumber)) * Math.exp(-Math.abs(noise) / scaleNumber);
}

/** Computes the probability that the noise is at least an integer. The sum over t^x is t^minimum / (1 + t) above zero. */
export function computeTailProbability(minimum: number, scale: Fraction): number {
  if (minimum < 1) return 1 - computeTailProbability(1 - minimum, scale);
  const scaleNumber = toNumber(scale);
  return Math.exp(-minimum / scaleNumber) / (1 + Math.exp(-1 / scaleNumber));
}

/** Returns a double with a relative error below 2^-51. */
export function toNumber({ numerator, denominator }: Fraction): number {
  return Number(numerator) / Number(denominator);
}
