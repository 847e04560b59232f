/** Generates lines of journals that look like the events of many installations. The same seed gives the same lines. */

export interface GeneratedLines {
  readonly events: readonly string[];
  readonly spans: readonly string[];
}

const START_MS = Date.parse("2026-09-01T00:00:00Z");
const DAY_MS = 24 * 3600 * 1000;
const DAYS = 90;
const VERSIONS = ["0.1.0", "0.2.0", "0.2.1", "0.10.0"];
const INTENTS = ["debug", "understand", "implement", 'say "it\'s"\n\\n'];
const LANGUAGES = ["python", "typescript", "c++", "go", "rust"];
const MODELS = ["claude-opus", "claude-sonnet"];

export type Random = () => number;

/** Returns numbers from 0 to 1 (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function* generateEvents(count: number, installations: number, random: Random): Generator<string> {
  const uuid = () => createUuid(random);
  const people = Array.from({ length: installations }, uuid);
  for (let index = 0; index < count; index++) {
    const person = Math.floor(random() ** 2 * installations);
    const time = new Date(START_MS + Math.floor(((index + random()) / count) * DAYS * DAY_MS));
    const { event, properties } = createEvent(random);
    const common = {
      tool_version: choose(VERSIONS, random),
      platform: person % 3 === 0 ? "linux" : "darwin",
    };
    yield JSON.stringify({
      distinct_id: people[person],
      uuid: uuid(),
      event,
      timestamp: time.toISOString(),
      properties: { ...common, is_ci: person % 10 === 0, ...properties },
    });
  }
}

function createEvent(random: Random): { event: string; properties: object } {
  const draw = random();
  if (draw < 0.6) return { event: "codeweaver_search", properties: createSearch(random) };
  if (draw < 0.8)
    return {
      event: "mcp_tool_call",
      properties: { success: random() < 0.9, duration_ms: round(random() * 500), telemetry_sample_rate: 0.5 },
    };
  if (draw < 0.9)
    return { event: "codeweaver_setup", properties: { success: random() < 0.7, errors: ["E1"] } };
  return { event: "$exception", properties: { $exception_list: [{ type: "Error", value: null }] } };
}

function createSearch(random: Random): object {
  const languages = Object.fromEntries(
    LANGUAGES.filter(() => random() < 0.4).map((language) => [language, Math.floor(random() * 20)]),
  );
  return {
    intent: choose(INTENTS, random),
    search_mode: random() < 0.5 ? "hybrid" : "dense",
    execution_time_ms: random() < 0.01 ? null : round(20 + 800 * random() ** 4),
    results: { candidates: Math.floor(random() * 200), returned: Math.floor(random() * 20) },
    strategies: random() < 0.5 ? ["ast", "bm25"] : ["dense"],
    ...(random() < 0.5 && { languages }),
    ...(random() < 0.2 && { "$feature/new_reranker": random() < 0.5 ? "test" : "control" }),
  };
}

export function* generateSpans(count: number, random: Random): Generator<string> {
  for (let index = 0; index < count; index++) {
    const start = BigInt(START_MS + Math.floor(random() * DAYS * DAY_MS)) * 1_000_000n;
    yield JSON.stringify({
      trace_id: createUuid(random).replaceAll("-", ""),
      span_id: createUuid(random).slice(0, 18).replaceAll("-", ""),
      ...(random() < 0.5 && { parent_span_id: "a".repeat(16) }),
      name: random() < 0.5 ? "run" : "tool",
      kind: 1,
      start_ns: String(start),
      end_ns: String(start + BigInt(Math.floor(random() * 1e9))),
      status: random() < 0.9 ? 0 : 2,
      scope: "",
      attributes: {
        "gen_ai.request.model": choose(MODELS, random),
        usage: { input: Math.floor(random() * 9000), note: random() < 0.5 ? "x" : null },
      },
      resource: {},
    });
  }
}

function choose<T>(items: readonly T[], random: Random): T | undefined {
  return items[Math.floor(random() * items.length)];
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function createUuid(random: Random): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join("");
  const parts = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
  ];
  return [...parts, digits.slice(20)].join("-");
}
