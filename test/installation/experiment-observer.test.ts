import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defineExperiment } from "../../src/events/experiment.js";
import { defineMetric } from "../../src/events/metric.js";
import { getPeriodKeys, type PeriodKeys } from "../../src/installation/calendar.js";
import { ExperimentObserver } from "../../src/installation/experiment-observer.js";
import {
  type ExperimentStates,
  endExperiments,
  type OutcomeReport,
  parseExperimentStates,
} from "../../src/installation/experiment-state.js";

const DAY_MS = 24 * 60 * 60 * 1000;

const experiment = defineExperiment("new_reranker", {
  variants: { control: 50, test: 50 },
  metrics: [
    defineMetric("rank", { event: "search_done", property: "rank", aggregate: "sum", clip: [0, 10] }),
  ],
  weeks: 2,
});

function toKeys(day: string | number): PeriodKeys {
  const keys = getPeriodKeys(typeof day === "string" ? Date.parse(day) : day);
  if (keys === undefined) throw new Error(`no periods of ${day}`);
  return keys;
}

/** Observes a search with a rank, a use of a variant, or a unenrollReason. */
type Step = number | "control" | "test" | "stopped" | "pinned";

/** Runs the tool once a day with these steps. Returns the outcomes of each run, and the states at the end. */
function runOn(
  runs: readonly (readonly [day: string | number, ...steps: Step[]])[],
  first?: ExperimentStates,
) {
  let states = first;
  const outcomes: (readonly OutcomeReport[])[] = [];
  for (const [day, ...steps] of runs) {
    const observer = new ExperimentObserver([experiment]);
    for (const step of steps) {
      if (typeof step === "number") observer.observe("search_done", { rank: step });
      else if (step === "stopped" || step === "pinned") observer.unenroll("new_reranker", step);
      else observer.enroll("new_reranker", step);
    }
    const advanced = observer.applyTo(states, toKeys(day));
    states = advanced.states && parseExperimentStates(JSON.parse(JSON.stringify(advanced.states)));
    outcomes.push(advanced.due);
  }
  return { outcomes, states };
}

describe("an installation in an experiment", () => {
  it("takes no part before its variant is used", () => {
    const { outcomes, states } = runOn([
      ["2026-11-01", 1],
      ["2026-12-01", 1],
    ]);
    expect(outcomes.flat()).toEqual([]);
    expect(states).toBeUndefined();
  });

  it("has one outcome, of all events between the first use of the variant and two weeks later", () => {
    const { outcomes, states } = runOn([
      ["2026-11-01", 1],
      ["2026-11-02", 2, "test", 3, "test", 4],
      ["2026-11-03", 5],
      ["2026-11-15", 6, "test"],
      ["2026-11-16", 7, "test", 8],
      ["2026-11-17", 9, "test"],
      ["2026-12-31", 9, "test"],
    ]);
    expect(outcomes.map((due) => due.length)).toEqual([0, 0, 0, 0, 1, 0, 0]);
    expect(outcomes.flat()).toEqual([
      {
        kind: "outcome",
        experiment,
        variant: "test",
        lastDay: "2026-11-15",
        values: { rank: { n: 4, sum: 3 + 4 + 5 + 6 } },
      },
    ]);
    expect(states).toEqual({ new_reranker: "ended" });
  });

  it.each<[string, Step[], Step[]]>([
    ["is stopped", ["test", 1], ["stopped"]],
    ["has a pinned variant", ["test", 1], ["pinned"]],
    ["is stopped in the run that used the variant", ["test", 1, "stopped"], ["test"]],
    ["had a pinned variant before it drew one", ["pinned", 1], ["test", 2]],
    ["has other shares, so that another variant is drawn", ["test", 1], ["control", 2]],
  ])("has no outcome if the experiment %s", (_, first, second) => {
    const { outcomes } = runOn([
      ["2026-11-02", ...first],
      ["2026-11-03", ...second],
      ["2026-11-20", 3],
    ]);
    expect(outcomes.flat()).toEqual([]);
  });

  it("begins after an experiment that was stopped from the start goes on", () => {
    const { outcomes } = runOn([
      ["2026-11-02", "stopped"],
      ["2026-11-03", "test", 5],
      ["2026-11-20", 3],
    ]);
    expect(outcomes.flat()).toMatchObject([{ values: { rank: { n: 1, sum: 5 } } }]);
  });

  it.each([
    ["its clock was set back in one run", "2026-01-01"],
    ["its clock was set back by a day", "2026-11-01"],
  ])("has its outcome at the usual time after %s", (_, day) => {
    const { outcomes } = runOn([
      ["2026-11-02", "test", 1],
      [day, 2],
      ["2026-11-15", 3],
      ["2026-11-16", 4],
    ]);
    expect(outcomes.map((due) => due.length)).toEqual([0, 0, 0, 1]);
    expect(outcomes.flat()).toMatchObject([{ lastDay: "2026-11-15", values: { rank: { n: 3, sum: 6 } } }]);
  });

  it.each<[string, Step]>([
    ["stopped", "stopped"],
    ["pinned to a variant", "pinned"],
    ["changed, so that another variant is drawn", "control"],
  ])("has a complete outcome although the experiment is %s in the run that sends it", (_, step) => {
    const { outcomes } = runOn([
      ["2026-11-02", "test", 1],
      ["2026-11-16", step, 2],
    ]);
    expect(outcomes.flat()).toMatchObject([{ variant: "test", values: { rank: { n: 1, sum: 1 } } }]);
  });

  it.each<[string, ExperimentStates]>([
    ["its file was damaged", "damaged"],
    ["its numbers were deleted", endExperiments(runOn([["2026-11-01", "test", 1]]).states ?? {})],
  ])("has no outcome after %s", (_, states) => {
    const { outcomes } = runOn(
      [
        ["2026-11-02", "test", 1],
        ["2026-11-30", "test", 1],
      ],
      states,
    );
    expect(outcomes.flat()).toEqual([]);
  });

  it("keeps the states of experiments that this version of the tool does not have", () => {
    const other = { variant: "b", firstDay: "2026-11-01", values: { m: { n: 1, sum: 2 } } };
    const { states } = runOn([["2026-11-30", "test"]], { other });
    expect(states).toMatchObject({ other, new_reranker: { variant: "test" } });
  });

  it("has at most one outcome, and not before its time, wherever the clock jumps", () => {
    const day = fc.integer({ min: 0, max: 60 }).map((days) => Date.UTC(2026, 10, 1) + days * DAY_MS);
    const step = fc.constantFrom<Step>(1, 2, "test");
    fc.assert(
      fc.property(fc.array(fc.tuple(day, step, step)), (runs) => {
        const { outcomes } = runOn(runs);
        expect(outcomes.flat().length).toBeLessThanOrEqual(1);
        const enrolled = runs.findIndex(([, ...steps]) => steps.includes("test"));
        const first = runs[enrolled]?.[0] ?? Number.POSITIVE_INFINITY;
        const due = runs.findIndex(([time], index) => index > enrolled && time >= first + 14 * DAY_MS);
        expect(outcomes.findIndex((each) => each.length > 0)).toBe(due);
      }),
      { numRuns: 500 },
    );
  });
});
