/** The verdicts, corrections and cautions of a whole experiment. */
import { describe, expect, it } from "vitest";
import { analyzeExperiment } from "../../src/experiments/analyze-experiment.js";
import type { ExperimentInput, Metric, VariantResult } from "../../src/experiments/experiment.js";
import type { MeanStatistics } from "../../src/statistics/group-statistics.js";

/** Sums of values with the given mean and standard deviation. */
function describeValues(n: number, mean: number, deviation: number): MeanStatistics {
  return { n, sum: n * mean, sumOfSquares: n * mean * mean + (n - 1) * deviation * deviation };
}

function createInput(metrics: readonly Metric[], change: Partial<ExperimentInput> = {}): ExperimentInput {
  return {
    variants: [
      { name: "control", share: 50, exposures: 2000 },
      { name: "test", share: 50, exposures: 2000 },
    ],
    control: "control",
    inSeveralVariants: 0,
    metrics,
    ...change,
  };
}

function createMean(control: MeanStatistics, test: MeanStatistics): Metric {
  const groups = new Map([
    ["control", control],
    ["test", test],
  ]);
  return { name: "tokens", kind: "mean", groups };
}

function createProportion(control: readonly [number, number], test: readonly [number, number]): Metric {
  const groups = new Map([
    ["control", { n: control[1], successes: control[0] }],
    ["test", { n: test[1], successes: test[0] }],
  ]);
  return { name: "empty results", kind: "proportion", groups };
}

function analyzeOne(metric: Metric): VariantResult {
  const result = analyzeExperiment(createInput([metric])).metrics[0]?.variants[1];
  if (result === undefined) throw new Error("there is no result");
  return result;
}

describe("the verdict of a variant", () => {
  const usual = describeValues(2000, 100, 40);

  it.each([
    [
      "higher",
      "its values are well above those of the control",
      createMean(usual, describeValues(2000, 120, 40)),
    ],
    [
      "lower",
      "its values are well below those of the control",
      createMean(usual, describeValues(2000, 80, 40)),
    ],
    [
      "no difference shown",
      "its values are nearly the same",
      createMean(usual, describeValues(2000, 101, 40)),
    ],
    ["lower", "its proportion is well below", createProportion([400, 2000], [250, 2000])],
  ] as const)("is “%s” if %s", (verdict, _, metric) => {
    expect(analyzeOne(metric)).toMatchObject({ verdict, n: 2000 });
  });

  it.each([
    [
      /at least 5 installations/,
      "a group has four installations",
      createMean(usual, describeValues(4, 200, 1)),
    ],
    [
      /at least 5 installations/,
      "a variant has no outcome",
      { ...createMean(usual, usual), groups: new Map([["control", usual]]) },
    ],
    [/31 installations/, "a group has thirty installations", createMean(usual, describeValues(30, 200, 1))],
    [
      /standard error/,
      "the values of a group vary too much",
      createMean(usual, describeValues(40, 500, 500)),
    ],
    [/above zero/, "the control is below zero", createMean(describeValues(2000, -100, 40), usual)],
    [/same value/, "nothing varies", createMean(describeValues(2000, 1, 0), describeValues(2000, 2, 0))],
    [
      /at least 5 successes and 5 failures/,
      "a group has four successes",
      createProportion([400, 2000], [4, 2000]),
    ],
    [/10 successes and 10 failures/, "a group has nine successes", createProportion([400, 2000], [9, 2000])],
    [
      /10 successes and 10 failures/,
      "a group has nine failures",
      createProportion([1500, 2000], [1991, 2000]),
    ],
  ] as const)("waits, and says for %s, if %s", (missing, _, metric) => {
    const result = analyzeOne(metric as Metric);
    expect(result.verdict).toBe("not enough data");
    expect(result.missing).toMatch(missing);
  });

  it("has PostHog's figures beside it as soon as PostHog has them", () => {
    const waiting = analyzeOne(createProportion([400, 2000], [9, 2000]));
    expect(waiting.comparison?.bayesian.chanceToWin).toBeLessThan(0.001);
    expect(waiting.comparison?.corrected.pValue).toBe(1);
    expect(analyzeOne(createProportion([400, 2000], [4, 2000])).comparison).toBeUndefined();
  });

  it("is not given for the control", () => {
    const { metrics } = analyzeExperiment(createInput([createMean(usual, usual)]));
    expect(metrics[0]?.variants[0]).toEqual({ variant: "control", n: 2000, estimate: 100 });
  });
});

