// Generates the events of a community over ninety days, as installations send them. The same seed gives the same events.

const DAY_MS = 24 * 3600 * 1000;
const DAYS = 90;
const LANGUAGES = [
  "python",
  "typescript",
  "javascript",
  "go",
  "rust",
  "java",
  "cpp",
  "markdown",
  "yaml",
  "toml",
];
const PLATFORMS = ["linux", "darwin", "win32"];
const STRATEGIES = ["dense", "sparse", "ast", "rerank", "keyword"];
const TOOLS = ["find_code", "list_files", "explain"];
/** The days after the first one on which versions were released. */
const RELEASES = { "0.9.0": 0, "0.10.0": 25, "0.10.1": 60 };

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

/** @param end milliseconds since the epoch, at which the newest event happens */
export function* generateCommunity(count, { end, installations = 200, seed = 1 }) {
  const random = createRandom(seed);
  const uuid = () => createUuid(random);
  const people = Array.from({ length: installations }, () => ({
    id: uuid(),
    platform: PLATFORMS[Math.min(2, Math.floor(random() ** 1.5 * 3))],
    joined: random() ** 2 * DAYS,
  }));
  for (let index = 0; index < count; index++) {
    // Use grows, and is lower at weekends.
    const age = DAYS * (1 - Math.sqrt((index + random()) / count));
    const time = end - Math.floor(age * DAY_MS);
    const day = DAYS - age;
    const person = people[Math.floor(random() ** 2 * installations)];
    const weekday = new Date(time).getUTCDay();
    const isWeekend = weekday === 0 || weekday === 6;
    if (isWeekend && random() < 0.6 && index < count - 1) continue;
    const { event, properties, begin = time } = createEvent(random, { time, day, person });
    yield {
      event,
      uuid: uuid(),
      distinct_id: event.startsWith("telemetry_") ? uuid() : person.id,
      timestamp: new Date(begin).toISOString(),
      properties: {
        tool: "codeweaver",
        tool_version: chooseVersion(day, random),
        runtime: "node",
        runtime_version: random() < 0.7 ? 22 : 20,
        platform: person.platform,
        arch: person.platform === "darwin" ? "arm64" : "x64",
        is_ci: random() < 0.05,
        $session_id: uuid(),
        ...properties,
      },
    };
  }
}

function createEvent(random, { time, day, person }) {
  const draw = random();
  if (draw < 0.55) return { event: "codeweaver_search", properties: createSearch(random, day) };
  if (draw < 0.7)
    return { event: "codeweaver_session", properties: createSession(random, chooseVersion(day, random)) };
  if (draw < 0.8) {
    const age = day - person.joined;
    const period = choose(["day", "day", "day", "week", "month"], random);
    const install_age = age < 7 ? "days" : age < 30 ? "weeks" : "months";
    return { event: "telemetry_active", properties: { period, install_age }, begin: findBegin(period, time) };
  }
  if (draw < 0.9) return { event: "telemetry_week", properties: createWeek(random, time) };
  return {
    event: "mcp_tool_call",
    properties: {
      tool_name: choose(TOOLS, random),
      success: random() < 0.95,
      duration_ms: Math.round(30 + 900 * random() ** 3),
      status: "success",
    },
  };
}

