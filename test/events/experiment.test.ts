import { describe, expect, it } from "vitest";
import { defineExperiment, type Experiment, findExperimentsProblem } from "../../src/events/experiment.js";
import { defineMetric } from "../../src/events/metric.js";

const metric = defineMetric("rank", { event: "e", property: "rank", aggregate: "sum", clip: [0, 10] });
const usable = defineExperiment("new_reranker", {
  variants: { control: 50, test: 50 },
  metrics: [metric],
  weeks: 2,
});
const change = (changes: object): Experiment => ({ ...usable, ...changes });
const split = (...shares: unknown[]) =>
  change({ variants: Object.fromEntries(shares.map((share, index) => [`v${index}`, share])) });

describe("the option experiments", () => {
  it.each([
    ["two variants", [usable]],
    ["no metric, for the sizes of the groups alone", [change({ metrics: [] })]],
    ["weights whose sum is 100 up to rounding", [split(33.3, 33.3, 33.4)]],
    ["the names of other systems", [change({ name: "2026-Q4.new-reranker" })]],
    ["26 weeks", [change({ weeks: 26 })]],
    ["none", []],
    ["six with two variants", Array.from({ length: 6 }, (_, index) => change({ name: `e${index}` }))],
  ])("accepts %s", (_, experiments) => {
    expect(findExperimentsProblem(experiments)).toBeUndefined();
  });

  it.each([
    [
      "has variants that could identify an installation",
      Array.from({ length: 7 }, (_, index) => change({ name: `e${index}` })),
      "more than 64 combinations of variants",
    ],
    [
      "has too many variants",
      [change({ variants: Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`v${index}`, 1])) })],
      "more than 64 combinations of variants",
    ],
    ["has a name that is no text", [change({ name: 1n })], "has an experiment, which has no name"],
    ["is not a list", usable, "is not a list of experiments"],
    ["has one name twice", [usable, usable], "has the name of another one"],
    ["has no experiment in it", [undefined], "has no name of 1 to 64 letters"],
    ["has a name with a space", [change({ name: "new reranker" })], "has no name of 1 to 64 letters"],
    ["has a name that objects have", [change({ name: "__proto__" })], "has no name of 1 to 64 letters"],
    ["has one variant", [change({ variants: { test: 100 } })], "fewer than two variants"],
    ["has no variants", [change({ variants: undefined })], "has no variants"],
    ["has a list of variants", [change({ variants: [50, 50] })], "has no variants"],
    ["has a variant with a space", [change({ variants: { "a b": 50, c: 50 } })], 'has the variant "a b"'],
    ["has weights below 100", [split(50, 49)], "together 99, and not 100"],
    ["has weights above 100", [split(50, 51)], "together 101, and not 100"],
    ["has a negative weight", [split(150, -50)], "numbers above 0"],
    ["has a weight of 0", [split(100, 0)], "numbers above 0"],
    ["has a weight that is a text", [split("50", 50)], "numbers above 0"],
    ["has no weeks", [change({ weeks: undefined })], "weeks that are not a whole number from 1 to 26"],
    ["has half a week", [change({ weeks: 0.5 })], "weeks that are not a whole number from 1 to 26"],
    ["has 27 weeks", [change({ weeks: 27 })], "weeks that are not a whole number from 1 to 26"],
    ["has no metrics", [change({ metrics: undefined })], "metrics is not a list of metrics"],
    ["has one metric twice", [change({ metrics: [metric, metric] })], "has the name of another one"],
    [
      "has too many metrics",
      [change({ metrics: Array.from({ length: 17 }, (_, index) => ({ ...metric, name: `m${index}` })) })],
      "has more than 16 metrics",
    ],
  ])("cannot be used if it %s", (_, experiments, problem) => {
    expect(findExperimentsProblem(experiments)).toContain(problem);
  });
});