describe("a ratio", () => {
  it("is compared as the ratio of the sums", () => {
    const createGroup = (sum: number) => ({
      n: 1000,
      numerator: { sum, sumOfSquares: (sum * sum) / 1000 + 500 },
      denominator: { sum: 4000, sumOfSquares: 17_000 },
      sumOfProducts: sum * 4,
    });
    const result = analyzeOne({
      name: "accepted results per search",
      kind: "ratio",
      groups: new Map([
        ["control", createGroup(2000)],
        ["test", createGroup(2200)],
      ]),
    });
    expect(result).toMatchObject({ verdict: "higher", estimate: 0.55 });
    expect(result.comparison?.relativeDifference).toBeCloseTo(0.1, 12);
  });
});

describe("the goal of a metric", () => {
  it("turns the chance to win around, and not the verdict", () => {
    const metric = createMean(describeValues(2000, 100, 40), describeValues(2000, 80, 40));
    const [increase, decrease] = [analyzeOne(metric), analyzeOne({ ...metric, goal: "decrease" })];
    expect(increase.comparison?.bayesian.chanceToWin).toBeLessThan(0.001);
    expect(decrease.comparison?.bayesian.chanceToWin).toBeGreaterThan(0.999);
    expect(decrease.verdict).toBe("lower");
  });
});

describe("several comparisons", () => {
  const usual = describeValues(2000, 100, 40);
  /** Its sequential p value is about 0.03. */
  const slight = createMean(usual, describeValues(2000, 104.2, 40));

  it("need more than a single one", () => {
    const analyze = (metrics: readonly Metric[]) =>
      analyzeExperiment(createInput(metrics)).metrics[0]?.variants[1];
    const [alone, beside] = [
      analyze([slight]),
      analyze([slight, ...new Array<Metric>(9).fill(createMean(usual, usual))]),
    ];
    expect(alone?.verdict).toBe("higher");
    expect(beside?.verdict).toBe("no difference shown");
    const p = alone?.comparison?.sequential.pValue ?? 0;
    expect(beside?.comparison?.sequential.pValue).toBe(p);
    expect(beside?.comparison?.corrected.pValue).toBeCloseTo(p * 10, 10);
    expect(beside?.comparison?.corrected.interval.lower).toBeLessThan(
      alone?.comparison?.corrected.interval.lower ?? 0,
    );
    expect(alone?.comparison?.corrected.interval).toEqual(alone?.comparison?.sequential.interval);
  });

  it("count those that still wait for data", () => {
    const waiting = createMean(usual, describeValues(3, 100, 1));
    const { metrics } = analyzeExperiment(createInput([slight, waiting, waiting, waiting]));
    const comparison = metrics[0]?.variants[1]?.comparison;
    expect(comparison?.corrected.pValue).toBeCloseTo((comparison?.sequential.pValue ?? 0) * 4, 10);
  });

  it("can show a direction without a size", () => {
    const clear = createMean(usual, describeValues(2000, 150, 40));
    const { metrics, cautions } = analyzeExperiment(createInput([slight, clear]));
    expect(metrics[0]?.variants[1]?.verdict).toBe("higher");
    expect(metrics[0]?.variants[1]?.comparison?.corrected.interval.lower).toBeLessThan(0);
    expect(cautions.join("\n")).toContain("tokens, test: the direction is shown, the size is not.");
  });
});

