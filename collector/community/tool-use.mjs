/** Simulates a day on which an installation is used: its reports, its sessions, and how their events arrive. */
import { formatTime, HOUR_MS } from "./calendar.mjs";
import { EventContext } from "./community-event.mjs";
import { DELIVERY, DOCTOR_SHARE } from "./parameters.mjs";
import { createCommon, createSession, MAX_SESSION_MS } from "./session-events.mjs";

/** @typedef {import("./community-event.mjs").CommunityEvent} CommunityEvent */
/** @typedef {import("./installation-reports.mjs").ReportState} ReportState */
/** @typedef {import("./installations.mjs").Installation} Installation */
/** @typedef {import("./installations.mjs").Version} Version */
/** @typedef {import("./seeded-random.mjs").SeededRandom} SeededRandom */

/**
 * @typedef {object} CommunityRecord what happened on a machine, and what became of it
 * @property {CommunityEvent} event
 * @property {number} installation
 * @property {readonly number[]} arrivals the days on which the event arrives: none if its session is not sampled, two for a
 *   duplicate
 */

/**
 * @typedef {object} ToolUse
 * @property {number} day
 * @property {number} dayMs
 * @property {number} end after which nothing happens
 * @property {number} installedMs
 * @property {Version} version
 * @property {number} sessionsPerDay on average
 * @property {boolean} hasExperiments whether the experiments have begun
 */

/** People work between these hours in UTC, so that no session goes on into the next day. */
const FIRST_HOUR = 7;
const LAST_HOUR = 20;

/**
 * @param {SeededRandom} random
 * @param {{ installation: Installation, reports: ReportState }} member
 * @param {ToolUse} use
 */
export function simulateUse(random, { installation, reports }, use) {
  const { day, version } = use;
  /** @type {CommunityRecord[]} */
  const records = [];
  /** @param {readonly CommunityEvent[]} events @param {readonly number[]} arrivals */
  const add = (events, arrivals) => {
    for (const event of events) records.push({ event, installation: installation.index, arrivals });
  };
  const starts = drawStarts(random, use);
  const [firstStart] = starts;
  if (firstStart === undefined) return records;
  // A client in CI remembers nothing, so it has no reports and no variants.
  if (!installation.isCi) add(reports.takeReports(random, use), [day]);
  for (const startMs of starts) {
    const context = { installation, version, startMs, inExperiments: reports.isExposed };
    const events = createSession(random, context);
    const isSent = installation.sampleRate === 1 || random.chance(installation.sampleRate);
    add(events, isSent ? drawArrivals(random, day) : []);
    if (!installation.isCi) reports.addSession(events, version);
  }
  if (random.chance(DOCTOR_SHARE)) {
    const context = new EventContext(createCommon(installation, version));
    const [uuid, distinct_id, timestamp] = [random.uuid(), random.uuid(), formatTime(firstStart)];
    add([{ event: "telemetry_doctor", uuid, distinct_id, timestamp, context, properties: {} }], [day]);
  }
  return records;
}

/** Returns when the sessions of a day begin. @param {SeededRandom} random @param {ToolUse} use */
function drawStarts(random, { dayMs, end, sessionsPerDay }) {
  const hours = Array.from({ length: random.poisson(sessionsPerDay) }, () => random.uniform());
  return hours
    .map((share) => Math.floor(dayMs + (FIRST_HOUR + (LAST_HOUR - FIRST_HOUR) * share) * HOUR_MS))
    .filter((startMs) => startMs + MAX_SESSION_MS <= end)
    .sort((a, b) => a - b);
}

/**
 * Returns the days on which the batch of a session arrives. It is sent again if the answer was lost.
 * @param {SeededRandom} random
 * @param {number} day
 */
function drawArrivals(random, day) {
  const arrival = day + (random.chance(DELIVERY.late) ? random.integer(1, DELIVERY.maxDelayDays) : 0);
  return random.chance(DELIVERY.duplicated) ? [arrival, arrival + random.integer(0, 1)] : [arrival];
}
