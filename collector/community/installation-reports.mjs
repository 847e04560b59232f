/** Creates the reports of an installation: that it is active, the numbers of a week, and the outcomes of experiments. */
import { DAY_MS, findDay, findMonday, findMonth, formatTime, formatWeek, HOUR_MS } from "./calendar.mjs";
import { EventContext } from "./community-event.mjs";
import { OUTCOME_DAYS } from "./parameters.mjs";
import { createCommon } from "./session-events.mjs";
import { addSession, createWeeklyReport, createWeekTotals } from "./weekly-report.mjs";

/** @typedef {import("./installations.mjs").Installation} Installation */
/** @typedef {import("./installations.mjs").Version} Version */
/** @typedef {import("./seeded-random.mjs").SeededRandom} SeededRandom */
/** @typedef {import("./community-event.mjs").CommunityEvent} CommunityEvent */

/** Reports have the time at which their day, or the first day of their period, is the same in nearly all time zones. */
const NOON_MS = 12 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
const PERIODS = /** @type {const} */ (["day", "week", "month"]);

/** What an installation remembers from one use to the next one. */
export class ReportState {
  #installation;
  /** The newest day, week and month that were reported. */
  #reported = { day: -1, week: -1, month: -1 };
  /** The Mondays of the weeks of use. @type {Set<number>} */
  #activeWeeks = new Set();
  #week = createWeekTotals();
  /** @type {number | undefined} */
  #exposedMs;
  #isOutcomeSent = false;
  #searches = { count: 0, totalMs: 0, totalResults: 0 };

  /** @param {Installation} installation */
  constructor(installation) {
    this.#installation = installation;
  }

  /** Whether the variants of the experiments apply. */
  get isExposed() {
    return this.#exposedMs !== undefined;
  }

  /**
   * Returns the reports that are due when the tool is used on a day.
   * @param {SeededRandom} random
   * @param {{ dayMs: number, installedMs: number, version: Version, hasExperiments: boolean }} use
   * @returns {CommunityEvent[]}
   */
  takeReports(random, { dayMs, installedMs, version, hasExperiments }) {
    const create = this.#createFactory(random, version);
    const installAge = describeAge((dayMs - installedMs) / DAY_MS);
    if (hasExperiments) this.#exposedMs ??= dayMs;
    return [
      ...this.#takeWeek(random, dayMs),
      ...this.#takeActive(dayMs, (period, beginMs) =>
        create("telemetry_active", beginMs, { period, install_age: installAge }),
      ),
      ...this.#takeOutcomes(dayMs, random, create),
    ];
  }

  /**
   * Returns a function that creates reports. They are never sampled.
   * @param {SeededRandom} random
   * @param {Version} version
   */
  #createFactory(random, version) {
    const { telemetry_sample_rate: _, ...common } = createCommon(this.#installation, version);
    const context = new EventContext({ ...common, $ignore_sent_at: true });
    /** @param {string} event @param {number} dayMs @param {object} properties */
    return (event, dayMs, properties, distinct_id = random.uuid()) => {
      const timestamp = formatTime(dayMs + NOON_MS);
      return { event, uuid: random.uuid(), distinct_id, timestamp, context, properties };
    };
  }

  /** Returns the report about the last week of use, if another week has begun. @param {SeededRandom} random @param {number} dayMs */
  #takeWeek(random, dayMs) {
    const monday = findMonday(dayMs);
    const before = this.#week;
    if (before.monday === monday) return [];
    const wasActive = (/** @type {number} */ weeks) => this.#activeWeeks.has(monday - weeks * WEEK_MS);
    this.#week = createWeekTotals({
      monday,
      week: formatWeek(monday),
      activeWeekBefore: wasActive(1),
      activeFourWeeksBefore: wasActive(4),
    });
    this.#activeWeeks.add(monday);
    const { version } = before;
    if (version === undefined) return [];
    const create = this.#createFactory(random, version);
    const report = createWeeklyReport(before, this.#installation);
    return [create("telemetry_week", before.monday + 3 * DAY_MS, report)];
  }

  /**
   * @param {number} dayMs
   * @param {(period: "day" | "week" | "month", beginMs: number) => CommunityEvent} create
   */
  #takeActive(dayMs, create) {
    const begins = { day: findDay(dayMs), week: findMonday(dayMs), month: findMonth(dayMs) };
    const due = PERIODS.filter((period) => this.#reported[period] !== begins[period]);
    this.#reported = begins;
    return due.map((period) => create(period, begins[period]));
  }

  /**
   * @param {number} dayMs
   * @param {SeededRandom} random
   * @param {(event: string, dayMs: number, properties: object, id: string) => CommunityEvent} create
   */
  #takeOutcomes(dayMs, random, create) {
    const lastMs = (this.#exposedMs ?? dayMs) + (OUTCOME_DAYS - 1) * DAY_MS;
    if (this.#isOutcomeSent || dayMs <= lastMs) return [];
    this.#isOutcomeSent = true;
    const metrics = this.#summarizeSearches();
    return [...this.#installation.variants].flatMap(([experiment, variant]) => {
      const id = random.uuid(); // a new one, under which nothing else is sent
      const flag = { $feature_flag: experiment, $feature_flag_response: variant, locally_evaluated: true };
      return [
        create("$feature_flag_called", lastMs, flag, id),
        create("telemetry_outcome", lastMs, { experiment, variant, metrics }, id),
      ];
    });
  }

  /**
   * Counts the events of a session, also if they are not sent.
   * @param {readonly CommunityEvent[]} events
   * @param {Version} version
   */
  addSession(events, version) {
    addSession(this.#week, events, version);
    if (!this.isExposed || this.#isOutcomeSent) return;
    for (const { event, properties } of events)
      if (event === "codeweaver_search") {
        const search = /** @type {import("./weekly-report.mjs").SearchNumbers} */ (properties);
        this.#searches.count++;
        this.#searches.totalMs += search.execution_time_ms;
        this.#searches.totalResults += search.results.returned;
      }
  }

  #summarizeSearches() {
    const { count, totalMs, totalResults } = this.#searches;
    if (count === 0) return { search_ms_n: 0, results_n: 0 };
    const n = roundMean(Math.min(count, 10_000));
    const [ms, results] = [totalMs, totalResults].map((total) => roundMean(total / count));
    return { search_ms_mean: ms, search_ms_n: n, results_mean: results, results_n: n };
  }
}

/** @param {number} days */
function describeAge(days) {
  if (days < 7) return "days";
  return days < 30 ? "weeks" : "months";
}

/** Rounds as the client does, because a long number could be recognized. @param {number} value */
function roundMean(value) {
  return Number(value.toPrecision(3));
}
