/** Names the UTC day, the ISO week and the month of a time. */
import { formatIsoTime } from "../internal/iso-time.js";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

export const PERIODS = ["day", "week", "month"] as const;
export type Period = (typeof PERIODS)[number];

/** Texts of one form sort by time: `2026-11-27`, `2026-W48`, `2026-11`. */
export type PeriodKeys = Readonly<Record<Period, string>>;

/** A clock outside of these years is wrong: this package is not older, and the texts of other years would not sort. */
const FIRST_YEAR = 2026;
const LAST_YEAR = 9998;

/** Returns undefined for a time that cannot be right. */
export function getPeriodKeys(timeMs: number): PeriodKeys | undefined {
  const year = new Date(timeMs).getUTCFullYear();
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) return undefined; // NaN, too
  const day = formatDay(timeMs);
  return { day, week: getWeekKey(timeMs), month: day.slice(0, "2026-11".length) };
}

/** An ISO week begins on Monday, and belongs to the year of its Thursday (ISO 8601-1:2019, 3.1.1.23). */
function getWeekKey(timeMs: number): string {
  const thursday = getMonday(timeMs) + 3 * DAY_MS;
  const year = new Date(thursday).getUTCFullYear();
  const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / WEEK_MS);
  return `${year}-W${String(week).padStart(2, "0")}`;
}

/** Returns the beginning of the week. */
function getMonday(timeMs: number): number {
  const day = Math.floor(timeMs / DAY_MS);
  const weekday = (((day + 3) % 7) + 7) % 7; // 1970-01-01 was a Thursday; 0 is Monday
  return (day - weekday) * DAY_MS;
}

/** Returns the beginning of a period. NaN for a text that is not the key of one. */
export function getStart(period: Period, key: string): number {
  if (period !== "week") return Date.parse(period === "day" ? key : `${key}-01`);
  const [year = "", week = ""] = key.split("-W");
  const firstMonday = getMonday(Date.UTC(Number(year), 0, 4)); // January 4 is always in week 1
  return firstMonday + (Number(week) - 1) * WEEK_MS;
}

/**
 * Returns noon of the first day of a period. At noon in UTC, almost every time zone has the same date, so an analyst whose
 * project has another time zone counts the right day and month.
 */
export function getFirstNoon(period: Period, key: string): number {
  return getStart(period, key) + 12 * HOUR_MS;
}

/** Returns noon of the Thursday of a week, which is in the month and year that the week belongs to. */
export function getMidweekNoon(week: string): number {
  return getFirstNoon("week", week) + 3 * DAY_MS;
}

/** Returns the week that is some weeks before another. */
export function getEarlierWeek(week: string, weeks: number): string {
  return getWeekKey(getStart("week", week) - weeks * WEEK_MS);
}

/** Returns the number of days from one day to another, which is negative if the second is earlier. */
export function countDays(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** Returns the day that is some days after another. */
export function getLaterDay(day: string, days: number): string {
  return formatDay(getStart("day", day) + days * DAY_MS);
}

function formatDay(timeMs: number): string {
  return formatIsoTime(timeMs).slice(0, "2026-11-27".length);
}
