/** Creates the properties of a search: how long it takes, how it ends, and what it finds. */
import {
  SEARCH_DEVIATION,
  SEARCH_FAILURE,
  SEARCH_MEDIAN_MS,
  SEARCH_MODES,
  SEARCH_PARTIAL,
} from "./parameters.mjs";

/** @typedef {import("./installations.mjs").Installation} Installation */
/** @typedef {import("./installations.mjs").Version} Version */
/** @typedef {import("./seeded-random.mjs").SeededRandom} SeededRandom */

const INTENTS = /** @type {const} */ (["understand", "debug", "implement", "configure"]);
const STRATEGIES = /** @type {const} */ ([
  ["hybrid_search", 0.8],
  ["text_search", 0.4],
  ["symbol_search", 0.3],
  ["semantic_rerank", 0.15],
]);
const LANGUAGES = ["typescript", "python", "go", "rust", "java", "markdown", "yaml"];
const MATCH_TYPES = /** @type {const} */ (["semantic", "keyword"]);
const MAX_RESULTS = 12;
const TOKENS_PER_RESULT = 180;

/**
 * @param {SeededRandom} random
 * @param {{ installation: Installation, version: Version, timeFactor: number }} context
 *   the factor is that of the experiments
 */
export function createSearch(random, { installation, version, timeFactor }) {
  const mode = random.chooseWeighted(SEARCH_MODES);
  const deviation = Math.exp(SEARCH_DEVIATION.searches * random.normal());
  const durationMs = SEARCH_MEDIAN_MS[version][mode] * installation.speed * deviation * timeFactor;
  const status = chooseStatus(random, version);
  const returned = status === "error" || random.chance(0.08) ? 0 : random.integer(1, MAX_RESULTS);
  const languages = chooseLanguages(random, returned);
  const score = Math.round(100 * (0.4 + 0.5 * random.uniform())) / 100;
  const warnings = random.chance(0.1) ? 1 : 0;
  return {
    intent: random.choose(INTENTS),
    strategies: STRATEGIES.filter(([, share]) => random.chance(share)).map(([name]) => name),
    search_mode: mode,
    execution_time_ms: Math.round(durationMs * 10) / 10,
    status,
    has_warnings: warnings > 0,
    warning_count: warnings,
    results: {
      candidates: returned * random.integer(1, 20),
      returned,
      token_count: returned * TOKENS_PER_RESULT,
    },
    index: { state: random.chance(0.9) ? "full" : "partial", coverage: random.integer(80, 100) },
    language_count: Object.keys(languages).length,
    languages,
    match_count: returned,
    match_types: { semantic: returned },
    quality: { avg_score: score, min_score: score / 2, max_score: (1 + score) / 2, median_score: score },
    query: { token_count: random.integer(3, 14), char_count: random.integer(15, 90) },
    ...(installation.sendsMatches && { matches: createMatches(random, returned) }),
  };
}

/**
 * @param {SeededRandom} random
 * @param {Version} version
 */
function chooseStatus(random, version) {
  const draw = random.uniform();
  if (draw < SEARCH_FAILURE[version]) return "error";
  return draw < SEARCH_FAILURE[version] + SEARCH_PARTIAL ? "partial" : "success";
}

/** Languages at the beginning of the list are more frequent. @param {SeededRandom} random @param {number} returned */
function chooseLanguages(random, returned) {
  /** @type {Record<string, number>} */
  const languages = {};
  if (returned === 0) return languages;
  const count = Math.min(returned, random.integer(1, 2));
  for (let index = 0; index < count; index++) {
    const place = Math.floor(random.uniform() ** 2 * LANGUAGES.length);
    languages[LANGUAGES[place] ?? "other"] = Math.ceil(returned / count);
  }
  return languages;
}

/** @param {SeededRandom} random @param {number} returned */
function createMatches(random, returned) {
  const file = random.hex(16);
  return Array.from({ length: Math.min(returned, 3) }, () => ({
    score: Math.round(100 * random.uniform()) / 100,
    match_type: random.choose(MATCH_TYPES),
    language: LANGUAGES[Math.floor(random.uniform() ** 2 * LANGUAGES.length)],
    lines: random.integer(1, 40),
    file: random.chance(0.5) ? file : random.hex(16),
  }));
}
