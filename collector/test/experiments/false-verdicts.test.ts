/** How often the verdicts of a whole experiment are false, with skewed values, unequal shares, three metrics and daily looks. */
import { describe, expect, it } from "vitest";
import { analyzeExperiment } from "../../src/experiments/analyze-experiment.js";
import type { Metric, Variant } from "../../src/experiments/experiment.js";
import { createSeededRandom, type SeededRandom } from "./seeded-random.js";

interface VerdictSimulation {
  readonly repetitions: number;
  readonly looks: number;
  /** The new installations between two looks, by variant. The first one is the control. */
  readonly installationsPerLook: readonly number[];
  /** The spread of the logarithm of the values. At 1.5 the largest of 100 values is usually thirty times the median. */
  readonly skew: number;
  readonly probability: number;
}

/** Sums that grow from look to look. */
class SimulatedVariant {
  readonly name: string;
  #n = 0;
  #values = [0, 0];
  #successes = 0;
  #searches = [0, 0];
  #products = 0;

  constructor(name: string) {
    this.name = name;
  }

  addInstallation(random: SeededRandom, { skew, probability }: VerdictSimulation): void {
    const value = Math.exp(skew * random.drawNormal());
    const searches = 1 + Math.floor(20 * random.drawUniform());
    this.#n++;
    this.#values = [(this.#values[0] ?? 0) + value, (this.#values[1] ?? 0) + value * value];
    this.#searches = [(this.#searches[0] ?? 0) + searches, (this.#searches[1] ?? 0) + searches * searches];
    this.#products += value * searches;
    if (random.drawUniform() < probability) this.#successes++;
  }

  get exposures(): number {
    return this.#n;
  }

  get mean() {
    return { n: this.#n, sum: this.#values[0] ?? 0, sumOfSquares: this.#values[1] ?? 0 };
  }

  get proportion() {
    return { n: this.#n, successes: this.#successes };
  }

  get ratio() {
    const { n, ...numerator } = this.mean;
    const denominator = { sum: this.#searches[0] ?? 0, sumOfSquares: this.#searches[1] ?? 0 };
    return { n, numerator, denominator, sumOfProducts: this.#products };
  }
}

/** Returns the share of the experiments in which any variant has a false verdict for any metric at any look. */
function simulateFalseVerdicts(simulation: VerdictSimulation): number {
  const random = createSeededRandom(7);
  let falseVerdicts = 0;
  for (let repetition = 0; repetition < simulation.repetitions; repetition++) {
    if (hasFalseVerdict(simulation, random)) falseVerdicts++;
  }
  return falseVerdicts / simulation.repetitions;
}

function hasFalseVerdict(simulation: VerdictSimulation, random: SeededRandom): boolean {
  const variants = simulation.installationsPerLook.map(
    (_, index) => new SimulatedVariant(`variant ${index}`),
  );
  for (let look = 0; look < simulation.looks; look++) {
    for (const [index, variant] of variants.entries()) {
      const count = simulation.installationsPerLook[index] ?? 0;
      for (let installation = 0; installation < count; installation++)
        variant.addInstallation(random, simulation);
    }
    const { metrics } = analyzeExperiment({
      variants: variants.map(
        ({ name, exposures }, index): Variant => ({
          name,
          exposures,
          share: simulation.installationsPerLook[index] ?? 0,
        }),
      ),
      control: "variant 0",
      inSeveralVariants: 0,
      metrics: describeMetrics(variants),
      plannedInstallations: 1000,
    });
    const verdicts = metrics.flatMap((metric) => metric.variants.map(({ verdict }) => verdict));
    if (verdicts.some((verdict) => verdict === "higher" || verdict === "lower")) return true;
  }
  return false;
}

function describeMetrics(variants: readonly SimulatedVariant[]): Metric[] {
  return [
    {
      name: "a mean",
      kind: "mean",
      groups: new Map(variants.map((variant) => [variant.name, variant.mean])),
    },
    {
      name: "a proportion",
      kind: "proportion",
      groups: new Map(variants.map((variant) => [variant.name, variant.proportion])),
    },
    {
      name: "a ratio",
      kind: "ratio",
      groups: new Map(variants.map((variant) => [variant.name, variant.ratio])),
    },
  ];
}

describe("false verdicts of experiments without a difference", () => {
  it.each([
    ["with three equal variants", { installationsPerLook: [20, 20, 20], skew: 1, probability: 0.2 }],
    ["with a small share for the variant", { installationsPerLook: [80, 20], skew: 1.5, probability: 0.1 }],
    ["with a small share for the control", { installationsPerLook: [20, 80], skew: 1.5, probability: 0.05 }],
  ])("are at most 6.5 % %s", (_, change) => {
    const share = simulateFalseVerdicts({ repetitions: 1000, looks: 14, ...change });
    expect(share).toBeLessThanOrEqual(0.065);
  });
});
