/** States the distributions of a simulated community, which an analysis should find again. */

/** The version of the first half of the time, and the one that installations update to in the second half. */
export const VERSIONS = /** @type {const} */ (["1.1.0", "1.2.0"]);
/** When 1.2.0 appears, as a share of the time, and after how many days an installation updates, on average. */
export const RELEASE = { at: 0.5, meanUpdateDays: 10 };

/** The share of installations that send a part of their sessions, and which part. */
export const SAMPLING = { share: 0.2, rate: 0.25 };
/** The shares of sessions whose events arrive days later, and twice. */
export const DELIVERY = { late: 0.04, maxDelayDays: 6, duplicated: 0.02 };
/** The share of installations that run in CI. */
export const CI_SHARE = 0.05;
/** On so many days of use, a person also runs the subcommand `doctor`. */
export const DOCTOR_SHARE = 0.03;

/** The share of the weekdays on which an installation is used lies between these, and is lower at weekends. */
export const ACTIVITY = { low: 0.1, high: 0.75, weekend: 0.3 };
/** The mean number of days from the first use of an installation to its last one. */
export const MEAN_LIFE_DAYS = 200;

export const SEARCHES_PER_SESSION = 5;
export const CALLS_PER_SESSION = 2;

/** The shares of searches by mode, and their median time in milliseconds by version. */
export const SEARCH_MODES = /** @type {const} */ ([
  ["hybrid", 0.6],
  ["dense_only", 0.3],
  ["sparse_only", 0.1],
]);
export const SEARCH_MEDIAN_MS = {
  "1.1.0": { hybrid: 140, dense_only: 90, sparse_only: 40 },
  "1.2.0": { hybrid: 105, dense_only: 70, sparse_only: 40 },
};
/** The logarithm of a search's time deviates so much between installations, and between searches of one. */
export const SEARCH_DEVIATION = { installations: 0.15, searches: 0.6 };
/** The probability that a search fails, by version, and that it answers in part. */
export const SEARCH_FAILURE = { "1.1.0": 0.03, "1.2.0": 0.02 };
export const SEARCH_PARTIAL = 0.04;

export const TOOLS = /** @type {const} */ ([
  ["find_code", 0.6],
  ["explain", 0.3],
  ["index_status", 0.1],
]);
/** The probability that a call of a tool fails, and the median of its time. */
export const CALL_FAILURE = 0.03;
export const CALL_MEDIAN_MS = 60;
/** The share of sessions with an error, by version. */
export const SESSION_ERRORS = { "1.1.0": 0.06, "1.2.0": 0.03 };

/** The share of the tokens of whole files that an answer has, which is between these. */
export const DELIVERED_SHARE = { low: 0.2, high: 0.4 };

/**
 * The experiments. Half of the installations have the variant `test`. Its searches take a fifth less time in the first one,
 * and nothing is different in the second one. They begin for each installation with its first use after a share of the time.
 */
export const EXPERIMENTS = /** @type {const} */ ([
  { name: "new_reranker", searchTimeFactor: 0.8 },
  { name: "compact_answers", searchTimeFactor: 1 },
]);
export const EXPERIMENTS_BEGIN = 0.6;
/** An outcome is about so many days, and is reported with the first use after them. */
export const OUTCOME_DAYS = 14;

/** What a session sends on average, besides the reports of its installation: the searches, the calls, and its own event. */
export const EVENTS_PER_SESSION = SEARCHES_PER_SESSION + CALLS_PER_SESSION + 1.05;
/** How many reports an installation sends on a day of use, measured over ninety days. */
export const REPORTS_PER_DAY = 1.6;
/** So many events of an installation give about two sessions on each day of use. */
export const EVENTS_PER_INSTALLATION = 500;
