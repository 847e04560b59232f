/** What a run and its tools say of themselves on their spans: in OpenTelemetry's terms and in Zen's, words and numbers alone. */
import type { Attributes } from "@opentelemetry/api";
import { memberOf, OTHER, slugOf } from "../events/slug.js";
import { costOf, countOf, type PriceTable, type Tokens } from "./price-table.js";

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

/** What of tracing they depend on. */
export interface Naming {
  /** The author's own tools: their names leave as they are. */
  readonly tools: ReadonlySet<string>;
  readonly digest: (text: string) => string;
}

const STATUSES = new Set(["success", "failed", "cancelled"]);

/** OpenTelemetry's conventions want these names (gen-ai-agent-spans, 1.41). */
export function runSpanName({ agent }: Partial<RunOptions>): string {
  return `invoke_agent ${slugOf(agent)}`;
}

export function toolSpanName(naming: Naming, name: string): string {
  return `execute_tool ${naming.tools.has(name) ? slugOf(name) : OTHER}`;
}

/** A tool that the author has named goes by its name, any other by its digest: it may be somebody's own. */
function toolName({ tools, digest }: Naming, name: string): string {
  return tools.has(name) ? slugOf(name) : digest(String(name));
}

export function toolAttributes(
  naming: Naming,
  { name, tokens }: Pick<ToolUse, "name" | "tokens">,
): Attributes {
  const known = toolName(naming, name);
  return {
    "gen_ai.operation.name": "execute_tool",
    "gen_ai.tool.name": known,
    "zen.tool.name": known,
    ...(tokens !== undefined && { "zen.tool.tokens": countOf(tokens) }),
  };
}

export function runAttributes(naming: Naming, run: Partial<RunOptions>): Attributes {
  const { agent, model, provider, command, workspace, session, status, tokens } = run;
  const { digest } = naming;
  return {
    "gen_ai.operation.name": "invoke_agent",
    "gen_ai.agent.name": slugOf(agent),
    "zen.agent.name": slugOf(agent),
    ...(provider !== undefined && { "gen_ai.provider.name": slugOf(provider) }),
    ...(model !== undefined && { "gen_ai.request.model": modelName(model), "zen.model": modelName(model) }),
    ...(command !== undefined && { "zen.command": commandName(command) }),
    ...(workspace !== undefined && { "zen.workspace.hash": digest(String(workspace)) }),
    ...(session !== undefined && { "gen_ai.conversation.id": digest(String(session)) }),
    ...(status !== undefined && { "zen.status": memberOf(STATUSES, status) }),
    ...(tokens !== undefined && tokenAttributes(tokens)),
    ...costAttributes(run),
  };
}

/** What is no number of tokens is left out, and what would have to be made of it. */
function tokenAttributes({ input, output, cacheRead, cacheCreation }: Tokens): Attributes {
  const all = [input, cacheRead ?? 0, cacheCreation ?? 0].map((count) => countOf(count) ?? Number.NaN);
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
    const count = countOf(given);
    return count === undefined ? [] : [[key, count]];
  });
  return Object.fromEntries(known);
}

function costAttributes({ costUsd, tokens, model, prices }: Partial<RunOptions>): Attributes {
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
  const isFile = /\.[a-z]{2,5}$/i.test(model); // and none is called so
  return parts.length <= 2 && !isFile ? parts.map(slugOf).join("/") : OTHER;
}

/** `/review src/secret.ts` is `review`. */
function commandName(command: string): string {
  return slugOf(/^\/(\S+)/.exec(String(command))?.[1]);
}
