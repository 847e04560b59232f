/** Prints the answers to an analyst's questions, from a file of events. */
import {
  answerActive,
  answerExperiment,
  answerLatency,
  answerReturns,
  answerSavings,
  answerSetup,
  listWeeks,
} from "./answers.js";
import { type Estimate, isSignificant } from "./intervals.js";
import { groupBy, readEvents, type StoredEvent, selectEvents } from "./read-events.js";

/** With fewer, the intervals are too narrow. */
const MIN_INSTALLATIONS = 100;
const BASELINES = ["whole_files", "top_k_passages", "own"];

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error("Give a file of events, one JSON object on each line: node main.js events.jsonl");
  process.exit(1);
}

const events = readEvents(file);
const weeks = listWeeks(events);
// Reports about the last weeks arrive when their installations are used again.
const week = weeks.at(-2) ?? weeks.at(-1) ?? "";
console.log(`${events.length} events; reports about ${week}, the second-newest week with reports`);

printAll("Median duration of a search by version, in ms", [...answerLatency(events, week)]);
for (const [experiment, outcomes] of groupBy(selectEvents(events, "telemetry_outcome"), "experiment"))
  for (const metric of listMetrics(outcomes)) printExperiment(experiment, metric);
printAll(
  "Tokens saved by an installation in this week, by baseline",
  BASELINES.map((baseline) => [baseline, answerSavings(events, week, baseline)] as const),
);
printSetup();
console.log("\nActive installations by week, from its Monday");
for (const [monday, count] of answerActive(events, "week")) console.log(`  ${monday}  ${count}`);
const { weekBefore, fourWeeksBefore } = answerReturns(events, week);
printAll("Share of the installations of this week that were also active", [
  ["the week before", weekBefore],
  ["four weeks before", fourWeeksBefore],
]);

function listMetrics(outcomes: readonly StoredEvent[]): string[] {
  const keys = outcomes.flatMap(({ properties }) => Object.keys(Object(properties.metrics)));
  return [...new Set(keys)].flatMap((key) => (key.endsWith("_mean") ? key.slice(0, -"_mean".length) : []));
}

function printExperiment(experiment: string, metric: string): void {
  const answers = [...answerExperiment(events, experiment, metric)];
  printAll(
    `Experiment ${experiment}: mean of ${metric} by installation`,
    answers.flatMap(([variant, { mean, difference }]): [string, Estimate][] => [
      [variant, mean],
      ...(difference === undefined ? [] : [[`${variant} - control`, difference] as [string, Estimate]]),
    ]),
  );
  for (const [variant, { difference }] of answers)
    if (difference !== undefined) console.log(`  ${variant}: ${explain(difference)}`);
}

function explain(difference: Estimate): string {
  if (difference.n < MIN_INSTALLATIONS) return "too few installations to compare";
  return isSignificant(difference) ? "the interval excludes 0" : "the interval includes 0";
}

function printSetup(): void {
  const { began, succeeded, succeededAtOnce, medianMinutes, errors } = answerSetup(events);
  if (began === 0) return;
  printAll(`Setup: ${began} installations began, with a median of ${medianMinutes} minutes`, [
    ["succeeded", succeeded],
    ["at once", succeededAtOnce],
  ]);
  for (const [kind, count] of errors) console.log(`  first error ${kind}: ${count}`);
}

/** Prints a title, and the estimates that have values. */
function printAll(title: string, estimates: readonly (readonly [string, Estimate])[]): void {
  const known = estimates.filter(([, { n }]) => n > 0);
  if (known.length === 0) return;
  console.log(`\n${title}`);
  const width = Math.max(...known.map(([name]) => name.length));
  for (const [name, { value, low, high, n }] of known)
    console.log(`  ${name.padEnd(width)}  ${format(value)}  (${format(low)} to ${format(high)}; n = ${n})`);
}

function format(value: number): string {
  return value.toLocaleString("en", { maximumSignificantDigits: 4 });
}
