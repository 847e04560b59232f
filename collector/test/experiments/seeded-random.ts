/** Random numbers that are the same in every run. */

export interface SeededRandom {
  /** Returns a number from 0 up to, but not including, 1. */
  readonly drawUniform: () => number;
  /** Returns a number of the standard normal distribution. */
  readonly drawNormal: () => number;
}

/**
 * Creates the generator xoshiro128** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2018,
 * https://arxiv.org/abs/1805.01407) with a state that an LCG fills from the seed.
 */
export function createSeededRandom(seed: number): SeededRandom {
  let filler = seed;
  const fill = () => (filler = (Math.imul(filler, 1664525) + 1013904223) >>> 0); // Numerical Recipes' constants
  let [a, b, c, d] = [fill(), fill(), fill(), fill()];

  const drawUniform = () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result / 2 ** 32;
  };

  let spare: number | undefined;
  /** The transformation of Box and Muller gives two numbers at a time. */
  const drawNormal = () => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - drawUniform()));
    const angle = 2 * Math.PI * drawUniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };

  for (let warmUp = 0; warmUp < 20; warmUp++) drawUniform();
  return { drawUniform, drawNormal };
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
