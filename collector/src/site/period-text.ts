/** Writes what a published period is about, in words that every page has. */
import { formatDayText } from "../dashboard/date-text.js";
import type { PublishedPeriod } from "../publish/published-period.js";

const MONTH = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

/** Returns "week 40 of 2026" or "October 2026". */
export function formatPeriodName(key: string): string {
  const [year = "", part = ""] = key.split("-");
  if (part.startsWith("W")) return `week ${Number(part.slice(1))} of ${year}`;
  return MONTH.format(new Date(`${key}-01`));
}

export function isWeek({ period }: PublishedPeriod): boolean {
  return period.includes("W");
}

export function formatDays({ firstDay, lastDay }: PublishedPeriod): string {
  return `${formatDayText(firstDay)} to ${formatDayText(lastDay)}`;
}

export function formatProtection({ protection }: PublishedPeriod): string {
  if (protection.kind === "minimum") return `at least ${protection.minimumReports} reports in each number`;
  return `noise with ε = ${protection.epsilon} and δ = ${formatDelta(protection.delta)}`;
}

/** Returns "0.000001" where JavaScript writes 0.000001 or 1e-7. */
export function formatDelta(delta: number): string {
  return delta.toLocaleString("en", { maximumSignificantDigits: 3, useGrouping: false });
}

/** Returns the total of weekly reports, or undefined if it is not published. */
export function findTotal({
  tables,
}: PublishedPeriod): { readonly value: number; readonly marginOfError: number } | undefined {
  const table = tables.find(({ kind }) => kind === "total");
  const value = table?.cells[0]?.value;
  return table === undefined || typeof value !== "number"
    ? undefined
    : { value, marginOfError: table.marginOfError };
}

/** Returns the margin and the threshold of a period, which are the same for all of its tables. */
export function readLimits({ tables }: PublishedPeriod): {
  readonly marginOfError: number;
  readonly threshold: number;
} {
  const { marginOfError = 0, threshold = 0 } = tables[0] ?? {};
  return { marginOfError, threshold };
}
