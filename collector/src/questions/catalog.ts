/** Lists all questions, in the order in which they are shown. */
import { agentOperations } from "./catalog/agent-operations.js";
import { agentOutcomes } from "./catalog/agent-outcomes.js";
import { agentToolErrors } from "./catalog/agent-tool-errors.js";
import { agentTools } from "./catalog/agent-tools.js";
import { errorRates } from "./catalog/error-rates.js";
import { exceptionPlaces } from "./catalog/exception-places.js";
import { exceptionReports } from "./catalog/exception-reports.js";
import { exceptions } from "./catalog/exceptions.js";
import { experimentMetrics } from "./catalog/experiment-metrics.js";
import { experiments } from "./catalog/experiments.js";
import { finishReasons } from "./catalog/finish-reasons.js";
import { flagErrors } from "./catalog/flag-errors.js";
import { flagVersions } from "./catalog/flag-versions.js";
import { flags } from "./catalog/flags.js";
import { mcpToolVersions } from "./catalog/mcp-tool-versions.js";
import { mcpTools } from "./catalog/mcp-tools.js";
import { modelUsage } from "./catalog/model-usage.js";
import { performanceMetrics } from "./catalog/performance-metrics.js";
import { performanceTags } from "./catalog/performance-tags.js";
import { platformErrors } from "./catalog/platform-errors.js";
import { runCosts } from "./catalog/run-costs.js";
import { runOutcomes } from "./catalog/run-outcomes.js";
import { runSearches } from "./catalog/run-searches.js";
import { runSessions } from "./catalog/run-sessions.js";
import { runTokens } from "./catalog/run-tokens.js";
import { searchLanguages } from "./catalog/search-languages.js";
import { searchLatency } from "./catalog/search-latency.js";
import { searchOutcomes } from "./catalog/search-outcomes.js";
import { setupErrors } from "./catalog/setup-errors.js";
import { setupFunnel } from "./catalog/setup-funnel.js";
import { systems } from "./catalog/systems.js";
import { traceDrops } from "./catalog/trace-drops.js";
import { traceErrors } from "./catalog/trace-errors.js";
import { traceLinks } from "./catalog/trace-links.js";
import { traceSampling } from "./catalog/trace-sampling.js";
import { traceSources } from "./catalog/trace-sources.js";
import { traces } from "./catalog/traces.js";
import { weeklyFeatures } from "./catalog/weekly-features.js";
import type { Question } from "./question.js";

export const QUESTIONS: readonly Question[] = [
  searchLatency,
  searchOutcomes,
  searchLanguages,
  weeklyFeatures,
  mcpTools,
  mcpToolVersions,
  runCosts,
  runTokens,
  runOutcomes,
  runSearches,
  runSessions,
  modelUsage,
  finishReasons,
  agentTools,
  agentToolErrors,
  agentOperations,
  agentOutcomes,
  performanceMetrics,
  performanceTags,
  systems,
  errorRates,
  exceptions,
  exceptionPlaces,
  exceptionReports,
  platformErrors,
  setupFunnel,
  setupErrors,
  experiments,
  experimentMetrics,
  flags,
  flagVersions,
  flagErrors,
  traces,
  traceErrors,
  traceLinks,
  traceSources,
  traceSampling,
  traceDrops,
];
