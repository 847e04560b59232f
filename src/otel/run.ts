/** One span for an agent's run: tokens, cost, tools as its children, and the events that were captured in it. */
import type { Attributes, Span } from "@opentelemetry/api";
import { within } from "../client/ambient.js";
import { OTHER, slugOf } from "../events/slug.js";
import { Public } from "../privacy/anonymize.js";
import { sealProperties } from "../privacy/seal.js";
import { TelemetryModel } from "../privacy/serialize.js";
import { type ActiveTracing, activeTracing, setAttributes } from "./active.js";
import { costOf, countOf, type PriceTable, type Tokens } from "./prices.js";
import { begin, type Closing, called } from "./traced.js";

/** How a run went, as far as it is known. */
export interface RunOutcome {
  readonly tokens?: Tokens;
  /** As the provider reported it. It wins over a table. */
  readonly costUsd?: number;
  readonly status?: "success" | "failed" | "cancelled";
}

export interface RunOptions extends RunOutcome {
  /** The agent's own name, a word; another leaves as `other`. */
  readonly agent: string;
  /** Such as `claude-opus-4-5`. */
  readonly model?: string;
  /** Such as `anthropic`. */
  readonly provider?: string;
  /** The slash command that began it; what follows its name stays here. */
  readonly command?: string;
  /** These two leave as digests. */
  readonly workspace?: string;
  readonly session?: string;
  /** By these a cost is worked out where none is reported. */
  readonly prices?: PriceTable;
}

/** A run that is over. */
export interface FinishedRun extends RunOptions {
  readonly durationMs: number;
  /** Milliseconds since the epoch; by default so that it ends now. */
  readonly startedAt?: number;
  readonly tools?: readonly ToolUse[];
}

export interface ToolUse {
  readonly name: string;
  readonly durationMs: number;
  /** After the run began. */
  readonly startedAfterMs?: number;
  /** What the model spent on it. */
  readonly tokens?: number;
  readonly success?: boolean;
}

/** A run that is under way. */
export interface Run {
  /** Undefined where nothing is traced. */
  readonly traceId: string | undefined;
  /** What has become known of it; the last word stands. */
  report(outcome: RunOutcome): void;
  /** Calls a tool, as a child span. */
  tool<T>(name: string, fn: () => T): T;
}

/** PostHog's name for a trace (posthog.com/docs/llm-analytics/traces), so that events and spans join there. */
@TelemetryModel.policy("error")
class RunTags extends TelemetryModel {
  @Public() $ai_trace_id: string;

  constructor(traceId: string) {
    super();
    this.$ai_trace_id = traceId;
  }
}

/**
 * A span for a run: with `fn` for the time that it takes, else for one that is over. Returns what `fn` returns. Events that
 * any client captures inside carry the run's trace id, and the span their ids. Prompts, arguments and paths are never asked
 * for. Nothing of it throws into the run.
 */
export function recordRun(run: FinishedRun): void;
export function recordRun<T>(options: RunOptions, fn: (run: Run) => T): T;
export function recordRun<T>(options: RunOptions | FinishedRun, fn?: (run: Run) => T): T | undefined {
  const tracing = activeTracing();
  if (fn === undefined) {
    if (tracing !== undefined) attempt(() => recordFinished(tracing, options as FinishedRun)); // by the overloads
    return undefined;
  }
  if (tracing === undefined) return fn({ traceId: undefined, report: () => {}, tool: (_, call) => call() });
  return recordLive(tracing, options, fn);
}

function recordFinished(tracing: ActiveTracing, run: FinishedRun): void {
  const { durationMs, startedAt = Date.now() - durationMs, tools = [], status = "success" } = run;
  const { span, inside } = begin(tracing, spanName(run), attributesOf(tracing, run), startedAt);
  tracing.api.context.with(inside, () => {
    for (const tool of tools) {
      const toolStart = startedAt + (tool.startedAfterMs ?? 0);
      const child = begin(
        tracing,
        toolSpanName(tracing, tool.name),
        toolAttributes(tracing, tool),
        toolStart,
      ).span;
      finish(tracing, child, tool.success !== false, toolStart + tool.durationMs);
    }
  });
  finish(tracing, span, status === "success", startedAt + durationMs);
}

function finish({ api }: ActiveTracing, span: Span, isGood: boolean, endTime: number): void {
  span.setStatus({ code: isGood ? api.SpanStatusCode.OK : api.SpanStatusCode.ERROR });
  span.end(endTime);
}

/** More ids than these would be most of a span. */
const MOST_EVENTS = 128;

