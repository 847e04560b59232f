/** Creates the events of one session: searches, calls of tools, errors, and the session's own event at its end. */
import { formatTime, HOUR_MS } from "./calendar.mjs";
import { EventContext } from "./community-event.mjs";
import {
  CALL_FAILURE,
  CALL_MEDIAN_MS,
  CALLS_PER_SESSION,
  DELIVERED_SHARE,
  EXPERIMENTS,
  SEARCHES_PER_SESSION,
  SESSION_ERRORS,
  TOOLS,
} from "./parameters.mjs";
import { createSearch } from "./search-properties.mjs";

/** @typedef {import("./installations.mjs").Installation} Installation */
/** @typedef {import("./installations.mjs").Version} Version */
/** @typedef {import("./seeded-random.mjs").SeededRandom} SeededRandom */

/** @typedef {import("./community-event.mjs").CommunityEvent} CommunityEvent */

/**
 * @typedef {object} SessionContext
 * @property {Installation} installation
 * @property {Version} version
 * @property {number} startMs
 * @property {boolean} inExperiments whether the variants of the installation apply
 */

/** No session is longer, so that each is within one day. */
export const MAX_SESSION_MS = 2 * HOUR_MS;
const ERROR_TYPES = /** @type {const} */ (["TimeoutError", "TypeError", "IndexNotFoundError"]);
const FUNCTIONS = /** @type {const} */ (["rankResults", "readIndex", "embedQuery"]);

/**
 * @param {SeededRandom} random
 * @param {SessionContext} context
 * @returns {CommunityEvent[]}
 */
export function createSession(random, context) {
  const { installation, version, startMs, inExperiments } = context;
  const lengthMs = MAX_SESSION_MS * random.uniform() ** 2;
  const id = random.uuid();
  const shared = new EventContext({ ...createCommon(installation, version), $session_id: id });
  const variants = inExperiments ? listVariants(installation) : {};
  const timeFactor = inExperiments ? getTimeFactor(installation) : 1;
  /** @type {CommunityEvent[]} */
  const events = [];
  /** @param {string} event @param {object} properties @param {number} place from 0 to 1 in the session */
  const add = (event, properties, place) => {
    const timestamp = formatTime(startMs + Math.floor(place * lengthMs));
    events.push({ event, uuid: random.uuid(), distinct_id: id, timestamp, context: shared, properties });
  };
  const tokens = { delivered: 0, baseline: 0 };
  const searches = random.poisson(SEARCHES_PER_SESSION);
  for (let index = 0; index < searches; index++) {
    const search = createSearch(random, { installation, version, timeFactor });
    const share = DELIVERED_SHARE.low + (DELIVERED_SHARE.high - DELIVERED_SHARE.low) * random.uniform();
    tokens.delivered += search.results.token_count;
    tokens.baseline += Math.round(search.results.token_count / share);
    add("codeweaver_search", Object.assign(search, variants), (index + 0.5) / searches);
  }
  const calls = random.poisson(CALLS_PER_SESSION);
  for (let index = 0; index < calls; index++) add("mcp_tool_call", createCall(random), (index + 0.5) / calls);
  if (random.chance(SESSION_ERRORS[version])) add(...createError(random), 0.9);
  add("codeweaver_session", createSummary(random, { ...context, searches, calls, tokens, lengthMs }), 1);
  return events;
}

/**
 * The properties of every event, without the session.
 * @param {Installation} installation
 * @param {Version} version
 */
export function createCommon({ platform, arch, runtimeVersion, isCi, sampleRate }, version) {
  return {
    tool: "codeweaver",
    tool_version: version,
    runtime: "node",
    runtime_version: runtimeVersion,
    platform,
    arch,
    is_ci: isCi,
    $lib: "codeweaver-telemetry",
    $lib_version: "0.1.0",
    $process_person_profile: false,
    $geoip_disable: true,
    $ip: null,
    ...(sampleRate < 1 && { telemetry_sample_rate: sampleRate }),
  };
}

/** @param {Installation} installation */
function listVariants({ variants }) {
  return Object.fromEntries([...variants].map(([name, variant]) => [`$feature/${name}`, variant]));
}

/** @param {Installation} installation */
function getTimeFactor({ variants }) {
  return EXPERIMENTS.reduce(
    (factor, { name, searchTimeFactor }) => factor * (variants.get(name) === "test" ? searchTimeFactor : 1),
    1,
  );
}

/** @param {SeededRandom} random */
function createCall(random) {
  return {
    tool_name: random.chooseWeighted(TOOLS),
    duration_ms: Math.round(10 * CALL_MEDIAN_MS * Math.exp(random.normal())) / 10,
    success: !random.chance(CALL_FAILURE),
  };
}

/** @param {SeededRandom} random @returns {[string, object]} */
function createError(random) {
  const type = random.choose(ERROR_TYPES);
  if (random.chance(0.3)) return ["error", { error_type: type }];
  const place = random.choose(FUNCTIONS);
  const frames = [{ platform: "node:javascript", function: place, lineno: 10, colno: 5, in_app: true }];
  const mechanism = { handled: true, type: "generic" };
  const stacktrace = { type: "raw", frames };
  const list = [{ type, value: "", mechanism, stacktrace }];
  return [
    "$exception",
    { $exception_list: list, $exception_level: "error", $exception_fingerprint: `${type}-${place}` },
  ];
}

/**
 * @param {SeededRandom} random
 * @param {SessionContext & { searches: number, calls: number, tokens: { delivered: number, baseline: number }, lengthMs: number }} facts
 */
function createSummary(random, { installation, version, searches, calls, tokens, lengthMs }) {
  const { delivered, baseline } = tokens;
  const passages = Math.round(baseline * 0.6);
  const total = searches + calls;
  return {
    version,
    duration_seconds: Math.round(lengthMs / 1000),
    setup: { success: random.chance(0.98), attempts: 1 },
    settings_used: installation.settings,
    requests: { total, successful: total, failed: 0, success_rate: 1 },
    ...(calls > 0 && {
      timing: { tool_calls: { avg_ms: 90, p50_ms: CALL_MEDIAN_MS, p95_ms: 310, n: calls } },
    }),
    tokens: {
      delivered,
      baseline: { whole_files: baseline, top_k_passages: passages },
      saved: { whole_files: baseline - delivered, top_k_passages: passages - delivered },
    },
    index: { total_files: random.integer(50, 5000), languages: { typescript: 40, python: 10 } },
  };
}
