/** Writes days and times as a page shows them, in UTC. */

/** Made with the first page, because the data of a calendar need 7 MB. */
let dayFormat: Intl.DateTimeFormat | undefined;
let timeFormat: Intl.DateTimeFormat | undefined;

/** @param day such as `2026-11-28` */
export function formatDayText(day: string): string {
  dayFormat ??= new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });
  return dayFormat.format(new Date(day));
}

/** @param time such as `2026-11-28T10:00:00Z` */
export function formatTimeText(time: string): string {
  timeFormat ??= new Intl.DateTimeFormat("en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "UTC",
  });
  return `${timeFormat.format(new Date(time))} UTC`;
}