function recordLive<T>(tracing: ActiveTracing, options: RunOptions, fn: (run: Run) => T): T {
  const { api, digest } = tracing;
  let told: RunOptions = { ...options };
  const events: string[] = [];
  const live = () => {
    const span = api.trace.getActiveSpan();
    const traceId = span?.spanContext().traceId;
    const run: Run = {
      traceId,
      report: (outcome) => {
        told = { ...told, ...outcome };
      },
      // `called` returns what `fn` returns.
      tool: <R>(name: string, call: () => R) =>
        called(tracing, toolSpanName(tracing, name), toolAttributes(tracing, { name }), call) as R,
    };
    const tags = sealProperties(new RunTags(traceId ?? ""), { digest, optIn: false, omit: () => {} });
    const onCapture = (uuid: string) => void (events.length < MOST_EVENTS && events.push(uuid));
    return within({ tags, onCapture }, () => fn(run));
  };
  const closing: Closing = (span, hasFailed) => {
    const { status = hasFailed ? "failed" : "success" } = told;
    const ids = events.length === 0 ? {} : { "posthog.event_ids": events };
    attempt(() => setAttributes(span, { ...attributesOf(tracing, { ...told, status }), ...ids }));
    return status === "success";
  };
  return called(tracing, spanName(options), undefined, live, closing) as T; // as above
}

/** OpenTelemetry's conventions want these names (gen-ai-agent-spans, 1.41). */
function spanName({ agent }: RunOptions): string {
  return `invoke_agent ${slugOf(agent)}`;
}

function toolSpanName(tracing: ActiveTracing, name: string): string {
  return `execute_tool ${tracing.tools.has(name) ? slugOf(name) : OTHER}`;
}

/** A tool that the author has named goes by its name, any other by its digest: it may be somebody's own. */
function toolName({ tools, digest }: ActiveTracing, name: string): string {
  return tools.has(name) ? slugOf(name) : digest(String(name));
}

function toolAttributes(
  tracing: ActiveTracing,
  { name, tokens }: Pick<ToolUse, "name" | "tokens">,
): Attributes {
  const known = toolName(tracing, name);
  return {
    "gen_ai.operation.name": "execute_tool",
    "gen_ai.tool.name": known,
    "zen.tool.name": known,
    ...(tokens !== undefined && { "zen.tool.tokens": countOf(tokens) }),
  };
}

function attributesOf(tracing: ActiveTracing, run: RunOptions): Attributes {
  const { agent, model, provider, command, workspace, session, status, tokens } = run;
  const { digest } = tracing;
  return {
    "gen_ai.operation.name": "invoke_agent",
    "gen_ai.agent.name": slugOf(agent),
    "zen.agent.name": slugOf(agent),
    ...(provider !== undefined && { "gen_ai.provider.name": slugOf(provider) }),
    ...(model !== undefined && { "gen_ai.request.model": modelName(model), "zen.model": modelName(model) }),
    ...(command !== undefined && { "zen.command": commandName(command) }),
    ...(workspace !== undefined && { "zen.workspace.hash": digest(String(workspace)) }),
    ...(session !== undefined && { "gen_ai.conversation.id": digest(String(session)) }),
    ...(status !== undefined && { "zen.status": slugOf(status) }),
    ...(tokens !== undefined && tokenAttributes(tokens)),
    ...costAttributes(run),
  };
}

function tokenAttributes(tokens: Tokens): Attributes {
  const [input, output, cacheRead, cacheCreation] = [
    countOf(tokens.input),
    countOf(tokens.output),
    countOf(tokens.cacheRead),
    countOf(tokens.cacheCreation),
  ];
  return {
    // There, the input includes the cache's.
    "gen_ai.usage.input_tokens": input + cacheRead + cacheCreation,
    "gen_ai.usage.output_tokens": output,
    "gen_ai.usage.cache_read.input_tokens": cacheRead,
    "gen_ai.usage.cache_creation.input_tokens": cacheCreation,
    "zen.tokens.input": input,
    "zen.tokens.output": output,
    "zen.tokens.cache_read": cacheRead,
    "zen.tokens.cache_creation": cacheCreation,
  };
}

function costAttributes({ costUsd, tokens, model, prices }: RunOptions): Attributes {
  if (typeof costUsd === "number" && Number.isFinite(costUsd) && costUsd >= 0)
    return { "zen.cost.usd": dollars(costUsd), "zen.cost.source": "reported" };
  const costs = tokens && prices && costOf(tokens, model, prices);
  if (costs === undefined) return {};
  return {
    "zen.cost.usd": dollars(Object.values(costs).reduce((sum, cost) => sum + cost, 0)),
    "zen.cost.source": "price_table",
    "zen.cost.input_usd": dollars(costs.input),
    "zen.cost.output_usd": dollars(costs.output),
    "zen.cost.cache_read_usd": dollars(costs.cacheRead),
    "zen.cost.cache_creation_usd": dollars(costs.cacheCreation),
  };
}

/** To a hundredth of a millionth: the sum of many such is right to the cent. */
function dollars(amount: number): number {
  return Math.round(amount * 1e8) / 1e8;
}

/** Models are named by their makers, some with a slash: `anthropic/claude-3`. */
function modelName(model: string): string {
  const parts = String(model).split("/");
  return parts.length <= 2 ? parts.map(slugOf).join("/") : slugOf(model);
}

/** `/review src/secret.ts` is `review`. */
function commandName(command: string): string {
  return slugOf(/^\/?(\S+)/.exec(String(command))?.[1]);
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined; // an untyped caller's
  }
}
