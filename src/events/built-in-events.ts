/** Describes the events of this package for the manifest, from samples that have a value for each property. */
import { SessionStatistics } from "../models/session-statistics.js";
import { ActiveEvent } from "./active-event.js";
import { AgentUsageEvent, PerformanceEvent, SystemInfoEvent } from "./agent-events.js";
import { describeEvents } from "./describe-events.js";
import { ErrorEvent } from "./error-event.js";
import { ACTIVE_EVENT, OUTCOME_EVENT, SETUP_EVENT, SETUP_REPORT_EVENT, WEEKLY_EVENT } from "./event-names.js";
import type { ManifestEvent } from "./manifest.js";
import type { MetricResult } from "./metric-aggregation.js";
import { OutcomeEvent } from "./outcome-event.js";
import { SearchEvent } from "./search-event.js";
import { SessionEvent } from "./session-event.js";
import { SetupEvent } from "./setup-event.js";
import { SetupReportEvent } from "./setup-report-event.js";
import type { TelemetryEvent } from "./telemetry-event.js";
import { ToolCallEvent } from "./tool-call-event.js";
import { WeeklyEvent } from "./weekly-event.js";
import { OWN_METRICS } from "./weekly-metrics.js";

/** Describes all fields of the built-in events, including those that need the person's opt-in. */
export function describeBuiltInEvents(): ManifestEvent[] {
  return describeEvents(createBuiltInSamples()).events.map((described) => ({
    event: described.event,
    description: DESCRIPTIONS[described.event] ?? "",
    fields: described.fields,
  }));
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  [SearchEvent.EVENT_NAME]:
    "One search of a code-search tool: how fast it was and how good its results were.",
  [SessionEvent.EVENT_NAME]:
    "One session of a code-search tool, summed up at its end. `http_requests` counts the requests over the tool's HTTP interface, and `requests` counts all others.",
  [AgentUsageEvent.EVENT_NAME]: "An agent of an agent platform was used.",
  [PerformanceEvent.EVENT_NAME]: "A number that an agent platform measured.",
  [ErrorEvent.EVENT_NAME]: "An error in an agent platform.",
  [SystemInfoEvent.EVENT_NAME]: "The operating system and the runtime of an agent platform, once per start.",
  [ToolCallEvent.EVENT_NAME]: "One call of a tool of an MCP server.",
  [ACTIVE_EVENT]:
    "The tool was used. It is sent at most once per UTC day, ISO week and month, under an id that is used only once. It has no session.",
  [WEEKLY_EVENT]:
    "Sums and quantiles of one ISO week, computed on this machine. It is sent at most once per week, in a later week, under an id that is used only once. It has no session. The setting `weekly_report` turns it off.",
  [SETUP_EVENT]: "One attempt to set up the tool.",
  [SETUP_REPORT_EVENT]:
    "The first attempts of this installation to set up the tool. It is sent at most twice: for the first attempt that fails, and for the first that succeeds. Each has an id that is used only once, and no session.",
  [OUTCOME_EVENT]:
    "The result of this installation in an experiment of the tool's author, computed on this machine. It is sent once per experiment, some weeks after the variant was first used. `$feature_flag_called` is sent with it under the same id, which is used for nothing else. It has no session.",
};

/** Creates one event of each kind, with a value for each property. */
export function createBuiltInSamples(): TelemetryEvent[] {
  return [
    createSampleSearch(),
    createSampleSession(),
    createSampleToolCall(),
    ...createSampleAgentEvents(),
    new ActiveEvent({ period: "day", installAge: "weeks" }),
    createSampleWeek(),
    new SetupEvent({ success: false, errors: ["syntax"] }),
    new SetupReportEvent({ result: "succeeded", attempts: 2, errors: ["syntax"], minutes: 12 }),
    new OutcomeEvent({
      experiment: "an_experiment",
      variant: "a_variant",
      results: new Map([["a_metric", { average: { n: 3, mean: 0.5 } }]]),
    }),
  ];
}

function createSampleSearch(): SearchEvent {
  return new SearchEvent({
    query: "a question",
    featureFlags: { a_flag: true },
    response: {
      matches: [
        {
          file: { path: "a.ts", language: "typescript" },
          span: { start: 1, end: 2 },
          relevanceScore: 0.5,
          matchType: "semantic",
        },
      ],
      summary: "one match",
      warnings: ["a warning"],
      searchStrategy: "hybrid_search",
      languagesFound: ["typescript"],
    },
  });
}

function createSampleSession(): SessionEvent {
  const statistics = new SessionStatistics();
  statistics.addSuccessfulRequest();
  statistics.recordHttpRequest("health", 1);
  statistics.recordAnswer({
    deliveredTokens: 400,
    baselineTokens: { whole_files: 5000, top_k_passages: 2000, own: 1000 },
  });
  statistics.addFileOperation("a.ts", "indexed");
  statistics.recordFailover({ activeStore: "backup" });
  statistics.addSemanticUses(["flow_async"]);
  return new SessionEvent(statistics, {
    version: "0.0.0",
    configErrors: ["syntax"],
    settingsUsed: ["backend"],
  });
}

function createSampleAgentEvents(): TelemetryEvent[] {
  const { stack } = new Error("sample");
  const details = { duration_ms: 150, success: true, operation: "search" };
  return [
    new AgentUsageEvent("backend-developer", "discover", { ...details, model: "claude-sonnet-4-5" }),
    new PerformanceEvent("discovery_latency", 123.45, "ms", details),
    new ErrorEvent({ type: "ConnectionError", message: "Failed to connect", stack }),
    new SystemInfoEvent(),
  ];
}

function createSampleToolCall(): ToolCallEvent {
  return new ToolCallEvent({ name: "find_code", isListed: false, durationMs: 12, success: true });
}

function createSampleWeek(): WeeklyEvent {
  const number = (name: string): [string, MetricResult] => [name, { number: 3 }];
  return new WeeklyEvent({
    week: "2026-W48",
    version: "1.0.0",
    sessions: 12,
    wasActiveWeekBefore: true,
    wasActiveFourWeeksBefore: false,
    results: new Map([
      ...["searches", "search_successes", "search_errors", "tokens_delivered"].map(number),
      ...["whole_files", "top_k_passages", "own"].flatMap((baseline) => [
        number(`tokens_baseline.${baseline}`),
        number(`tokens_saved.${baseline}`),
      ]),
      ...["tool_calls", "tool_errors", "agent_calls", "agent_errors", "exceptions"].map(number),
      ["search_ms", { quantiles: { p50: 120, p95: 480, n: 40 } }],
      ["features", { words: ["hybrid_search"] }],
      ["settings_used", { words: ["backend"] }],
      ["models_used", { words: ["claude-sonnet-4-5"] }],
      [`${OWN_METRICS}a_metric`, { number: 3 }],
    ]),
  });
}
