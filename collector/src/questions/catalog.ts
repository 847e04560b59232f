/** Lists all questions, in the order in which they are shown. */
import { runCosts } from "./catalog/run-costs.js";
import { searchLanguages } from "./catalog/search-languages.js";
import { searchLatency } from "./catalog/search-latency.js";
import { searchOutcomes } from "./catalog/search-outcomes.js";
import { weeklyFeatures } from "./catalog/weekly-features.js";
import type { Question } from "./question.js";

export const QUESTIONS: readonly Question[] = [
  searchLatency,
  searchOutcomes,
  searchLanguages,
  weeklyFeatures,
  runCosts,
];
