/** Generates the traces of agents as lines of a journal: each has the run of an agent, and its calls of tools. */
import { DAY_MS } from "./calendar.mjs";
import { SeededRandom } from "./seeded-random.mjs";

/** Models, and how often each is used. */
const MODELS = /** @type {const} */ ([
  ["claude-sonnet-4-5", 0.6],
  ["gpt-5", 0.3],
  ["claude-opus-4-1", 0.1],
]);
const TOOLS = /** @type {const} */ (["search", "index_status", "explain"]);
const SYSTEMS = /** @type {const} */ (["linux", "darwin", "windows"]);
const RUNTIMES = /** @type {const} */ (["20", "22", "24"]);
const VERSIONS = /** @type {const} */ (["1.1.0", "1.2.0"]);
const COMMANDS = /** @type {const} */ (["run", "review"]);
const CALLS = 4;
const RUN_FAILURE = 0.05;
const CALL_FAILURE = 0.03;
const CI_SHARE = 0.05;

/**
 * Yields the lines of whole traces until there are enough spans.
 * @param {number} count
 * @param {{ days?: number, end?: number, seed?: number }} [options]
 */
export function* generateSpanLines(count, { days = 30, end = Date.now(), seed = 2 } = {}) {
  const random = new SeededRandom(seed);
  for (let made = 0; made < count; made += 1 + CALLS) {
    const startMs = Math.round(end - random.uniform() * days * DAY_MS);
    const trace = { id: random.hex(8), resource: createResource(random) };
    const rootId = random.hex(4);
    yield formatSpan(
      trace,
      { id: rootId, name: "invoke_agent", startMs, attributes: createRun(random) },
      random,
    );
    for (let call = 0; call < CALLS; call++) {
      const span = { id: random.hex(4), parentId: rootId, name: "execute_tool", startMs: startMs + 100 };
      yield formatSpan(trace, { ...span, attributes: createCall(random) }, random);
    }
  }
}

/**
 * @param {{ id: string, resource: object }} trace
 * @param {{ id: string, parentId?: string, name: string, startMs: number, attributes: object }} span
 * @param {SeededRandom} random
 */
function formatSpan(trace, { id, parentId, name, startMs, attributes }, random) {
  const durationMs =
    parentId === undefined ? 1000 + 60_000 * random.uniform() ** 2 : 20 + 2000 * random.uniform() ** 3;
  return JSON.stringify({
    trace_id: trace.id,
    span_id: id,
    ...(parentId !== undefined && { parent_span_id: parentId }),
    name,
    kind: 1,
    start_ns: `${startMs}000000`,
    end_ns: `${startMs + Math.round(durationMs)}000000`,
    status: "error.type" in attributes ? 2 : 0,
    scope: "zen",
    attributes,
    resource: trace.resource,
  });
}

/** @param {SeededRandom} random */
function createResource(random) {
  return {
    "service.name": "zen",
    "service.version": random.choose(VERSIONS),
    "session.id": random.hex(8),
    "os.type": random.choose(SYSTEMS),
    "process.runtime.name": "nodejs",
    "process.runtime.version": random.choose(RUNTIMES),
    "telemetry.distro.name": "codeweaver-telemetry",
    "telemetry.distro.version": "0.1.0",
    is_ci: random.chance(CI_SHARE),
  };
}

/** @param {SeededRandom} random */
function createRun(random) {
  const model = random.chooseWeighted(MODELS);
  const [input, cached, output] = [
    random.integer(0, 5000),
    random.integer(0, 60_000),
    random.integer(0, 3000),
  ];
  return {
    "gen_ai.operation.name": "invoke_agent",
    "gen_ai.agent.name": "coder",
    "zen.agent.name": "coder",
    "gen_ai.provider.name": model.startsWith("claude") ? "anthropic" : "openai",
    "gen_ai.request.model": model,
    "zen.model": model,
    "zen.command": random.choose(COMMANDS),
    "zen.status": random.chance(RUN_FAILURE) ? "failed" : "completed",
    "gen_ai.response.finish_reasons": ["stop"],
    "zen.tokens.input": input,
    "zen.tokens.output": output,
    "zen.tokens.cache_read": cached,
    "gen_ai.usage.input_tokens": input + cached,
    "gen_ai.usage.output_tokens": output,
    "gen_ai.usage.cache_read.input_tokens": cached,
    "zen.cost.usd": random.uniform() * 2,
    "zen.cost.source": "price_table",
  };
}

/** @param {SeededRandom} random */
function createCall(random) {
  const tool = random.choose(TOOLS);
  return {
    "gen_ai.operation.name": "execute_tool",
    "gen_ai.tool.name": tool,
    "zen.tool.name": tool,
    "gen_ai.tool.type": "function",
    "zen.tool.tokens": random.integer(0, 4000),
    ...(random.chance(CALL_FAILURE) && { "error.type": "TimeoutError" }),
  };
}
