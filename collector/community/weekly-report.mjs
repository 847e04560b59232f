/** Adds up the numbers of an installation's week, and creates the report about them. */

/** @typedef {import("./installations.mjs").Installation} Installation */
/** @typedef {import("./installations.mjs").Version} Version */
/** @typedef {import("./community-event.mjs").CommunityEvent} CommunityEvent */
/** @typedef {{ execution_time_ms: number, status: string, strategies: string[], results: { returned: number } }} SearchNumbers */
/** @typedef {{ tokens: { delivered: number, baseline: Record<string, number>, saved: Record<string, number> } }} SessionNumbers */

const MODELS = ["claude-sonnet-4-5", "gpt-5", "other"];

/** @param {{ monday?: number, week?: string, activeWeekBefore?: boolean | undefined, activeFourWeeksBefore?: boolean | undefined }} week */
export function createWeekTotals({
  monday = -1,
  week = "",
  activeWeekBefore = false,
  activeFourWeeksBefore = false,
} = {}) {
  return {
    monday,
    week,
    activeWeekBefore,
    activeFourWeeksBefore,
    /** The version that ran last. */
    version: /** @type {Version | undefined} */ (undefined),
    sessions: 0,
    searchErrors: 0,
    calls: 0,
    callErrors: 0,
    exceptions: 0,
    delivered: 0,
    baseline: { whole_files: 0, top_k_passages: 0 },
    saved: { whole_files: 0, top_k_passages: 0 },
    /** @type {number[]} */
    searchTimes: [],
    /** @type {Set<string>} */
    features: new Set(),
  };
}

/** @typedef {ReturnType<typeof createWeekTotals>} WeekTotals */

/**
 * @param {WeekTotals} totals
 * @param {readonly CommunityEvent[]} events of a session
 * @param {Version} version
 */
export function addSession(totals, events, version) {
  for (const { event, properties } of events) {
    if (event === "codeweaver_search") {
      const search = /** @type {SearchNumbers} */ (properties);
      totals.searchTimes.push(search.execution_time_ms);
      if (search.status === "error") totals.searchErrors++;
      for (const strategy of search.strategies) totals.features.add(strategy);
    } else if (event === "mcp_tool_call") {
      totals.calls++;
      if ("success" in properties && !properties.success) totals.callErrors++;
    } else if (event === "codeweaver_session") {
      const { tokens } = /** @type {SessionNumbers} */ (properties);
      totals.sessions++;
      totals.version = version;
      totals.delivered += tokens.delivered;
      for (const name of /** @type {const} */ (["whole_files", "top_k_passages"])) {
        totals.baseline[name] += tokens.baseline[name] ?? 0;
        totals.saved[name] += tokens.saved[name] ?? 0;
      }
    } else if (event === "$exception") totals.exceptions++;
  }
}

/** @param {WeekTotals} totals @param {Installation} installation */
export function createWeeklyReport(totals, { settings, hasAgents, index }) {
  const searches = totals.searchTimes.length;
  const times = totals.searchTimes.toSorted((a, b) => a - b);
  const getQuantile = (/** @type {number} */ share) => times[Math.floor(share * (times.length - 1))] ?? 0;
  const round = (/** @type {Record<string, number>} */ sums) =>
    Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, roundWeekly(sum)]));
  return {
    week: totals.week,
    sessions: totals.sessions,
    active_week_before: totals.activeWeekBefore,
    active_four_weeks_before: totals.activeFourWeeksBefore,
    searches: roundWeekly(searches),
    search_successes: roundWeekly(searches - totals.searchErrors),
    search_errors: roundWeekly(totals.searchErrors),
    ...(searches > 0 && {
      search_time: {
        p50_ms: roundWeekly(getQuantile(0.5)),
        p95_ms: roundWeekly(getQuantile(0.95)),
        n: roundWeekly(searches),
      },
    }),
    features: [...totals.features].sort(),
    settings_used: settings,
    tokens_delivered: roundWeekly(totals.delivered),
    tokens_baseline: round(totals.baseline),
    tokens_saved: round(totals.saved),
    tool_calls: roundWeekly(totals.calls),
    tool_errors: roundWeekly(totals.callErrors),
    ...(hasAgents && {
      agent_calls: roundWeekly(totals.calls),
      models_used: [MODELS[index % MODELS.length]],
    }),
    exceptions: roundWeekly(totals.exceptions),
    metrics: { indexed_lines: 1200 * totals.sessions },
  };
}

/** Rounds as the client does, because a long number could be recognized. @param {number} value */
export function roundWeekly(value) {
  return Number(value.toPrecision(2));
}
