/** Lists the metrics that the weekly report of every tool has, if the tool captures their events. */

import type { ValueOf } from "../models/closed-set.js";
import type { Baseline } from "../models/closed-sets.js";
import { EXCEPTION } from "../privacy/errors/posthog-exception.js";
import {
  AGENT_ERROR_EVENT,
  AGENT_USAGE_EVENT,
  SEARCH_EVENT,
  SESSION_EVENT,
  TOOL_CALL_EVENT,
} from "./event-names.js";
import type { Metric } from "./metric.js";
import type { ReportMetric } from "./metric-aggregation.js";
import { formatModelWord } from "./model-name.js";

/** Begins the names of the author's metrics, which may have the names of this library's. */
export const OWN_METRICS = "metrics.";

/** Returns all metrics of a tool. @param own those of its author */
export function listWeeklyMetrics(own: readonly Metric[]): readonly ReportMetric[] {
  return [...WEEKLY_METRICS, ...own.map((metric) => ({ ...metric, name: `${OWN_METRICS}${metric.name}` }))];
}

/** The highest results that are sent. Very few weeks of a person have more. */
export const MAX_CALLS = 5000;
const MAX_ERRORS = 1000;
const MAX_SEARCH_MS = 60_000;
const MAX_TOKENS = 50_000_000;

const count = (name: string, event: string, high: number): ReportMetric => ({
  name,
  event,
  aggregate: "count",
  clip: [0, high],
});

/** The members of `Baseline`, which would load all models. */
export const BASELINES = ["whole_files", "top_k_passages", "own"] as const satisfies readonly ValueOf<
  typeof Baseline
>[];

const tokens = (name: string, property: string, low: number): ReportMetric => ({
  name,
  event: SESSION_EVENT,
  property: `tokens.${property}`,
  aggregate: "sum",
  clip: [low, MAX_TOKENS],
});

const WEEKLY_METRICS: readonly ReportMetric[] = [
  count("searches", SEARCH_EVENT, MAX_CALLS),
  {
    ...count("search_successes", SEARCH_EVENT, MAX_CALLS),
    property: "status",
    countedValue: "success",
  },
  { ...count("search_errors", SEARCH_EVENT, MAX_ERRORS), property: "status", countedValue: "error" },
  {
    name: "search_ms",
    event: SEARCH_EVENT,
    property: "execution_time_ms",
    aggregate: "quantiles",
    clip: [0, MAX_SEARCH_MS],
  },
  {
    name: "features",
    event: SEARCH_EVENT,
    property: "strategies",
    aggregate: "words",
    clip: [0, 16],
  },
  {
    name: "settings_used",
    event: SESSION_EVENT,
    property: "settings_used",
    aggregate: "words",
    clip: [0, 64],
  },
  tokens("tokens_delivered", "delivered", 0),
  ...BASELINES.flatMap((baseline) => [
    tokens(`tokens_baseline.${baseline}`, `baseline.${baseline}`, 0),
    tokens(`tokens_saved.${baseline}`, `saved.${baseline}`, -MAX_TOKENS), // a tool may also waste tokens
  ]),
  count("tool_calls", TOOL_CALL_EVENT, MAX_CALLS),
  {
    ...count("tool_errors", TOOL_CALL_EVENT, MAX_ERRORS),
    property: "success",
    countedValue: false,
  },
  count("agent_calls", AGENT_USAGE_EVENT, MAX_CALLS),
  {
    name: "models_used",
    event: AGENT_USAGE_EVENT,
    property: "metadata.model",
    aggregate: "words",
    formatWord: formatModelWord, // a text that the author declares need not be a word
    clip: [0, 8],
  },
  count("agent_errors", AGENT_ERROR_EVENT, MAX_ERRORS),
  count("exceptions", EXCEPTION, MAX_ERRORS),
];
