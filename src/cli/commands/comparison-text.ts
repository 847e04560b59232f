/** Formats a comparison with published figures for people. */
import { joinLines } from "../styled-text.js";
import type { CommandContext } from "../subcommand.js";
import { capitalize, pluralize } from "../terminal-format.js";
import { formatWrappedColumns, wrapText } from "../text-wrap.js";
import type {
  Comparison,
  CountedName,
  DistributionComparison,
  EstimatedShare,
  NamesComparison,
  OwnNumber,
  PublishedCount,
} from "./comparison-result.js";
import type { Unit } from "./published-period.js";

interface FormatOptions extends Pick<CommandContext, "width" | "colors"> {
  /** The URL or file of the figures. */
  readonly source: string;
  /** Sentences about missing reports of the person. */
  readonly note: string | undefined;
}

export function formatComparison(
  comparison: Comparison,
  { source, note, width, colors }: FormatOptions,
): string {
  const { tables } = comparison;
  const weekCount = comparison.ownWeeks.length;
  const hasOwn = weekCount > 0;
  const rows = tables.map((table) => {
    const sentences =
      table.kind === "distribution"
        ? describeDistribution(table, weekCount)
        : describeNames(table, weekCount);
    return [colors.bold(`${table.id}:`), sentences.join(" ")];
  });
  return joinLines([
    wrapText(describePeriod(comparison, source), width),
    ...(note === undefined ? [] : ["", wrapText(note, width)]),
    ...(hasOwn && !comparison.isOwnWeekInPeriod ? ["", wrapText(describeOtherWeek(comparison), width)] : []),
    ...(rows.length === 0 ? [] : ["", formatWrappedColumns(rows, width)]),
    ...(hasOwn ? ["", wrapText(colors.dim(NOTHING_SENT), width)] : []),
  ]);
}

function describePeriod({ period, firstDay, lastDay, project, reports }: Comparison, source: string): string {
  const counted =
    reports === undefined
      ? "How many weekly reports they count is not published."
      : `They count ${formatReportCount(reports)}.`;
  return `The figures of ${period} (${firstDay} to ${lastDay}) of the project ${project} are from ${source}. ${counted}`;
}

function describeOtherWeek({ period, ownWeeks }: Comparison): string {
  return `You have no report of ${period}, so your last one, of week ${ownWeeks[0]}, is compared with it.`;
}

const NOTHING_SENT = "Your reports were compared on this machine, and nothing of them was sent.";
const NOT_ENOUGH = "There were not enough reports to publish this table.";

function describeDistribution(table: DistributionComparison, weekCount: number): string[] {
  const { own, outcome, unit, median, isWithheld } = table;
  return [
    ...own.flatMap((number) => describeNumber(number, unit)),
    ...(own.length === 0 ? describeMissing(weekCount) : []),
    ...(outcome === "published" && median.length > 0 ? [`Median: ${median.join(", or ")}.`] : []),
    ...(outcome === "published" ? [] : [NOT_ENOUGH]),
    ...(isWithheld ? [SOME_WITHHELD] : []),
  ];
}

function describeMissing(weekCount: number): string[] {
  if (weekCount === 0) return [];
  return [`Your ${weekCount === 1 ? "report has" : "reports have"} nothing for this table.`];
}

const SOME_WITHHELD = "Some numbers of this table are withheld.";

/** Ends sentences such as `30 % of installations have fewer`. */
const LESS: Readonly<Record<Unit, string>> = {
  count: "fewer",
  tokens: "fewer",
  milliseconds: "a shorter time",
  share: "a lower share",
};

function describeNumber({ week, value, less }: OwnNumber, unit: Unit): string[] {
  const own = `${formatValue(value, unit)} in your week ${week}.`;
  if (less === undefined) return [own];
  const [clause, bounds] = describeShare(less, (share) => `${share} of installations have ${LESS[unit]}`);
  return [own, `${capitalize(clause)}${bounds === undefined ? "" : ` (${bounds})`}.`];
}

function describeNames(table: NamesComparison, weekCount: number): string[] {
  const { own, outcome, mostFrequent, countedNames, isWithheld } = table;
  const weeks = [...new Set(own.map(({ week }) => week))];
  const formatName = (counted: CountedName) =>
    outcome === "published" ? `${counted.name} (${describeCount(counted)})` : counted.name;
  const formatWeek = (week: string) =>
    own
      .filter((each) => each.week === week)
      .map(formatName)
      .join(", ");
  return [
    ...weeks.map((week) => `Your week ${week} has ${formatWeek(week)}.`),
    ...(own.length === 0 ? describeMissing(weekCount) : []),
    ...(mostFrequent === undefined
      ? []
      : [`Most frequent: ${mostFrequent.name} (${describeCount(mostFrequent)}).`]),
    ...(outcome === "published" && countedNames !== undefined ? [describeCountedNames(countedNames)] : []),
    ...(outcome === "published" ? [] : [NOT_ENOUGH]),
    ...(isWithheld ? [SOME_WITHHELD] : []),
  ];
}

/** Each name that counts makes all figures noisier, so a publisher limits them. */
function describeCountedNames(count: number): string {
  const verb = count === 1 ? "is" : "are";
  return `At most ${pluralize(count, "name")} of each report ${verb} counted, so the shares may be higher.`;
}

function describeCount({ count, share }: Pick<CountedName, "count" | "share">): string {
  if (count === undefined) return "not listed, because it was counted in few or no reports";
  if (count === null) return "withheld";
  if (share === undefined) return `${formatNumber(count)} ${count === 1 ? "report" : "reports"}`;
  return describeShare(share, (text) => `${text} of the reports`).join(", ");
}

/** Bounds that are further apart say more than their middle. */
const MAX_DISTANCE = 0.5;

/**
 * Returns a clause about a share, and another one about its bounds if there is something to add.
 * @param complete completes a share to the first clause
 */
function describeShare(
  { estimate, low, high }: EstimatedShare,
  complete: (share: string) => string,
): readonly [clause: string, bounds?: string] {
  const [from, to] = [formatShare(low), formatShare(high)];
  const bounds = `between ${from} and ${to}`;
  if (from === to) return [complete(from)];
  return high - low > MAX_DISTANCE
    ? [complete(bounds)]
    : [complete(`about ${formatShare(estimate)}`), bounds];
}

function formatShare(share: number): string {
  if (share > 0 && share < 0.005) return "less than 1 %";
  if (share < 1 && share > 0.995) return "more than 99 %";
  return `${Math.round(share * 100)} %`;
}

function formatValue(value: number, unit: Unit): string {
  if (unit === "share") return `${Math.round(value * 100)} %`; // may be negative
  const number = formatNumber(value);
  if (unit === "milliseconds") return `${number} ms`;
  return unit === "tokens" ? `${number} tokens` : number;
}

/** Formats the number of reports with its noise: `812 (± 51) weekly reports`. */
function formatReportCount({ count, marginOfError }: PublishedCount): string {
  if (count === 1 && marginOfError === 0) return "1 weekly report";
  const noise = marginOfError === 0 ? "" : ` (± ${formatNumber(marginOfError)})`;
  return `${formatNumber(count)}${noise} weekly reports, one of each installation and week`;
}

/** Separates thousands with commas, as the pages of a site do. */
function formatNumber(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 1 });
}