describe("the cautions", () => {
  const usual = describeValues(2000, 100, 40);
  const metric = createMean(usual, describeValues(2000, 120, 40));
  const list = (change: Partial<ExperimentInput>, metrics = [metric]) =>
    analyzeExperiment(createInput(metrics, change)).cautions;

  it("forbid any conclusion first of all if the shares do not match", () => {
    const variants = [
      { name: "control", share: 80, exposures: 4072 },
      { name: "test", share: 20, exposures: 2035 },
    ];
    expect(list({ variants })[0]).toMatch(/^Do not conclude anything/);
    expect(list({}).join("\n")).not.toContain("Do not conclude anything");
  });

  it.each([
    [
      "the shares that could not be checked",
      {
        variants: [
          { name: "control", share: 1, exposures: 40 },
          { name: "test", share: 1, exposures: 40 },
        ],
      },
      "With 80 exposures, the shares of the variants could not be checked.",
    ],
    [
      "the installations in several variants",
      { inSeveralVariants: 12 },
      "12 of 4012 installations saw several variants",
    ],
    [
      "a variant whose share is zero",
      {
        variants: [
          { name: "control", share: 50, exposures: 2000 },
          { name: "test", share: 50, exposures: 2000 },
          { name: "old", share: 0, exposures: 7 },
        ],
      },
      "Do not compare old:",
    ],
    [
      "the installations without an outcome",
      {
        variants: [
          { name: "control", share: 1, exposures: 2100 },
          { name: "test", share: 1, exposures: 2000 },
        ],
      },
      "tokens is known for 2000 of 2100 in control.",
    ],
  ])("name %s", (_, change, expected) => {
    expect(list(change).join("\n")).toContain(expected);
    expect(list({}).join("\n")).not.toContain(expected.slice(0, 12));
  });

  it("are two if everything is as it should be", () => {
    expect(list({})).toEqual([expect.stringMatching(/one look/), expect.stringMatching(/share data/)]);
  });

  it("say that no difference shown does not mean equal", () => {
    const cautions = list({}, [createMean(usual, usual)]).join("\n");
    expect(cautions).toContain(
      "this does not show that the variants are equal. Differences of −3.8 % to +3.8 %",
    );
  });

  it("say that the fixed-horizon interval holds for one look, once something is compared", () => {
    expect(list({}).join("\n")).toContain("one look");
    expect(list({}, [createMean(usual, describeValues(0, 0, 0))]).join("\n")).not.toContain("one look");
  });

  it("mention the number of comparisons from two on", () => {
    expect(list({}, [metric, metric]).join("\n")).toContain("There are 2 comparisons.");
    expect(list({}).join("\n")).not.toContain("comparisons.");
  });

  it("always end with whom the results describe", () => {
    expect(list({}).at(-1)).toMatch(/installations that share data/);
  });
});

describe("the input", () => {
  it("gives the verdict that the documentation shows", () => {
    const analysis = analyzeExperiment({
      variants: [
        { name: "control", share: 50, exposures: 1471 },
        { name: "reranker", share: 50, exposures: 1529 },
      ],
      control: "control",
      inSeveralVariants: 3,
      metrics: [
        {
          name: "installations whose searches found nothing",
          kind: "proportion",
          goal: "decrease",
          groups: new Map([
            ["control", { n: 1471, successes: 162 }],
            ["reranker", { n: 1529, successes: 87 }],
          ]),
        },
      ],
    });
    expect(analysis.metrics[0]?.variants[1]?.verdict).toBe("lower");
    expect(analysis.metrics[0]?.variants[1]?.comparison?.bayesian.chanceToWin).toBeGreaterThan(0.999);
  });

  it("needs a control that is one of the variants", () => {
    expect(() => analyzeExperiment(createInput([], { control: "baseline" }))).toThrow(RangeError);
  });

  it("may have no metric yet", () => {
    expect(analyzeExperiment(createInput([]))).toMatchObject({
      metrics: [],
      sampleRatio: { verdict: "as planned" },
    });
  });

  it("gives the results in the order of the metrics and variants", () => {
    const usual = describeValues(2000, 100, 40);
    const variants = ["a", "control", "b"].map((name) => ({ name, share: 1, exposures: 2000 }));
    const groups = new Map(variants.map(({ name }) => [name, usual]));
    const metrics = ["second", "first"].map((name): Metric => ({ name, kind: "mean", groups }));
    const analysis = analyzeExperiment(createInput(metrics, { variants }));
    expect(analysis.metrics.map(({ metric }) => metric)).toEqual(["second", "first"]);
    expect(analysis.metrics[0]?.variants.map(({ variant }) => variant)).toEqual(["a", "control", "b"]);
  });
});
