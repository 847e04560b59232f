/** Finds the point above which a distribution has a given probability. */

export interface UpperTail {
  /** Returns the probability of a value above `x`. */
  readonly tail: (x: number) => number;
  readonly density: (x: number) => number;
}

const MAX_STEPS = 1000;

/**
 * Returns the x whose upper tail is `probability`, by Newton's method. The tail is convex where the density falls. Steps that
 * begin left of the answer therefore never jump over it, and no bracket is needed.
 * @param start is not right of the answer, and not left of the density's peak
 */
export function findUpperQuantile(probability: number, start: number, { tail, density }: UpperTail): number {
  let x = start;
  for (let step = 0; step < MAX_STEPS; step++) {
    const next = x + (tail(x) - probability) / density(x);
    if (!(next > x)) break;
    x = next;
  }
  return x;
}
