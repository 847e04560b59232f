/** Generates the events of a community of installations, day by day. The same options give the same events. */
import { DAY_MS, findDay, isWeekend } from "./calendar.mjs";
import { formatEvent } from "./community-event.mjs";
import { ReportState } from "./installation-reports.mjs";
import { createInstallations, getUse, getVersion } from "./installations.mjs";
import {
  DELIVERY,
  EVENTS_PER_INSTALLATION,
  EVENTS_PER_SESSION,
  EXPERIMENTS_BEGIN,
  REPORTS_PER_DAY,
} from "./parameters.mjs";
import { SeededRandom } from "./seeded-random.mjs";
import { simulateUse } from "./tool-use.mjs";

/** @typedef {import("./community-event.mjs").CommunityEvent} CommunityEvent */
/** @typedef {import("./installations.mjs").Installation} Installation */
/** @typedef {import("./tool-use.mjs").CommunityRecord} CommunityRecord */

/**
 * @typedef {object} CommunityOptions
 * @property {number} events that arrive, approximately
 * @property {number} [installations] by default, one for five hundred events
 * @property {number} [days] of use; by default ninety
 * @property {number} [end] milliseconds since the epoch, on the last day; no later event exists
 * @property {number} [seed]
 */

const DEFAULT_DAYS = 90;

/**
 * Yields what happens on the machines, also what is not sent: for each day, the use of each installation.
 * @param {CommunityOptions} options
 * @returns {Generator<{ day: number, records: CommunityRecord[] }, void>}
 */
export function* generateUse({ events, installations, days = DEFAULT_DAYS, end = Date.now(), seed = 1 }) {
  const random = new SeededRandom(seed);
  const count = installations ?? Math.max(1, Math.round(events / EVENTS_PER_INSTALLATION));
  const members = createInstallations(random, { installations: count, days }).map((installation) => ({
    installation,
    reports: new ReportState(installation),
  }));
  const firstDayMs = findDay(end) - (days - 1) * DAY_MS;
  const sessionsPerDay = planSessionsPerDay(members, { events, days, firstDayMs });
  for (let day = 0; day < days; day++) {
    const dayMs = firstDayMs + day * DAY_MS;
    const isFree = isWeekend(dayMs);
    const hasExperiments = day >= days * EXPERIMENTS_BEGIN;
    for (const { installation, reports } of members) {
      if (!random.chance(getUse(installation, day, isFree))) continue;
      const version = getVersion(installation, day, days);
      const installedMs = firstDayMs + installation.firstDay * DAY_MS;
      const use = { day, dayMs, end, installedMs, version, sessionsPerDay, hasExperiments };
      yield { day, records: simulateUse(random, { installation, reports }, use) };
    }
  }
}

/**
 * Yields events in the order in which they arrive. Those that would arrive after the last day arrive on it.
 * @param {CommunityOptions} options
 * @returns {Generator<{ day: number, event: CommunityEvent }, void>}
 */
export function* generateArrivals(options) {
  const lastDay = (options.days ?? DEFAULT_DAYS) - 1;
  /** The events that arrive on later days. @type {CommunityEvent[][]} */
  const pending = Array.from({ length: lastDay + 1 }, () => []);
  let today = 0;
  for (const { day, records } of generateUse(options)) {
    for (; today < day; today++) for (const event of takeAll(pending, today)) yield { day: today, event };
    for (const { event, arrivals } of records)
      for (const arrival of arrivals)
        if (arrival === day) yield { day, event };
        else pending[Math.min(arrival, lastDay)]?.push(event);
  }
  for (; today <= lastDay; today++) for (const event of takeAll(pending, today)) yield { day: today, event };
}

/**
 * Yields the JSON of each event, in the order in which they arrive.
 * @param {CommunityOptions} options
 * @returns {Generator<string, void>}
 */
export function* generateLines(options) {
  for (const { event } of generateArrivals(options)) yield formatEvent(event);
}

/** @param {CommunityEvent[][]} pending @param {number} day */
function takeAll(pending, day) {
  const events = pending[day] ?? [];
  pending[day] = [];
  return events;
}

/**
 * Returns how many sessions an installation has on a day of use, on average, so that about so many events arrive.
 * @param {readonly { installation: Installation }[]} members
 * @param {{ events: number, days: number, firstDayMs: number }} community
 */
function planSessionsPerDay(members, { events, days, firstDayMs }) {
  let reports = 0;
  let sentDays = 0;
  for (let day = 0; day < days; day++) {
    const isFree = isWeekend(firstDayMs + day * DAY_MS);
    for (const { installation } of members) {
      const use = getUse(installation, day, isFree);
      if (!installation.isCi) reports += use * REPORTS_PER_DAY;
      sentDays += use * installation.sampleRate;
    }
  }
  const eventsPerSession = sentDays * EVENTS_PER_SESSION * (1 + DELIVERY.duplicated);
  let sessions = 1;
  // A day without a session has no reports. Each round brings the number nearer to the one that is consistent with itself.
  for (let round = 0; round < 20; round++) {
    const sentReports = reports * (1 - Math.exp(-sessions));
    sessions = Math.max(0.05, (events - sentReports) / eventsPerSession);
  }
  return sessions;
}
