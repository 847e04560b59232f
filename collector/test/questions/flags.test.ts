/** Tests the questions about feature flags and experiments. */
import { describe, expect, it } from "vitest";
import { experimentMetrics } from "../../src/questions/catalog/experiment-metrics.js";
import { experiments } from "../../src/questions/catalog/experiments.js";
import { flagErrors } from "../../src/questions/catalog/flag-errors.js";
import { flagVersions } from "../../src/questions/catalog/flag-versions.js";
import { flags } from "../../src/questions/catalog/flags.js";
import { createLine, OTHER_ID } from "../store/contract.js";
import { askEvents } from "./ask.js";
import { listRows } from "./lines.js";

const DAY_BEFORE = { timestamp: "2026-11-27T10:00:00.000Z" };
const createExposure = (flag: string, properties: object, fields: object = {}) =>
  createLine(
    "$feature_flag_called",
    { $feature_flag: flag, locally_evaluated: false, ...properties },
    fields,
  );

const SMALL = {
  $feature_flag_response: "small",
  $feature_flag_id: 7,
  $feature_flag_version: 1,
  $feature_flag_reason: "condition_match",
};
const createFailure = (request: string) => ({
  $feature_flag_error: "quota_limited",
  $feature_flag_request_id: request,
});
const EXPOSURES = [
  createExposure("chunks", SMALL, { timestamp: "2026-11-26T10:00:00.000Z" }),
  createExposure("chunks", { ...SMALL, $feature_flag_request_id: "request-9" }, DAY_BEFORE),
  createExposure("chunks", { ...SMALL, $feature_flag_version: 2, telemetry_sample_rate: 0.5 }),
  createExposure("chunks", createFailure("request-1"), DAY_BEFORE),
  createExposure("chunks", createFailure("request-2")),
  createExposure("beta", { $feature_flag_response: true }, { distinct_id: OTHER_ID }),
  createExposure("ranking", { $feature_flag_response: "test", locally_evaluated: true }),
  createExposure("chunks", { $feature_flag_response: "large", is_ci: true }),
];

describe("exposures of flags", () => {
  it("have a value and the rule that decided", async () => {
    expect((await askEvents(flags, EXPOSURES)).rows).toEqual([
      ["beta", "true", false, null, 1, 1],
      ["chunks", "small", false, "condition_match", 4, 1],
      ["chunks", null, false, null, 2, 1],
      ["ranking", "test", true, null, 1, 1],
    ]);
  });

  it("show on which days each version of a flag was read", async () => {
    expect((await askEvents(flagVersions, EXPOSURES)).rows).toEqual([
      ["chunks", 7, 1, "2026-11-26", "2026-11-27", 2],
      ["chunks", 7, 2, "2026-11-28", "2026-11-28", 2],
    ]);
  });

  it("are compared with those of the same flag that failed", async () => {
    expect(listRows(await askEvents(flagErrors, EXPOSURES))).toEqual([
      ["chunks", "quota_limited", 2, 0.4, "2026-11-28", "request-2"],
    ]);
  });
});

describe("outcomes of experiments", () => {
  const createOutcome = (variant: string, metrics: object | undefined, fields: object = {}) =>
    createLine("telemetry_outcome", { experiment: "ranking", variant, metrics }, fields);
  const OUTCOMES = [
    createOutcome("control", { rank_n: 10, rank_mean: 4 }, DAY_BEFORE),
    createOutcome("control", { rank_n: 20, rank_mean: 8 }),
    createOutcome("test", { rank_n: 5, rank_mean: 3 }),
    createOutcome("test", undefined),
  ];

  it("are counted beside the installations that stated their variant", async () => {
    expect((await askEvents(experiments, [...OUTCOMES, ...EXPOSURES])).rows).toEqual([
      ["ranking", "control", 2, 0, "2026-11-27", "2026-11-28"],
      ["ranking", "test", 2, 1, "2026-11-28", "2026-11-28"],
    ]);
  });

  it("have the mean and the deviation of each metric, in which each installation counts once", async () => {
    const deviation = (value: number) => expect.closeTo(value * Math.SQRT1_2, 10);
    expect((await askEvents(experimentMetrics, OUTCOMES)).rows).toEqual([
      ["ranking", "rank_mean", "control", 2, 6, deviation(4), 6],
      ["ranking", "rank_mean", "test", 1, 3, null, 3],
      ["ranking", "rank_n", "control", 2, 15, deviation(10), 15],
      ["ranking", "rank_n", "test", 1, 5, null, 5],
    ]);
  });
});
