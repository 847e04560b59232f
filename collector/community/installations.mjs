/** Creates the installations of a community: what each runs on, how often it is used, and what it sends. */
import {
  ACTIVITY,
  CI_SHARE,
  EXPERIMENTS,
  MEAN_LIFE_DAYS,
  RELEASE,
  SAMPLING,
  SEARCH_DEVIATION,
  VERSIONS,
} from "./parameters.mjs";

/** @typedef {import("./seeded-random.mjs").SeededRandom} SeededRandom */
/** @typedef {(typeof VERSIONS)[number]} Version */

/**
 * @typedef {object} Installation
 * @property {number} index
 * @property {string} platform
 * @property {string} arch
 * @property {number} runtimeVersion
 * @property {boolean} isCi
 * @property {number} sampleRate the share of its sessions that it sends
 * @property {number} activity the probability that it is used on a weekday
 * @property {number} firstDay of its use, which may be before day 0
 * @property {number} lastDay
 * @property {number} updateDay from which on it has the newer version
 * @property {number} speed a factor of the times of its searches
 * @property {string[]} settings that are set
 * @property {boolean} hasAgents whether agents call the tool
 * @property {boolean} sendsMatches whether the person has opted in to send the matches of searches
 * @property {Map<string, "control" | "test">} variants by experiment
 */

const SYSTEMS = /** @type {const} */ ([
  ["linux x64", 0.45],
  ["darwin arm64", 0.35],
  ["win32 x64", 0.15],
  ["linux arm64", 0.05],
]);
const RUNTIMES = /** @type {const} */ ([
  [22, 0.6],
  [20, 0.25],
  [24, 0.15],
]);
const SETTINGS = ["reranker", "max_results", "languages", "exclude"];
const SETTING_SHARE = 0.3;
const AGENT_SHARE = 0.3;
const MATCHES_SHARE = 0.1;

/**
 * @param {SeededRandom} random
 * @param {{ installations: number, days: number }} community
 * @returns {Installation[]}
 */
export function createInstallations(random, { installations, days }) {
  return Array.from({ length: installations }, (_, index) => createInstallation(random, index, days));
}

/**
 * @param {SeededRandom} random
 * @param {number} index
 * @param {number} days
 * @returns {Installation}
 */
export function createInstallation(random, index, days) {
  // As many people begin in the time before as in an equal time of the simulation, so that use grows.
  const firstDay = random.integer(-days, days - 1);
  const [platform = "", arch = ""] = random.chooseWeighted(SYSTEMS).split(" ");
  return {
    index,
    platform,
    arch,
    runtimeVersion: random.chooseWeighted(RUNTIMES),
    isCi: random.chance(CI_SHARE),
    sampleRate: random.chance(SAMPLING.share) ? SAMPLING.rate : 1,
    activity: ACTIVITY.low + (ACTIVITY.high - ACTIVITY.low) * random.uniform(),
    firstDay,
    lastDay: Math.max(firstDay, 0) + Math.ceil(random.exponential(MEAN_LIFE_DAYS)),
    updateDay: Math.round(days * RELEASE.at + random.exponential(RELEASE.meanUpdateDays)),
    speed: Math.exp(SEARCH_DEVIATION.installations * random.normal()),
    settings: SETTINGS.filter(() => random.chance(SETTING_SHARE)),
    hasAgents: random.chance(AGENT_SHARE),
    sendsMatches: random.chance(MATCHES_SHARE),
    variants: new Map(EXPERIMENTS.map(({ name }) => [name, random.chance(0.5) ? "test" : "control"])),
  };
}

/**
 * Returns the version that an installation has on a day. New ones install the newest version.
 * @param {Installation} installation
 * @param {number} day
 * @param {number} days of the community
 * @returns {Version}
 */
export function getVersion({ firstDay, updateDay }, day, days) {
  const isNew = firstDay >= days * RELEASE.at || day >= updateDay;
  return isNew ? VERSIONS[1] : VERSIONS[0];
}

/** Returns the probability that an installation is used on a day. @param {Installation} installation @param {number} day @param {boolean} isWeekend */
export function getUse({ firstDay, lastDay, activity }, day, isWeekend) {
  if (day < firstDay || day > lastDay) return 0;
  if (day === firstDay) return 1;
  return isWeekend ? activity * ACTIVITY.weekend : activity;
}
