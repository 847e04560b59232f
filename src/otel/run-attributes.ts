/** Creates the attributes of an agent's run and of its tools, which are numbers and single words. */
import type { Attributes } from "@opentelemetry/api";
import { toWordOrOther } from "../privacy/sanitizer/undeclared-text.js";
import { computeCosts, type PriceTable, parseTokenCount, type Tokens } from "./price-table.js";
import {
  formatCommandName,
  formatModelName,
  formatRunStatus,
  formatToolName,
  type NameContext,
} from "./sendable-names.js";

/**
 * The outcome of a run, as far as it is known.
 *
 * @example
 * const outcome: RunOutcome = { tokens: { input: 1000, output: 200 }, costUsd: 0.0417, status: "cancelled" };
 * recordRun({ agent: "planner" }, (run) => run.report(outcome));
 */
export interface RunOutcome {
  /** The tokens of the whole run. */
  readonly tokens?: Tokens;
  /** The cost in US dollars, as the provider reported it. It has priority over `prices`. */
  readonly costUsd?: number;
  /** @default "success", or "failed" when the run throws or rejects */
  readonly status?: "success" | "failed" | "cancelled";
}

/**
 * The agent, and the facts of a run that are known when it starts.
 *
 * @example
 * const options: RunOptions = { agent: "reviewer", command: "/review src/plan.ts", workspace: process.cwd() };
 * const findings = recordRun(options, () => ["a typo in the comment"]); // neither the path nor the result is sent
 */
export interface RunOptions extends RunOutcome {
  /** The agent's name, which must be a single word. Any other text is sent as `other`. */
  readonly agent: string;
  /** The model's name, such as `claude-opus-4-5`. */
  readonly model?: string;
  /** The provider's name, such as `anthropic`. */
  readonly provider?: string;
  /** The slash command that started the run. Only its name is sent: `/review src/plan.ts` is sent as `review`. */
  readonly command?: string;
  /** The workspace, such as its path. It is sent as a digest. */
  readonly workspace?: string;
  /** The session's id. It is sent as a digest. */
  readonly session?: string;
  /** Prices from which the cost is computed, if none is reported. Without both, no cost is sent. */
  readonly prices?: PriceTable;
}

/**
 * A run that is already over.
 *
 * @example
 * const startedAt = Date.now();
 * await fetch("https://agents.example.com/plan", { method: "POST" });
 * const run: FinishedRun = { agent: "planner", startedAt, durationMs: Date.now() - startedAt };
 * recordRun(run);
 */
export interface FinishedRun extends RunOptions {
  readonly durationMs: number;
  /**
   * The start, in milliseconds since the epoch.
   *
   * @default `durationMs` before now
   */
  readonly startedAt?: number;
  /**
   * The calls of tools during the run.
   *
   * @default []
   */
  readonly tools?: readonly ToolUse[];
}

/**
 * One call of a tool in a run that is already over.
 *
 * @example
 * const tools: ToolUse[] = [
 *   { name: "read_file", durationMs: 40 },
 *   { name: "run_tests", startedAfterMs: 40, durationMs: 900, success: false },
 * ];
 * recordRun({ agent: "planner", durationMs: 1000, tools });
 */
export interface ToolUse {
  /** A name that is not among the `tools` of `startTracing` is sent as a digest. */
  readonly name: string;
  readonly durationMs: number;
  /**
   * Milliseconds from the start of the run to the call.
   *
   * @default 0
   */
  readonly startedAfterMs?: number;
  /** The tokens that the model spent on the call. */
  readonly tokens?: number;
  /** @default true */
  readonly success?: boolean;
}

export function createToolAttributes(
  context: NameContext,
  { name, tokens }: Pick<ToolUse, "name" | "tokens">,
): Attributes {
  const toolName = formatToolName(context, name);
  return {
    "gen_ai.operation.name": "execute_tool",
    "gen_ai.tool.name": toolName,
    "zen.tool.name": toolName,
    ...(tokens !== undefined && { "zen.tool.tokens": parseTokenCount(tokens) }),
  };
}

export function createRunAttributes(context: NameContext, run: Partial<RunOptions>): Attributes {
  const { agent, model, provider, command, workspace, session, status, tokens } = run;
  const { digest } = context;
  return {
    "gen_ai.operation.name": "invoke_agent",
    "gen_ai.agent.name": toWordOrOther(agent),
    "zen.agent.name": toWordOrOther(agent),
    ...(provider !== undefined && { "gen_ai.provider.name": toWordOrOther(provider) }),
    ...(model !== undefined && {
      "gen_ai.request.model": formatModelName(model),
      "zen.model": formatModelName(model),
    }),
    ...(command !== undefined && { "zen.command": formatCommandName(command) }),
    ...(workspace !== undefined && { "zen.workspace.hash": digest(String(workspace)) }),
    ...(session !== undefined && { "gen_ai.conversation.id": digest(String(session)) }),
    ...(status !== undefined && { "zen.status": formatRunStatus(status) }),
    ...(tokens !== undefined && createTokenAttributes(tokens)),
    ...createCostAttributes(run),
  };
}

/** Omits a count that is not a number, and the sum if one of its parts is not a number. */
function createTokenAttributes({ input, output, cacheRead, cacheCreation }: Tokens): Attributes {
  const inputCounts = [input, cacheRead ?? 0, cacheCreation ?? 0].map(
    (count) => parseTokenCount(count) ?? Number.NaN,
  );
  const counts = {
    "zen.tokens.input": input,
    "zen.tokens.output": output,
    "zen.tokens.cache_read": cacheRead,
    "zen.tokens.cache_creation": cacheCreation,
    // OpenTelemetry counts cached tokens as input tokens, too.
    "gen_ai.usage.input_tokens": inputCounts.reduce((sum, count) => sum + count),
    "gen_ai.usage.output_tokens": output,
    "gen_ai.usage.cache_read.input_tokens": cacheRead,
    "gen_ai.usage.cache_creation.input_tokens": cacheCreation,
  };
  const entries = Object.entries(counts).flatMap(([key, value]) => {
    const count = parseTokenCount(value);
    return count === undefined ? [] : [[key, count]];
  });
  return Object.fromEntries(entries);
}

function createCostAttributes({ costUsd, tokens, model, prices }: Partial<RunOptions>): Attributes {
  if (typeof costUsd === "number" && Number.isFinite(costUsd) && costUsd >= 0)
    return { "zen.cost.usd": roundDollars(costUsd), "zen.cost.source": "reported" };
  const costs = tokens && prices && computeCosts(tokens, model, prices);
  if (costs === undefined) return {};
  return {
    "zen.cost.usd": roundDollars(Object.values(costs).reduce((sum, cost) => sum + cost, 0)),
    "zen.cost.source": "price_table",
    "zen.cost.input_usd": roundDollars(costs.input),
    "zen.cost.output_usd": roundDollars(costs.output),
    "zen.cost.cache_read_usd": roundDollars(costs.cacheRead),
    "zen.cost.cache_creation_usd": roundDollars(costs.cacheCreation),
  };
}

/** Rounds to eight decimals, so that the sum of many runs is still exact to the cent. */
function roundDollars(amount: number): number {
  return Math.round(amount * 1e8) / 1e8;
}
