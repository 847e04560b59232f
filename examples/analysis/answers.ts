/**
 * Answers an analyst's questions from the events of many installations. In one week, each report is that of another
 * installation. So the values of a week are independent, as the intervals assume.
 */
import { type Estimate, estimateDifference, estimateMean, estimateShare, getMedian } from "./intervals.js";
import { getNumber, groupBy, listNumbers, type StoredEvent, select } from "./read-events.js";

/** Returns the reports of one week. @param week such as `2026-W48` */
function selectWeek(events: readonly StoredEvent[], week: string): StoredEvent[] {
  return select(events, "telemetry_week").filter(({ properties }) => properties.week === week);
}

/** Of an even number of values, a report has the lower one of the two in the middle. With few values, that is too low. */
const MIN_SEARCHES = 10;

/** How long does a usual search take, by the version of the tool? */
export function answerLatency(events: readonly StoredEvent[], week: string): Map<string, Estimate> {
  const reports = selectWeek(events, week).filter(
    (report) => (getNumber(report, "search_time.n") ?? 0) >= MIN_SEARCHES,
  );
  const versions = groupBy(reports, "tool_version");
  const medians = [...versions].map(
    ([version, reports]) => [version, listNumbers(reports, "search_time.p50_ms")] as const,
  );
  return new Map(medians.map(([version, values]) => [version, estimateMean(values)]));
}

/** The result of an experiment for one metric. */
export interface ExperimentAnswer {
  readonly control: Estimate;
  readonly test: Estimate;
  /** By how much the mean of `test` is above that of `control`. */
  readonly difference: Estimate;
}

/** Does an experiment change a metric? */
export function answerExperiment(
  events: readonly StoredEvent[],
  experiment: string,
  metric: string,
): ExperimentAnswer {
  const outcomes = select(events, "telemetry_outcome").filter(
    ({ properties }) => properties.experiment === experiment,
  );
  const variants = groupBy(outcomes, "variant");
  const [control, test] = ["control", "test"].map((variant) =>
    listNumbers(variants.get(variant) ?? [], `metrics.${metric}_mean`),
  );
  return {
    control: estimateMean(control ?? []),
    test: estimateMean(test ?? []),
    difference: estimateDifference(control ?? [], test ?? []),
  };
}

/** How many tokens does the tool save an installation in a week, against a baseline? */
export function answerSavings(events: readonly StoredEvent[], week: string, baseline: string): Estimate {
  return estimateMean(listNumbers(selectWeek(events, week), `tokens_saved.${baseline}`));
}

export interface SetupAnswer {
  /** The installations that tried to set up the tool. */
  readonly began: number;
  /** The share of them that got through. */
  readonly succeeded: Estimate;
  /** The share of them whose first attempt succeeded. */
  readonly succeededAtOnce: Estimate;
  /** Of those that got through, the median of the minutes. */
  readonly medianMinutes: number;
  /** The number of installations by kind of error, of those whose first attempt failed. */
  readonly errors: ReadonlyMap<string, number>;
}

/** How many installations get through the set-up, and what stops the others? */
export function answerSetup(events: readonly StoredEvent[]): SetupAnswer {
  const results = groupBy(select(events, "telemetry_setup"), "result");
  const [failed, succeeded] = ["failed", "succeeded"].map((result) => results.get(result) ?? []);
  const atOnce = (succeeded ?? []).filter((report) => getNumber(report, "attempts") === 1).length;
  const began = (failed?.length ?? 0) + atOnce;
  const errors = new Map<string, number>();
  for (const { properties } of failed ?? [])
    for (const kind of Object.values(Object(properties.errors)).map(String))
      errors.set(kind, (errors.get(kind) ?? 0) + 1);
  return {
    began,
    succeeded: estimateShare(succeeded?.length ?? 0, began),
    succeededAtOnce: estimateShare(atOnce, began),
    medianMinutes: getMedian(listNumbers(succeeded ?? [], "minutes")),
    errors,
  };
}

/** How many installations were active in each period? By the period's first day. */
export function answerActive(
  events: readonly StoredEvent[],
  period: "day" | "week" | "month",
): ReadonlyMap<string, number> {
  const active = select(events, "telemetry_active").filter(({ properties }) => properties.period === period);
  const counts = new Map<string, number>();
  for (const { timestamp = "" } of active) {
    const day = timestamp.slice(0, "2026-11-23".length);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Which share of the installations of a week was also active in an earlier one? */
export function answerReturns(
  events: readonly StoredEvent[],
  week: string,
): { readonly weekBefore: Estimate; readonly fourWeeksBefore: Estimate } {
  const reports = selectWeek(events, week);
  const estimate = (property: string) =>
    estimateShare(reports.filter(({ properties }) => properties[property] === true).length, reports.length);
  return {
    weekBefore: estimate("active_week_before"),
    fourWeeksBefore: estimate("active_four_weeks_before"),
  };
}

/** Returns the weeks that have reports, from earlier to later. */
export function listWeeks(events: readonly StoredEvent[]): string[] {
  return [...groupBy(select(events, "telemetry_week"), "week").keys()];
}