function createSearch(random, day) {
  const mode = random() < 0.65 ? "hybrid" : "dense";
  const speed = day > RELEASES["0.10.0"] ? 0.7 : 1;
  const languages = LANGUAGES.filter((_, index) => random() < 0.6 / (index + 1));
  const draw = random();
  return {
    intent: choose(["understand", "debug", "implement", "configure"], random),
    strategies: STRATEGIES.filter((_, index) => random() < 0.9 / (index + 1)),
    search_mode: mode,
    execution_time_ms: Math.round(speed * ((mode === "hybrid" ? 60 : 30) + 900 * random() ** 4)),
    results: {
      candidates: Math.floor(random() * 200),
      returned: Math.floor(random() * 20),
      token_count: 900,
    },
    status: draw < 0.02 ? "error" : draw < 0.06 ? "partial" : "success",
    has_warnings: random() < 0.1,
    warning_count: random() < 0.1 ? 1 : 0,
    languages: Object.fromEntries(languages.map((language) => [language, 1 + Math.floor(random() * 12)])),
    quality: {
      avg_score: random(),
      min_score: random() / 2,
      max_score: (1 + random()) / 2,
      median_score: random(),
    },
    index: { state: random() < 0.9 ? "full" : "partial", coverage: random() },
    matches: Array.from({ length: Math.floor(random() * 4) }, () => ({
      score: Math.round(100 * random()) / 100,
      match_type: choose(["semantic", "keyword"], random),
      language: choose(LANGUAGES, random),
      lines: Math.ceil(random() * 40),
      file: `${choose(["a", "b"], random)}${"0".repeat(63)}`,
    })),
    match_count: Math.floor(random() * 20),
  };
}

function createSession(random, version) {
  const otherwise = Math.round(2000 + 60_000 * random() ** 2);
  const saved = Math.round(otherwise * (0.4 + 0.5 * random()));
  const passages = Math.round(otherwise * 0.7);
  return {
    version,
    duration_seconds: Math.round(20 + 3000 * random() ** 3),
    setup: { success: random() < 0.97, attempts: 1 },
    requests: { total: 10, successful: 9, failed: 1, success_rate: 0.9 },
    tokens: {
      delivered: otherwise - saved,
      baseline: { whole_files: otherwise, top_k_passages: passages },
      saved: { whole_files: saved, top_k_passages: passages - (otherwise - saved) },
    },
  };
}

function createWeek(random, time) {
  const searches = Math.ceil(random() * 80);
  const otherwise = searches * 4000;
  const delivered = Math.round(otherwise * (0.2 + 0.3 * random()));
  const passages = Math.round(otherwise * 0.7);
  return {
    week: formatWeek(time - 7 * DAY_MS),
    sessions: Math.ceil(random() * 12),
    searches,
    search_errors: Math.floor(searches * 0.04 * random()),
    search_time: {
      p50_ms: Math.round(60 + 40 * random()),
      p95_ms: Math.round(300 + 200 * random()),
      n: searches,
    },
    settings_used: ["mode", "limit"].filter(() => random() < 0.3),
    active_week_before: random() < 0.7,
    active_four_weeks_before: random() < 0.5,
    features: STRATEGIES.filter((_, index) => random() < 0.9 / (index + 1)),
    tokens_delivered: delivered,
    tokens_baseline: { whole_files: otherwise, top_k_passages: passages },
    tokens_saved: { whole_files: otherwise - delivered, top_k_passages: passages - delivered },
  };
}

/** Returns when the day, week or month of a time begins. */
function findBegin(period, time) {
  const date = new Date(time);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (period === "month") return Date.UTC(year, month, 1);
  return Date.UTC(year, month, period === "day" ? day : day - ((date.getUTCDay() + 6) % 7));
}

/** Returns the ISO week, whose year is that of its Thursday. */
function formatWeek(time) {
  const date = new Date(time);
  const thursday = Date.UTC(
    date.getUTCFullYear(),
    date.getUTCMonth(),
    date.getUTCDate() - ((date.getUTCDay() + 6) % 7) + 3,
  );
  const year = new Date(thursday).getUTCFullYear();
  const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * DAY_MS));
  return `${year}-W${String(week).padStart(2, "0")}`;
}

function chooseVersion(day, random) {
  const released = Object.keys(RELEASES).filter((version) => RELEASES[version] <= day);
  return random() < 0.7 ? released.at(-1) : choose(released, random);
}

function choose(items, random) {
  return items[Math.floor(random() * items.length)];
}

function createUuid(random) {
  const digits = Array.from({ length: 30 }, () => Math.floor(random() * 16).toString(16)).join("");
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(12, 15)}-8${digits.slice(15, 18)}-${digits.slice(18)}`;
}
