/** Creates the attributes of an agent's run and of its tools, which are numbers and single words. */
import type { Attributes } from "@opentelemetry/api";
import { formatModelName } from "../events/model-name.js";
import { toWordOrOther } from "../privacy/sanitizer/undeclared-text.js";
import { computeCosts, parseTokenCount, type Tokens } from "./price-table.js";
import type { RunOptions, RunOutcome, ToolOptions, ToolUse } from "./run-options.js";
import {
  formatCommandName,
  formatErrorType,
  formatFinishReasons,
  formatProviderName,
  formatRunStatus,
  formatToolName,
  formatToolType,
  formatVersion,
  type NameContext,
} from "./sendable-names.js";

export function createToolAttributes(
  context: NameContext,
  { name, tokens, callId, type, ...failure }: ToolOptions & Pick<ToolUse, "name" | "tokens"> & Failure,
): Attributes {
  const toolName = formatToolName(context, name);
  return {
    "gen_ai.operation.name": "execute_tool",
    "gen_ai.tool.name": toolName,
    "zen.tool.name": toolName,
    ...(callId !== undefined && { "gen_ai.tool.call.id": context.digest(String(callId)) }),
    ...(type !== undefined && { "gen_ai.tool.type": formatToolType(type) }),
    ...(tokens !== undefined && { "zen.tool.tokens": parseTokenCount(tokens) }),
    ...createErrorAttributes(failure),
  };
}

/** @param hasThrown the span has the type of the error that was thrown */
export function createRunAttributes(
  context: NameContext,
  run: Partial<RunOptions>,
  hasThrown = false,
): Attributes {
  const { agent, agentId, agentVersion, model, provider, command, workspace, session } = run;
  const { status, tokens, finishReasons } = run;
  const { digest } = context;
  return {
    "gen_ai.operation.name": "invoke_agent",
    "gen_ai.agent.name": toWordOrOther(agent),
    "zen.agent.name": toWordOrOther(agent),
    "gen_ai.provider.name": formatProviderName(provider, model),
    ...(agentId !== undefined && { "gen_ai.agent.id": digest(String(agentId)) }),
    ...(agentVersion !== undefined && { "gen_ai.agent.version": formatVersion(agentVersion) }),
    ...(model !== undefined && {
      "gen_ai.request.model": formatModelName(model),
      "zen.model": formatModelName(model),
    }),
    ...(command !== undefined && { "zen.command": formatCommandName(command) }),
    ...(workspace !== undefined && { "zen.workspace.hash": digest(String(workspace)) }),
    ...(session !== undefined && { "gen_ai.conversation.id": digest(String(session)) }),
    ...(finishReasons !== undefined && {
      "gen_ai.response.finish_reasons": formatFinishReasons(finishReasons),
    }),
    ...(status !== undefined && { "zen.status": formatRunStatus(status) }),
    ...(tokens !== undefined && createTokenAttributes(tokens)),
    ...createCostAttributes(run),
    ...createErrorAttributes(run, hasThrown),
  };
}

type Failure = Pick<RunOutcome, "status" | "errorType">;

function createErrorAttributes({ status, errorType }: Failure, hasThrown = false): Attributes {
  if (status !== "failed" || (hasThrown && errorType === undefined)) return {};
  return { "error.type": formatErrorType(errorType) };
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
