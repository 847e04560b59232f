/** The golden tests of experiments: the one with an effect shows it, and the one without shows none. */
import { describe, expect, test } from "vitest";
import { DAY_MS, formatDay } from "../../community/calendar.mjs";
import { EXPERIMENTS, EXPERIMENTS_BEGIN, OUTCOME_DAYS } from "../../community/parameters.mjs";
import { analyzeExperiment } from "../../src/experiments/analyze-experiment.js";
import { planAnalysis } from "../../src/experiments/experiment-plan.js";
import { readOutcomes } from "../../src/experiments/outcome-reader.js";
import { groupBy } from "../../src/internal/group-by.js";
import { parseFilter } from "../../src/questions/answer-filter.js";
import type { AskedIndex } from "./golden-answers.js";
import { ALL_DAYS, DAYS, END, type Fact, FIRST_DAY } from "./small-community.js";

const FILTER = parseFilter(new URLSearchParams(ALL_DAYS), END);
const [WITH_EFFECT, WITHOUT_EFFECT] = EXPERIMENTS;

/** An installation that was used again after the days that its outcome is about. */
interface Participant {
  readonly variant: string;
  /** The times of its searches in those days, in milliseconds. */
  readonly searchTimes: readonly number[];
}

/** Finds the participants from the searches, whose properties name the variant. */
function listParticipants(facts: readonly Fact[], experiment: string): Participant[] {
  const begin = formatDay(Date.parse(FIRST_DAY) + Math.ceil(DAYS * EXPERIMENTS_BEGIN) * DAY_MS);
  const used = facts.filter(({ session, day }) => session !== undefined && day >= begin);
  return [...groupBy(used, ({ installation }) => installation).values()].flatMap((ofOne) => {
    const [first, last] = [ofOne[0]?.day ?? "", ofOne.at(-1)?.day ?? ""];
    const end = formatDay(Date.parse(first) + OUTCOME_DAYS * DAY_MS);
    if (last < end) return [];
    const searches = ofOne.filter(({ event }) => event === "codeweaver_search");
    const variant: unknown = searches[0]?.properties[`$feature/${experiment}`];
    const inTime = searches.filter(({ day }) => day < end);
    const searchTimes = inTime.map(({ properties }) => properties.execution_time_ms);
    return [{ variant: String(variant), searchTimes }];
  });
}

/** @param listHappened what happened, without runs in CI */
export function describeGoldenExperiments(open: () => AskedIndex, listHappened: () => readonly Fact[]): void {
  const analyze = async (experiment: string) => {
    const outcomes = await readOutcomes(experiment, FILTER, open());
    const plan = { decrease: ["search_ms"], plannedInstallations: 200 };
    return { outcomes, analysis: analyzeExperiment(planAnalysis(outcomes, plan)) };
  };

  describe("experiments", () => {
    test.each(EXPERIMENTS)("of $name have the outcome of each participant once", async ({ name }) => {
      const { outcomes } = await analyze(name);
      const participants = listParticipants(listHappened(), name);
      expect(participants.length).toBeGreaterThan(100);
      for (const variant of ["control", "test"]) {
        const ofVariant = participants.filter((participant) => participant.variant === variant);
        const means = ofVariant
          .filter(({ searchTimes }) => searchTimes.length > 0)
          .map(({ searchTimes }) => searchTimes.reduce((a, b) => a + b, 0) / searchTimes.length);
        expect(outcomes.exposures.get(variant)).toBe(ofVariant.length);
        const { n = 0, sum = 0 } = outcomes.metrics.get("search_ms")?.get(variant) ?? {};
        expect(n).toBe(means.length);
        // Each mean is rounded to three digits on its machine.
        expect(sum / means.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 2);
      }
    });

    test("show the effect that searches have, and nothing for the results", async () => {
      const { analysis } = await analyze(WITH_EFFECT.name);
      const [searchTime, results] = ["search_ms", "results"].map((name) =>
        analysis.metrics
          .find(({ metric }) => metric === name)
          ?.variants.find(({ variant }) => variant === "test"),
      );
      expect(searchTime?.verdict).toBe("lower");
      expect(searchTime?.comparison?.relativeDifference).toBeGreaterThan(WITH_EFFECT.searchTimeFactor - 1.08);
      expect(searchTime?.comparison?.relativeDifference).toBeLessThan(WITH_EFFECT.searchTimeFactor - 0.92);
      expect(results?.verdict).toBe("no difference shown");
      expect(analysis.sampleRatio.verdict).not.toBe("mismatch");
    });

    test("show no difference where there is none", async () => {
      const { analysis } = await analyze(WITHOUT_EFFECT.name);
      const verdicts = analysis.metrics.flatMap(({ variants }) =>
        variants.flatMap(({ verdict }) => verdict ?? []),
      );
      expect(verdicts).toEqual(analysis.metrics.map(() => "no difference shown"));
    });
  });
}
