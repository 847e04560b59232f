/** Writes days and times as a page shows them, in UTC. */

const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });
const TIME = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });

/** @param day such as `2026-11-28` */
export function formatDayText(day: string): string {
  return DAY.format(new Date(day));
}

/** @param time such as `2026-11-28T10:00:00Z` */
export function formatTimeText(time: string): string {
  return `${TIME.format(new Date(time))} UTC`;
}
