// Generates the events of a community of installations as lines of a journal. The same seed gives the same lines.

const DAY_MS = 24 * 3600 * 1000;
const VERSIONS = ["1.0.0", "1.1.0", "1.2.0"];
const MODES = ["hybrid", "dense", "sparse"];
const INTENTS = ["debug", "understand", "implement", "document"];
const STRATEGIES = ["ast", "bm25", "dense", "sparse", "graph"];
const LANGUAGES = ["Python", "TypeScript", "Go", "Rust", "Java", "C++"];
const TOOLS = ["search", "index_status", "explain"];
const SETTINGS = ["reranker", "max_results", "languages"];

/** Returns numbers from 0 to 1 (mulberry32). */
export function createRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Yields the lines of sessions until there are enough: each has a session event, searches and calls of tools. Every tenth
 * session also has a weekly report.
 */
export function* generateLines(count, { days = 90, end = Date.now(), seed = 1 } = {}) {
  const random = createRandom(seed);
  const choose = (items) => items[Math.floor(random() * items.length)];
  const createId = () => {
    const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join("");
    return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20)}`;
  };
  let made = 0;
  for (let session = 0; made < count; session++) {
    const start = end - random() * days * DAY_MS;
    const id = createId();
    const common = {
      tool: "codeweaver",
      tool_version: choose(VERSIONS),
      platform: choose(["linux", "darwin", "win32"]),
      arch: choose(["x64", "arm64"]),
      runtime: "node",
      runtime_version: choose([20, 22, 24]),
      is_ci: random() < 0.05,
      $session_id: id,
      $lib: "codeweaver-telemetry",
      $lib_version: "0.1.0",
    };
    const createLine = (event, properties, offsetMs = 0) => {
      made++;
      const timestamp = new Date(start + offsetMs).toISOString();
      const all = { ...common, ...properties };
      return JSON.stringify({ uuid: createId(), event, distinct_id: id, timestamp, properties: all });
    };
    const searches = Math.floor(random() ** 2 * 20);
    for (let index = 0; index < searches; index++)
      yield createLine("codeweaver_search", createSearch(random, choose), index * 60_000);
    const calls = Math.floor(random() * 6);
    for (let index = 0; index < calls; index++) {
      const call = {
        tool_name: choose(TOOLS),
        duration_ms: 5 + 400 * random() ** 3,
        success: random() < 0.97,
      };
      yield createLine("mcp_tool_call", call, index * 30_000);
    }
    yield createLine("codeweaver_session", createSession(random, choose, searches), 3_600_000);
    if (session % 10 === 0) yield createLine("telemetry_week", createWeek(random, choose, start));
    if (session % 10 === 1)
      yield createLine("telemetry_active", {
        period: choose(["day", "week", "month"]),
        install_age: choose(["days", "weeks", "months"]),
      });
    if (session % 20 === 2) yield createLine("error", { error_type: choose(["TypeError", "TimeoutError"]) });
  }
}

const MODELS = ["claude-sonnet-4", "claude-opus-4", "gpt-5"];
const TRACE_SPANS = 5;

/** Yields the lines of traces until there are enough: each has the run of an agent, and the calls of its tools. */
export function* generateSpanLines(count, { days = 30, end = Date.now(), seed = 2 } = {}) {
  const random = createRandom(seed);
  const choose = (items) => items[Math.floor(random() * items.length)];
  const createHex = (length) => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join("");
  for (let made = 0; made < count; made += TRACE_SPANS) {
    const start = Math.round(end - random() * days * DAY_MS);
    const trace = createHex(32);
    const resource = {
      "service.name": "zen",
      "service.version": choose(VERSIONS),
      "session.id": createHex(32),
      "os.type": choose(["linux", "darwin", "windows"]),
      "process.runtime.name": "nodejs",
      "process.runtime.version": choose(["20", "22", "24"]),
      "telemetry.distro.name": "codeweaver-telemetry",
      "telemetry.distro.version": "0.1.0",
      is_ci: random() < 0.05,
    };
    const createLine = (id, parent, name, durationMs, attributes) => {
      const startMs = parent === undefined ? start : start + 100;
      const times = { start_ns: `${startMs}000000`, end_ns: `${startMs + Math.round(durationMs)}000000` };
      const ids = { trace_id: trace, span_id: id, ...(parent !== undefined && { parent_span_id: parent }) };
      const status = "error.type" in attributes ? 2 : 0;
      return JSON.stringify({ ...ids, name, kind: 1, ...times, status, scope: "zen", attributes, resource });
    };
    const root = createHex(16);
    yield createLine(
      root,
      undefined,
      "invoke_agent",
      1000 + 60_000 * random() ** 2,
      createRun(random, choose),
    );
    for (let call = 1; call < TRACE_SPANS; call++) {
      const tool = choose(TOOLS);
      const attributes = {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": tool,
        "zen.tool.name": tool,
        "gen_ai.tool.type": "function",
        "zen.tool.tokens": Math.floor(random() * 4000),
        ...(random() < 0.03 && { "error.type": "TimeoutError" }),
      };
      yield createLine(createHex(16), root, "execute_tool", 20 + 2000 * random() ** 3, attributes);
    }
  }
}

function createRun(random, choose) {
  const model = choose(MODELS);
  const [input, cached, output] = [5000, 60_000, 3000].map((most) => Math.floor(random() * most));
  return {
    "gen_ai.operation.name": "invoke_agent",
    "gen_ai.agent.name": "coder",
    "zen.agent.name": "coder",
    "gen_ai.provider.name": model.startsWith("claude") ? "anthropic" : "openai",
    "gen_ai.request.model": model,
    "zen.model": model,
    "zen.command": choose(["run", "review"]),
    "zen.status": random() < 0.95 ? "completed" : "failed",
    "gen_ai.response.finish_reasons": ["stop"],
    "zen.tokens.input": input,
    "zen.tokens.output": output,
    "zen.tokens.cache_read": cached,
    "gen_ai.usage.input_tokens": input + cached,
    "gen_ai.usage.output_tokens": output,
    "gen_ai.usage.cache_read.input_tokens": cached,
    "zen.cost.usd": random() * 2,
    "zen.cost.source": "price_table",
  };
}

function createSearch(random, choose) {
  const returned = Math.floor(random() * 12);
  return {
    intent: choose(INTENTS),
    strategies: STRATEGIES.filter(() => random() < 0.4),
    search_mode: choose(MODES),
    execution_time_ms: Math.round((20 + 900 * random() ** 4) * 10) / 10,
    status: random() < 0.04 ? "error" : "success",
    has_warnings: random() < 0.1,
    warning_count: Math.floor(random() * 2),
    results: { candidates: Math.floor(random() * 200), returned, token_count: returned * 180 },
    index: { state: "complete", coverage: 90 + random() * 10 },
    language_count: 2,
    languages: Object.fromEntries(
      LANGUAGES.filter(() => random() < 0.3).map((name) => [name, 1 + Math.floor(random() * 9)]),
    ),
    match_types: { semantic: returned, keyword: Math.floor(random() * 4) },
    match_count: returned,
    quality: {
      avg_score: random(),
      min_score: random() / 2,
      max_score: 0.5 + random() / 2,
      median_score: random(),
    },
    query: { token_count: 3 + Math.floor(random() * 12), char_count: 20 + Math.floor(random() * 80) },
  };
}

function createSession(random, choose, searches) {
  const baseline = { whole_files: 5000 + Math.floor(random() * 90_000), top_k_passages: 4000, own: 3000 };
  const saved = { whole_files: Math.floor(baseline.whole_files * 0.7), top_k_passages: 1200, own: 300 };
  return {
    duration_seconds: Math.floor(60 + random() * 7200),
    requests: { total: searches + 3, successful: searches + 2, failed: 1, success_rate: 0.9 },
    timing: { tool_calls: { avg_ms: 90, p50_ms: 60, p95_ms: 100 + random() * 900, n: searches } },
    tokens: {
      embedding: 900,
      context_agent: 400,
      delivered: 1500,
      baseline,
      saved,
      savings_usd: { whole_files: random() },
      prices: "caller",
    },
    index: {
      total_files: Math.floor(random() * 20_000),
      by_category: { code: 900, docs: 40 },
      languages: { [choose(LANGUAGES)]: 400 },
    },
    settings_used: SETTINGS.filter(() => random() < 0.3),
    failover: { occurred: random() < 0.01, count: 0 },
  };
}

function createWeek(random, choose, start) {
  const searches = 5 + Math.floor(random() * 90);
  const whole_files = 10_000 + Math.floor(random() * 90_000);
  return {
    week: toIsoWeek(new Date(start)),
    sessions: 1 + Math.floor(random() * 9),
    active_week_before: random() < 0.7,
    active_four_weeks_before: random() < 0.5,
    searches,
    search_successes: searches - 2,
    search_errors: random() < 0.5 ? 2 : 0,
    search_time: { p50_ms: 40 + random() * 60, p95_ms: 200 + random() * 600, n: searches },
    features: STRATEGIES.filter(() => random() < 0.5),
    settings_used: SETTINGS.filter(() => random() < 0.3),
    tokens_delivered: whole_files / 4,
    tokens_baseline: { whole_files },
    tokens_saved: { whole_files: Math.floor(whole_files * (0.65 + 0.1 * random())) },
    tool_calls: Math.floor(random() * 60),
    tool_errors: 0,
    metrics: { [choose(["builds", "tests"])]: Math.floor(random() * 40) },
  };
}

/** Returns the ISO week, which is that of its Thursday. */
function toIsoWeek(date) {
  const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * DAY_MS);
  const year = thursday.getUTCFullYear();
  const week = Math.ceil(((thursday.getTime() - Date.UTC(year, 0, 1)) / DAY_MS + 1) / 7);
  return `${year}-W${String(week).padStart(2, "0")}`;
}
