/** Defines what is recorded of an agent's run and of its tools. */
import type { PriceTable, Tokens } from "./price-table.js";

/**
 * The outcome of a run, as far as it is known.
 *
 * @example
 * const outcome: RunOutcome = { tokens: { input: 1000, output: 200 }, costUsd: 0.0417, status: "cancelled" };
 * recordRun({ agent: "planner" }, (run) => run.report(outcome));
 */
export interface RunOutcome {
  /** The tokens of the whole run. */
  readonly tokens?: Tokens | undefined;
  /** The cost in US dollars, as the provider reported it. It has priority over `prices`. */
  readonly costUsd?: number | undefined;
  /** @default "success", or "failed" when the run throws or rejects, or has an `errorType` */
  readonly status?: "success" | "failed" | "cancelled" | undefined;
  /**
   * The class of the error of a failed run, such as `RateLimitError`. Any other text is sent as `Error`.
   *
   * @default the error that was thrown, or `_OTHER`
   */
  readonly errorType?: string | undefined;
  /** The reasons why the model stopped, one for each generation, such as `stop` or `length`. Each is a single word. */
  readonly finishReasons?: readonly string[] | undefined;
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
  /** The agent's id at its provider. It is sent as a digest. */
  readonly agentId?: string | undefined;
  /** The agent's version, such as `1.4.0` or `2025-05-01`. Any other text is sent as `other`. */
  readonly agentVersion?: string | undefined;
  /** The model's name, such as `claude-opus-4-5`. */
  readonly model?: string | undefined;
  /**
   * The provider's name in OpenTelemetry's conventions, such as `anthropic` or `aws.bedrock`.
   *
   * @default the maker of a model that only its maker serves, such as `claude-…`, or else `other`
   */
  readonly provider?: string | undefined;
  /** The slash command that started the run. Only its name is sent: `/review src/plan.ts` is sent as `review`. */
  readonly command?: string | undefined;
  /** The workspace, such as its path. It is sent as a digest. */
  readonly workspace?: string | undefined;
  /** The session's id. It is sent as a digest. */
  readonly session?: string | undefined;
  /** Prices from which the cost is computed, if none is reported. Without both, no cost is sent. */
  readonly prices?: PriceTable | undefined;
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
  readonly startedAt?: number | undefined;
  /**
   * The calls of tools during the run.
   *
   * @default []
   */
  readonly tools?: readonly ToolUse[] | undefined;
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
export interface ToolUse extends ToolOptions {
  /** A name that is not among the `tools` of `startTracing` is sent as a digest. */
  readonly name: string;
  readonly durationMs: number;
  /**
   * Milliseconds from the start of the run to the call.
   *
   * @default 0
   */
  readonly startedAfterMs?: number | undefined;
  /** The tokens that the model spent on the call. */
  readonly tokens?: number | undefined;
  /** @default true, or false with an `errorType` */
  readonly success?: boolean | undefined;
  /** The class of the error of a failed call. @default "_OTHER" */
  readonly errorType?: string | undefined;
}

/**
 * Facts about the call of a tool.
 *
 * @example
 * const options: ToolOptions = { callId: "call_mszuSIzqtI65i1wAUOE8w5H4", type: "function" };
 * await recordRun({ agent: "planner" }, (run) => run.tool("read_file", async () => "text", options));
 */
export interface ToolOptions {
  /** The id that the model gave to the call. It is sent as a digest. */
  readonly callId?: string | undefined;
  /** Where the tool runs: in the client (`function`), at the agent's side (`extension`), or as a store of knowledge. */
  readonly type?: "function" | "extension" | "datastore" | undefined;
}
