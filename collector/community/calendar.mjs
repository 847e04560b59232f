/** Names the days, weeks and months of a community's time, which begins with day 0. */

export const HOUR_MS = 3600 * 1000;
export const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

/** Returns the day of a time as text, such as `2026-11-28`. @param {number} timeMs */
export function formatDay(timeMs) {
  return new Date(timeMs).toISOString().slice(0, "2026-11-28".length);
}

/** Returns the first moment of a day, in UTC. @param {number} timeMs */
export function findDay(timeMs) {
  return Math.floor(timeMs / DAY_MS) * DAY_MS;
}

/** Returns the first moment of a week. @param {number} timeMs */
export function findMonday(timeMs) {
  return Math.floor((timeMs + 3 * DAY_MS) / WEEK_MS) * WEEK_MS - 3 * DAY_MS; // 1970-01-01 was a Thursday
}

/** Returns the first moment of a month. @param {number} timeMs */
export function findMonth(timeMs) {
  const date = new Date(timeMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

/** Returns the ISO week, such as `2026-W48`. Its year is that of its Thursday. @param {number} timeMs */
export function formatWeek(timeMs) {
  const thursday = findMonday(timeMs) + 3 * DAY_MS;
  const year = new Date(thursday).getUTCFullYear();
  const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / WEEK_MS);
  return `${year}-W${String(week).padStart(2, "0")}`;
}

/** @param {number} timeMs */
export function isWeekend(timeMs) {
  const weekday = new Date(timeMs).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** @param {number} timeMs */
export function formatTime(timeMs) {
  return new Date(timeMs).toISOString();
}
