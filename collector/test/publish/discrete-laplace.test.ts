/** The noise has the distribution that it must have, and the comparison notices samplers that come near to it. */
import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  computeProbability,
  computeTailProbability,
  drawBernoulliExp,
  drawDiscreteLaplace,
  type Fraction,
  toNumber,
} from "../../src/publish/discrete-laplace.js";
import { drawUniformInteger } from "../../src/publish/random-integer.js";
import { compareWithDistribution } from "../support/chi-square.js";

const DRAW_COUNT = 100_000;
const ONE: Fraction = { numerator: 1n, denominator: 1n };

/** The system's randomness, fetched in large pieces, because each fetch costs more than its bytes. */
let pool = Buffer.alloc(0);
function drawPooledBytes(count: number): Uint8Array {
  if (pool.length < count) pool = randomBytes(2 ** 16);
  const bytes = pool.subarray(0, count);
  pool = pool.subarray(count);
  return bytes;
}

function drawNoise(scale: Fraction): number {
  return Number(drawDiscreteLaplace(scale, (bound) => drawUniformInteger(bound, drawPooledBytes)));
}

function drawMany(draw: () => number): number[] {
  return Array.from({ length: DRAW_COUNT }, draw);
}

/** The usual sampler with floating-point numbers, rounded. */
function drawRoundedLaplace(scale: number): number {
  const sign = Math.random() < 0.5 ? -1 : 1;
  return Math.round(sign * -Math.log(1 - Math.random()) * scale);
}

describe("drawDiscreteLaplace", () => {
  it.each([
    [1, 1],
    [4, 1],
    [2, 3],
    [10, 4], // not reduced
    [40, 1],
  ])("has the exact distribution with the scale %d/%d in 100,000 draws", (numerator, denominator) => {
    const scale = { numerator: BigInt(numerator), denominator: BigInt(denominator) };
    const draws = drawMany(() => drawNoise(scale));
    expect(compareWithDistribution(draws, (noise) => computeProbability(noise, scale))).toBeLessThan(1);
  });

  it("is told apart from a continuous Laplace that was rounded", () => {
    const draws = drawMany(() => drawRoundedLaplace(1));
    expect(compareWithDistribution(draws, (noise) => computeProbability(noise, ONE))).toBeGreaterThan(3);
  });

  it.each([
    ["small", { numerator: 19n, denominator: 20n }],
    ["large", { numerator: 21n, denominator: 20n }],
  ])("is told apart from one whose scale is five percent too %s", (_, wrong) => {
    const draws = drawMany(() => drawNoise(wrong));
    expect(compareWithDistribution(draws, (noise) => computeProbability(noise, ONE))).toBeGreaterThan(1.5);
  });

  it("is told apart from one that keeps both signs of zero", () => {
    const draws = drawMany(() => {
      const isZeroKept = Math.random() < computeProbability(0, ONE) / (1 + computeProbability(0, ONE));
      return isZeroKept ? 0 : drawNoise(ONE);
    });
    expect(compareWithDistribution(draws, (noise) => computeProbability(noise, ONE))).toBeGreaterThan(3);
  });
});

describe("drawBernoulliExp", () => {
  it.each([
    [0, 5],
    [1, 2],
    [2, 3],
    [1, 1],
  ])(
    "is true with exactly exp(-%d/%d), over all ways that the drawn integers can take",
    (numerator, denominator) => {
      const MAX_COINS = 5;
      const gamma = { numerator: BigInt(numerator), denominator: BigInt(denominator) };
      let isTrue = 0;
      let isUndecided = 0;
      /** Follows every way from a start, by running the sampler again with one more integer. */
      function follow(start: readonly bigint[], probability: number) {
        let index = 0;
        let missingBound = 0n;
        const readNext = (bound: bigint) => {
          const next = start[index++];
          if (next !== undefined) return next;
          missingBound = bound;
          throw new Error("the way continues");
        };
        try {
          if (drawBernoulliExp(gamma, readNext)) isTrue += probability;
        } catch {
          if (start.length === MAX_COINS) isUndecided += probability;
          else
            for (let next = 0n; next < missingBound; next++)
              follow([...start, next], probability / Number(missingBound));
        }
      }
      follow([], 1);
      const exact = Math.exp(-numerator / denominator);
      expect(isTrue).toBeLessThanOrEqual(exact + 1e-12);
      expect(isTrue + isUndecided).toBeGreaterThanOrEqual(exact - 1e-12);
      expect(isUndecided).toBeLessThan(0.01);
    },
  );
});

describe("computeProbability", () => {
  it.each([ONE, { numerator: 1n, denominator: 3n }, { numerator: 8n, denominator: 1n }])(
    "adds up to one over all integers, and to the tail over those from a minimum (case %#)",
    (scale) => {
      const range = Math.ceil(40 * toNumber(scale));
      const sumFrom = (minimum: number) => {
        let sum = 0;
        for (let noise = range; noise >= minimum; noise--) sum += computeProbability(noise, scale);
        return sum;
      };
      expect(sumFrom(-range)).toBeCloseTo(1, 13);
      for (const minimum of [-9, -1, 0, 1, 2, 9])
        expect(computeTailProbability(minimum, scale)).toBeCloseTo(sumFrom(minimum), 13);
    },
  );

  it("falls by the factor exp(-1 / scale) with each step from zero", () => {
    const scale = { numerator: 7n, denominator: 2n };
    for (const noise of [0, 1, 5, 200]) {
      const factor = computeProbability(noise + 1, scale) / computeProbability(noise, scale);
      expect(factor).toBeCloseTo(Math.exp(-2 / 7), 12);
      expect(computeProbability(-noise, scale)).toBe(computeProbability(noise, scale));
    }
  });
});
