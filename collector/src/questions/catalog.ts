/** Lists all questions, grouped by subject, in the order in which they are shown. */
import { activeInstallations } from "./catalog/active-installations.js";
import { agentOperations } from "./catalog/agent-operations.js";
import { agentOutcomes } from "./catalog/agent-outcomes.js";
import { agentToolErrors } from "./catalog/agent-tool-errors.js";
import { agentTools } from "./catalog/agent-tools.js";
import { answerSizes } from "./catalog/answer-sizes.js";
import { authorMetrics } from "./catalog/author-metrics.js";
import { clientDrops } from "./catalog/client-drops.js";
import { configurationErrors } from "./catalog/configuration-errors.js";
import { dataQuality } from "./catalog/data-quality.js";
import { emptyResults } from "./catalog/empty-results.js";
import { errorRates } from "./catalog/error-rates.js";
import { events } from "./catalog/events.js";
import { eventsInRuns } from "./catalog/events-in-runs.js";
import { exceptionPlaces } from "./catalog/exception-places.js";
import { exceptionReports } from "./catalog/exception-reports.js";
import { exceptions } from "./catalog/exceptions.js";
import { experimentMetrics } from "./catalog/experiment-metrics.js";
import { experimentVariants } from "./catalog/experiment-variants.js";
import { experiments } from "./catalog/experiments.js";
import { failover } from "./catalog/failover.js";
import { filesPerSearch } from "./catalog/files-per-search.js";
import { finishReasons } from "./catalog/finish-reasons.js";
import { flagErrors } from "./catalog/flag-errors.js";
import { flagVersions } from "./catalog/flag-versions.js";
import { flags } from "./catalog/flags.js";
import { indexContents } from "./catalog/index-contents.js";
import { indexCoverage } from "./catalog/index-coverage.js";
import { matchLanguages } from "./catalog/match-languages.js";
import { matchTypes } from "./catalog/match-types.js";
import { mcpToolVersions } from "./catalog/mcp-tool-versions.js";
import { mcpTools } from "./catalog/mcp-tools.js";
import { modelUsage } from "./catalog/model-usage.js";
import { moneySavings } from "./catalog/money-savings.js";
import { performanceMetrics } from "./catalog/performance-metrics.js";
import { performanceTags } from "./catalog/performance-tags.js";
import { platformErrors } from "./catalog/platform-errors.js";
import { platforms } from "./catalog/platforms.js";
import { privacyInstructions } from "./catalog/privacy-instructions.js";
import { projectSizes } from "./catalog/project-sizes.js";
import { queryLengths } from "./catalog/query-lengths.js";
import { requestOutcomes } from "./catalog/request-outcomes.js";
import { resultQuality } from "./catalog/result-quality.js";
import { returns } from "./catalog/returns.js";
import { runCosts } from "./catalog/run-costs.js";
import { runOutcomes } from "./catalog/run-outcomes.js";
import { runSearches } from "./catalog/run-searches.js";
import { runSessions } from "./catalog/run-sessions.js";
import { runTokens } from "./catalog/run-tokens.js";
import { savedShare } from "./catalog/saved-share.js";
import { searchFailures } from "./catalog/search-failures.js";
import { searchLanguages } from "./catalog/search-languages.js";
import { searchLatency } from "./catalog/search-latency.js";
import { searchOutcomes } from "./catalog/search-outcomes.js";
import { sessionTimings } from "./catalog/session-timings.js";
import { sessionsAndSearches } from "./catalog/sessions-and-searches.js";
import { settingsInUse } from "./catalog/settings-in-use.js";
import { setupAttempts } from "./catalog/setup-attempts.js";
import { setupErrors } from "./catalog/setup-errors.js";
import { setupFunnel } from "./catalog/setup-funnel.js";
import { systems } from "./catalog/systems.js";
import { teams } from "./catalog/teams.js";
import { tokenSavings } from "./catalog/token-savings.js";
import { tokenUse } from "./catalog/token-use.js";
import { traceDrops } from "./catalog/trace-drops.js";
import { traceErrors } from "./catalog/trace-errors.js";
import { traceLinks } from "./catalog/trace-links.js";
import { traceSampling } from "./catalog/trace-sampling.js";
import { traceSources } from "./catalog/trace-sources.js";
import { traces } from "./catalog/traces.js";
import { unansweredQuestions } from "./catalog/unanswered-questions.js";
import { versions } from "./catalog/versions.js";
import { weeklyActivity } from "./catalog/weekly-activity.js";
import { weeklyErrors } from "./catalog/weekly-errors.js";
import { weeklyFeatures } from "./catalog/weekly-features.js";
import { weeklyModels } from "./catalog/weekly-models.js";
import { weeklySearchTimes } from "./catalog/weekly-search-times.js";
import { weeklyTokenSavings } from "./catalog/weekly-token-savings.js";
import type { Question } from "./question.js";

const USE = [
  activeInstallations,
  returns,
  sessionsAndSearches,
  weeklyActivity,
  versions,
  platforms,
  systems,
  teams,
];

const SPEED_AND_FAULTS = [
  searchLatency,
  weeklySearchTimes,
  sessionTimings,
  searchOutcomes,
  searchFailures,
  weeklyErrors,
  requestOutcomes,
  failover,
  errorRates,
  exceptions,
  exceptionPlaces,
  exceptionReports,
  platformErrors,
  performanceMetrics,
  performanceTags,
];

const RESULTS = [
  emptyResults,
  resultQuality,
  matchTypes,
  searchLanguages,
  matchLanguages,
  filesPerSearch,
  indexCoverage,
  answerSizes,
  queryLengths,
  unansweredQuestions,
];

const TOKENS = [savedShare, tokenSavings, moneySavings, weeklyTokenSavings, tokenUse];

const FEATURES = [
  weeklyFeatures,
  settingsInUse,
  indexContents,
  projectSizes,
  setupAttempts,
  setupFunnel,
  setupErrors,
  configurationErrors,
  authorMetrics,
];

const EXPERIMENTS = [experiments, experimentMetrics, experimentVariants, flags, flagVersions, flagErrors];

const TOOLS_AND_AGENTS = [
  mcpTools,
  mcpToolVersions,
  agentOperations,
  agentOutcomes,
  agentTools,
  agentToolErrors,
  runCosts,
  runTokens,
  runOutcomes,
  runSearches,
  runSessions,
  modelUsage,
  weeklyModels,
  finishReasons,
  eventsInRuns,
];

const TRACES = [traces, traceErrors, traceLinks, traceSources, traceSampling, traceDrops];

const DATA = [events, dataQuality, clientDrops, privacyInstructions];

export const QUESTIONS: readonly Question[] = [
  ...USE,
  ...SPEED_AND_FAULTS,
  ...RESULTS,
  ...TOKENS,
  ...FEATURES,
  ...EXPERIMENTS,
  ...TOOLS_AND_AGENTS,
  ...TRACES,
  ...DATA,
];
