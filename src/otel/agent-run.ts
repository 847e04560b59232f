/** Records an agent's run as one span with tokens, cost, child spans for tools, and the ids of its events. */
import { types } from "node:util";
import type { Span } from "@opentelemetry/api";
import { copyOptions } from "../client/caller-options.js";
import { runInCaptureScope } from "../client/capture-scope.js";
import { Public } from "../privacy/decorators/anonymize.js";
import { sealProperties } from "../privacy/sanitizer/seal.js";
import { TelemetryModel } from "../privacy/telemetry-model.js";
import { type ActiveTracing, getActiveTracing, setSpanAttributes } from "./active-tracing.js";
import { recordFinishedRun } from "./finished-run.js";
import { createRunAttributes, createToolAttributes } from "./run-attributes.js";
import type { FinishedRun, RunOptions, RunOutcome, ToolOptions } from "./run-options.js";
import { toStatusCode } from "./run-status.js";
import { getRunSpanName, getToolSpanName } from "./sendable-names.js";
import { type SpanStart, tryOrUndefined } from "./start-span.js";
import { type CompleteSpan, callInSpan } from "./traced-call.js";

/**
 * A run in progress, which `recordRun` passes to its callback.
 *
 * @example
 * async function plan(run: Run): Promise<string[]> {
 *   const steps = await run.tool("list_steps", async () => ["read", "edit", "test"]);
 *   run.report({ tokens: { input: 1000, output: 200 } });
 *   return steps;
 * }
 * const steps = await recordRun({ agent: "planner" }, plan);
 */
export interface Run {
  /** The trace id in hex. Undefined when nothing is traced. */
  readonly traceId: string | undefined;
  /** Reports a part of the outcome. It can be called several times; later values replace earlier ones. Never throws. */
  report(outcome: RunOutcome): void;
  /** Calls a tool in a child span, and returns its result. */
  tool<T>(name: string, fn: () => T, options?: ToolOptions): T;
}

/** The property by which PostHog joins events and traces (posthog.com/docs/llm-analytics/traces). */
@TelemetryModel.policy("error")
class RunTags extends TelemetryModel {
  @Public() $ai_trace_id: string;

  constructor(traceId: string) {
    super();
    this.$ai_trace_id = traceId;
  }
}

/**
 * Records an agent's run as a span. With `fn`, the span measures the call of `fn`, whose result is returned. Without it, the
 * run is already over. Every event that is captured inside `fn` carries the trace's id, and the span lists the ids of these
 * events. Prompts, arguments and paths are not part of a run. When nothing is traced, `fn` is only called.
 *
 * @throws only the errors of `fn`.
 * @example
 * import { readFile } from "node:fs/promises";
 *
 * await recordRun({ agent: "planner", model: "claude-opus-4-5", provider: "anthropic" }, async (run) => {
 *   await run.tool("read_file", () => readFile("plan.md", "utf8"));
 *   run.report({ tokens: { input: 1000, output: 200 }, costUsd: 0.0417 });
 * });
 * @example
 * recordRun({ agent: "planner", durationMs: 1800, tools: [{ name: "read_file", durationMs: 40 }] });
 */
export function recordRun(run: FinishedRun): void;
export function recordRun<T>(options: RunOptions, fn: (run: Run) => T): T;
export function recordRun<T>(options: RunOptions | FinishedRun, fn?: (run: Run) => T): T | undefined {
  const tracing = getActiveTracing();
  if (fn === undefined) {
    if (tracing !== undefined) tryOrUndefined(() => recordFinishedRun(tracing, copyOptions(options)));
    return undefined;
  }
  if (tracing === undefined) return fn({ traceId: undefined, report: () => {}, tool: (_, call) => call() });
  return recordLiveRun(tracing, copyOptions(options), fn);
}

/** Limits the attribute that lists events, which would otherwise use up the size limit of the span. */
const MAX_EVENT_IDS = 128;

function recordLiveRun<T>(tracing: ActiveTracing, options: Partial<RunOptions>, fn: (run: Run) => T): T {
  let latest = options;
  const eventIds: string[] = [];
  const call = (span?: Span) => {
    const run = createRun(tracing, span, (outcome) => {
      latest = { ...latest, ...copyOptions(outcome) };
    });
    const tags = createRunTags(tracing, span);
    if (tags === undefined) return fn(run);
    const onCapture = (uuid: string) => {
      if (eventIds.length < MAX_EVENT_IDS) eventIds.push(uuid);
    };
    return runInCaptureScope({ tags, onCapture }, () => fn(run));
  };
  const completeSpan: CompleteSpan = (span, hasFailed) => {
    const { status = hasFailed || latest.errorType !== undefined ? "failed" : "success" } = latest;
    const ids = eventIds.length === 0 ? {} : { "posthog.event_ids": eventIds };
    tryOrUndefined(() =>
      setSpanAttributes(
        span,
        { ...createRunAttributes(tracing, { ...latest, status }, hasFailed), ...ids },
        "library",
      ),
    );
    return toStatusCode(tracing, status);
  };
  const isAsync = types.isAsyncFunction(fn);
  return callInSpan(tracing, { name: getRunSpanName(options) }, { call, isAsync, completeSpan });
}

function createRun(tracing: ActiveTracing, span: Span | undefined, report: Run["report"]): Run {
  return {
    traceId: span?.spanContext().traceId,
    report,
    tool<T>(name: string, fn: () => T, options?: ToolOptions): T {
      const spanStart = tryOrUndefined(
        (): SpanStart => ({
          name: getToolSpanName(tracing, name),
          attributes: createToolAttributes(tracing, { ...copyOptions(options), name }),
          origin: "library",
        }),
      );
      const toolCall = { call: () => fn(), isAsync: types.isAsyncFunction(fn) };
      return callInSpan(tracing, spanStart ?? { name: "execute_tool other" }, toolCall);
    },
  };
}

/** Returns undefined when the trace is not sampled, because it is then not sent and events cannot refer to it. */
function createRunTags({ api, digest }: ActiveTracing, span: Span | undefined) {
  const spanContext = span?.spanContext();
  if (spanContext === undefined || (spanContext.traceFlags & api.TraceFlags.SAMPLED) === 0) return undefined;
  return sealProperties(new RunTags(spanContext.traceId), {
    digest,
    installationDigest: digest, // Never used, because the class declares no field of this scope.
    toolsOverPrivacy: false,
    omit: () => {},
  });
}
