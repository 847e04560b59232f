/**
 * Answers an analyst's questions from the events of many installations. An installation sends at most one report of a week.
 * So the values of one week are independent, as the intervals assume.
 */
import { type Estimate, estimateDifference, estimateMean, estimateShare, getMedian } from "./intervals.js";
import { getNumber, groupBy, listNumbers, type StoredEvent, selectEvents } from "./read-events.js";

/** Returns the reports of one week. @param week such as `2026-W48` */
function selectWeek(events: readonly StoredEvent[], week: string): StoredEvent[] {
  return selectEvents(events, "telemetry_week").filter(({ properties }) => properties.week === week);
}

/**
 * A report's median of an even number of values is the lower one of the two in the middle. With fewer searches, that is
 * clearly too low.
 */
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

/** The result of one variant for one metric. */
export interface VariantAnswer {
  readonly mean: Estimate;
  /** By how much the mean is above that of the control group. Undefined for the control group. */
  readonly difference?: Estimate;
}

/** Does an experiment change a metric? By variant. */
export function answerExperiment(
  events: readonly StoredEvent[],
  experiment: string,
  metric: string,
  control = "control",
): ReadonlyMap<string, VariantAnswer> {
  const outcomes = selectEvents(events, "telemetry_outcome").filter(
    ({ properties }) => properties.experiment === experiment,
  );
  const variants = groupBy(outcomes, "variant");
  const listMeans = (variant: string) => listNumbers(variants.get(variant) ?? [], `metrics.${metric}_mean`);
  return new Map(
    [...variants.keys()].map((variant) => {
      const mean = estimateMean(listMeans(variant));
      if (variant === control) return [variant, { mean }];
      return [variant, { mean, difference: estimateDifference(listMeans(control), listMeans(variant)) }];
    }),
  );
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

/** How many installations get through the setup, and what stops the others? */
export function answerSetup(events: readonly StoredEvent[]): SetupAnswer {
  const results = groupBy(selectEvents(events, "telemetry_setup"), "result");
  const failed = results.get("failed") ?? [];
  const succeeded = results.get("succeeded") ?? [];
  const atOnce = succeeded.filter((report) => getNumber(report, "attempts") === 1).length;
  const began = failed.length + atOnce;
  const errors = new Map<string, number>();
  for (const { properties } of failed)
    for (const kind of Array.isArray(properties.errors) ? properties.errors : [])
      errors.set(kind, (errors.get(kind) ?? 0) + 1);
  return {
    began,
    succeeded: estimateShare(succeeded.length, began),
    succeededAtOnce: estimateShare(atOnce, began),
    medianMinutes: getMedian(listNumbers(succeeded, "minutes")),
    errors,
  };
}

/** How many installations were active in each period? By the period's first day. */
export function answerActive(
  events: readonly StoredEvent[],
  period: "day" | "week" | "month",
): ReadonlyMap<string, number> {
  const active = selectEvents(events, "telemetry_active").filter(
    ({ properties }) => properties.period === period,
  );
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
  return [...groupBy(selectEvents(events, "telemetry_week"), "week").keys()];
}
