/** Reads from the person's own weekly reports what the tables of a published period are about. */
import type { Json } from "../../envelope.js";
import { getMidweekNoon, getPeriodKeys } from "../../installation/calendar.js";
import type { OwnReport } from "../../installation/own-reports.js";

/** Returns whether a week belongs to a published week, or to a month: the one that has its Thursday. */
export function isWeekInPeriod(week: string, period: string): boolean {
  return week === period || getPeriodKeys(getMidweekNoon(week))?.month === period;
}

/**
 * Returns the number of a field such as `search_time.p50_ms`, or the share of `search_successes/searches`. Undefined if the
 * report has no such number, or a share of nothing.
 */
export function readOwnNumber(report: OwnReport, field: string): number | undefined {
  const [part, whole] = field.split("/").map((path) => readPath(report, path));
  if (typeof part !== "number") return undefined;
  if (!field.includes("/")) return part;
  return typeof whole === "number" && whole > 0 ? part / whole : undefined;
}

/** Returns the texts of a list such as `features[]`, or the one of a field such as `tool_version`. */
export function readOwnNames(report: OwnReport, field: string): readonly string[] {
  const value = readPath(report, field.replace(/\[\]$/, ""));
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return texts.filter((text) => typeof text === "string");
}

function readPath(report: OwnReport, path: string): Json | undefined {
  let value: unknown = report;
  for (const key of path.split("."))
    value = Object.hasOwn(Object(value), key) ? Reflect.get(Object(value), key) : undefined;
  return value as Json | undefined; // every part of a report is JSON
}
