/** Lists all questions, grouped by subject, in the order in which they are shown. */
import { activeInstallations } from "./catalog/active-installations.js";
import { answerSizes } from "./catalog/answer-sizes.js";
import { authorMetrics } from "./catalog/author-metrics.js";
import { clientDrops } from "./catalog/client-drops.js";
import { configurationErrors } from "./catalog/configuration-errors.js";
import { dataQuality } from "./catalog/data-quality.js";
import { emptyResults } from "./catalog/empty-results.js";
import { events } from "./catalog/events.js";
import { eventsInRuns } from "./catalog/events-in-runs.js";
import { experimentVariants } from "./catalog/experiment-variants.js";
import { failover } from "./catalog/failover.js";
import { filesPerSearch } from "./catalog/files-per-search.js";
import { indexContents } from "./catalog/index-contents.js";
import { indexCoverage } from "./catalog/index-coverage.js";
import { matchLanguages } from "./catalog/match-languages.js";
import { matchTypes } from "./catalog/match-types.js";
import { moneySavings } from "./catalog/money-savings.js";
import { platforms } from "./catalog/platforms.js";
import { privacyInstructions } from "./catalog/privacy-instructions.js";
import { projectSizes } from "./catalog/project-sizes.js";
import { queryLengths } from "./catalog/query-lengths.js";
import { requestOutcomes } from "./catalog/request-outcomes.js";
import { resultQuality } from "./catalog/result-quality.js";
import { returns } from "./catalog/returns.js";
import { runCosts } from "./catalog/run-costs.js";
import { searchLanguages } from "./catalog/search-languages.js";
import { searchLatency } from "./catalog/search-latency.js";
import { searchOutcomes } from "./catalog/search-outcomes.js";
import { sessionTimings } from "./catalog/session-timings.js";
import { sessionsAndSearches } from "./catalog/sessions-and-searches.js";
import { settingsInUse } from "./catalog/settings-in-use.js";
import { setupAttempts } from "./catalog/setup-attempts.js";
import { teams } from "./catalog/teams.js";
import { tokenSavings } from "./catalog/token-savings.js";
import { tokenUse } from "./catalog/token-use.js";
import { unansweredQuestions } from "./catalog/unanswered-questions.js";
import { versions } from "./catalog/versions.js";
import { weeklyActivity } from "./catalog/weekly-activity.js";
import { weeklyErrors } from "./catalog/weekly-errors.js";
import { weeklyFeatures } from "./catalog/weekly-features.js";
import { weeklySearchTimes } from "./catalog/weekly-search-times.js";
import { weeklyTokenSavings } from "./catalog/weekly-token-savings.js";
import type { Question } from "./question.js";

const USE = [activeInstallations, returns, sessionsAndSearches, weeklyActivity, versions, platforms, teams];

const SPEED_AND_FAULTS = [
  searchLatency,
  weeklySearchTimes,
  sessionTimings,
  searchOutcomes,
  weeklyErrors,
  requestOutcomes,
  failover,
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

const TOKENS = [tokenSavings, moneySavings, weeklyTokenSavings, tokenUse];

const FEATURES = [
  weeklyFeatures,
  settingsInUse,
  indexContents,
  projectSizes,
  setupAttempts,
  configurationErrors,
  authorMetrics,
  experimentVariants,
];

const AGENTS = [eventsInRuns, runCosts];

const DATA = [events, dataQuality, clientDrops, privacyInstructions];

export const QUESTIONS: readonly Question[] = [
  ...USE,
  ...SPEED_AND_FAULTS,
  ...RESULTS,
  ...TOKENS,
  ...FEATURES,
  ...AGENTS,
  ...DATA,
];
