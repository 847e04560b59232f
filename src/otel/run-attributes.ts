/** What a run and its tools say of themselves on their spans: in OpenTelemetry's terms and in Zen's, words and numbers alone. */
import type { Attributes } from "@opentelemetry/api";
import { memberOrOther, OTHER, wordOrOther } from "../events/closed-words.js";
import { computeCosts, type PriceTable, parseTokenCount, type Tokens } from "./price-table.js";

/** How a run went, as far as it is known. */
export interface RunOutcome {
  readonly tokens?: Tokens;
  /** As the provider reported it. It wins over a table. */
  readonly costUsd?: number;
  readonly status?: "success" | "failed" | "cancelled";
}

export interface RunOptions extends RunOutcome {
  /** The agent's own name, a word; any other text is sent as `other`. */
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

/** What of tracing they depend on. */
export interface AttributeContext {
  /** The author's own tools: their names leave as they are. */
  readonly tools: ReadonlySet<string>;
  readonly digest: (text: string) => string;
}

const RUN_STATUSES = new Set(["success", "failed", "cancelled"]);

/** OpenTelemetry's conventions want these names (gen-ai-agent-spans, 1.41). */
export function getRunSpanName({ agent }: Partial<RunOptions>): string {
  return `invoke_agent ${wordOrOther(agent)}`;
}

export function getToolSpanName(context: AttributeContext, name: string): string {
  return `execute_tool ${context.tools.has(name) ? wordOrOther(name) : OTHER}`;
}

/** A tool that the author has named goes by its name, any other by its digest: it may be somebody's own. */
function formatToolName({ tools, digest }: AttributeContext, name: string): string {
  return tools.has(name) ? wordOrOther(name) : digest(String(name));
}

export function createToolAttributes(
  context: AttributeContext,
  { name, tokens }: Pick<ToolUse, "name" | "tokens">,
): Attributes {
  const reportedName = formatToolName(context, name);
  return {
    "gen_ai.operation.name": "execute_tool",
    "gen_ai.tool.name": reportedName,
    "zen.tool.name": reportedName,
    ...(tokens !== undefined && { "zen.tool.tokens": parseTokenCount(tokens) }),
  };
}

export function createRunAttributes(context: AttributeContext, run: Partial<RunOptions>): Attributes {
  const { agent, model, provider, command, workspace, session, status, tokens } = run;
  const { digest } = context;
  return {
    "gen_ai.operation.name": "invoke_agent",
    "gen_ai.agent.name": wordOrOther(agent),
    "zen.agent.name": wordOrOther(agent),
    ...(provider !== undefined && { "gen_ai.provider.name": wordOrOther(provider) }),
    ...(model !== undefined && {
      "gen_ai.request.model": formatModelName(model),
      "zen.model": formatModelName(model),
    }),
    ...(command !== undefined && { "zen.command": formatCommandName(command) }),
    ...(workspace !== undefined && { "zen.workspace.hash": digest(String(workspace)) }),
    ...(session !== undefined && { "gen_ai.conversation.id": digest(String(session)) }),
    ...(status !== undefined && { "zen.status": memberOrOther(RUN_STATUSES, status) }),
    ...(tokens !== undefined && createTokenAttributes(tokens)),
    ...createCostAttributes(run),
  };
}

/** What is no number of tokens is left out, and what would have to be made of it. */
function createTokenAttributes({ input, output, cacheRead, cacheCreation }: Tokens): Attributes {
  const all = [input, cacheRead ?? 0, cacheCreation ?? 0].map(
    (count) => parseTokenCount(count) ?? Number.NaN,
  );
  const counts = {
    "zen.tokens.input": input,
    "zen.tokens.output": output,
    "zen.tokens.cache_read": cacheRead,
    "zen.tokens.cache_creation": cacheCreation,
    "gen_ai.usage.input_tokens": all.reduce((sum, count) => sum + count), // there it includes the cache's
    "gen_ai.usage.output_tokens": output,
    "gen_ai.usage.cache_read.input_tokens": cacheRead,
    "gen_ai.usage.cache_creation.input_tokens": cacheCreation,
  };
  const known = Object.entries(counts).flatMap(([key, given]) => {
    const count = parseTokenCount(given);
    return count === undefined ? [] : [[key, count]];
  });
  return Object.fromEntries(known);
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

/** To a hundredth of a millionth: the sum of many such is right to the cent. */
function roundDollars(amount: number): number {
  return Math.round(amount * 1e8) / 1e8;
}

/** Models are named by their makers, some with a slash between two words: `anthropic/claude-3`. */
function formatModelName(model: string): string {
  const parts = String(model).split("/");
  const isFile = /\.[a-z]{2,5}$/i.test(model); // and none is called so
  return parts.length <= 2 && !isFile ? parts.map(wordOrOther).join("/") : OTHER;
}

/** `/review src/secret.ts` is `review`. */
function formatCommandName(command: string): string {
  return wordOrOther(/^\/(\S+)/.exec(String(command))?.[1]);
}
