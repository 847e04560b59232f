/** Defines the periods for which figures are published: an ISO week, or the weeks of a month. */

const DAY_MS = 24 * 3600 * 1000;
const WEEK_MS = 7 * DAY_MS;
/** Days after a period are written, too, and those of the year 10000 would have five digits. */
const MAX_THURSDAY_MS = Date.UTC(9999, 11, 1);
const WEEK_KEY = /^(\d{4})-W(\d{2})$/;
const MONTH_KEY = /^(\d{4})-(\d{2})$/;

export interface PublicationPeriod {
  /** `2026-W40` or `2026-10`. */
  readonly key: string;
  /** The ISO weeks, such as `2026-W40`, in their order. */
  readonly weeks: readonly string[];
  /** A Monday, such as `2026-09-28`. */
  readonly firstDay: string;
  /** A Sunday. */
  readonly lastDay: string;
  /** The end of the last day in UTC, in milliseconds since the epoch. */
  readonly endMs: number;
}

/**
 * Returns the period of a text such as `2026-W40` or `2026-10`, or undefined if it names none. A month has the weeks whose
 * Thursday it contains, as an ISO week belongs to the year of its Thursday (ISO 8601-1:2019, 3.1.1.23), so that each week is in
 * exactly one month.
 */
export function parsePeriod(text: string): PublicationPeriod | undefined {
  const [, weekYear, week] = WEEK_KEY.exec(text) ?? [];
  if (weekYear !== undefined) {
    const thursday = findThursday(Date.UTC(Number(weekYear), 0, 1)) + (Number(week) - 1) * WEEK_MS;
    // A year has 52 or 53 weeks. The week after the last one has another name.
    return formatWeek(thursday) === text ? createPeriod(text, [thursday]) : undefined;
  }
  const [, year, month] = MONTH_KEY.exec(text) ?? [];
  const start = Date.UTC(Number(year), Number(month) - 1, 1);
  if (!(year !== undefined && formatDay(start) === `${text}-01`)) return undefined;
  const thursdays: number[] = [];
  const end = Date.UTC(Number(year), Number(month), 1);
  for (let thursday = findThursday(start); thursday < end; thursday += WEEK_MS) thursdays.push(thursday);
  return createPeriod(text, thursdays);
}

/** Whether no more days of the period will come. Only then is its data complete, except for reports that are late. */
export function isPeriodOver(period: PublicationPeriod, nowMs: number): boolean {
  return nowMs >= period.endMs;
}

function createPeriod(key: string, thursdays: readonly number[]): PublicationPeriod | undefined {
  const first = thursdays[0] ?? Number.NaN;
  const last = thursdays.at(-1) ?? Number.NaN;
  if (last > MAX_THURSDAY_MS) return undefined;
  return {
    key,
    weeks: thursdays.map(formatWeek),
    firstDay: formatDay(first - 3 * DAY_MS),
    lastDay: formatDay(last + 3 * DAY_MS),
    endMs: last + 4 * DAY_MS,
  };
}

/** Returns the first Thursday that is not before a day. */
function findThursday(dayMs: number): number {
  return Math.ceil(dayMs / WEEK_MS) * WEEK_MS; // 1970-01-01, the time 0, was a Thursday
}

function formatWeek(thursdayMs: number): string {
  const year = new Date(thursdayMs).getUTCFullYear();
  const week = 1 + Math.floor((thursdayMs - Date.UTC(year, 0, 1)) / WEEK_MS);
  return `${String(year).padStart(4, "0")}-W${String(week).padStart(2, "0")}`;
}

/** Returns another text than a day for a time that is none. */
function formatDay(timeMs: number): string {
  return Number.isNaN(timeMs) ? "" : new Date(timeMs).toISOString().slice(0, "2026-10-01".length);
}
