/** One span for an agent's run: tokens, cost, tools as its children, and the events that were captured in it. */
import { types } from "node:util";
import type { Span, SpanStatusCode } from "@opentelemetry/api";
import { copyOptions } from "../client/plain-options.js";
import { runInCaptureScope } from "../client/session.js";
import { Public } from "../privacy/decorators/anonymize.js";
import { sealProperties } from "../privacy/sanitizer/seal.js";
import { TelemetryModel } from "../privacy/sanitizer/serialize.js";
import { type ActiveTracing, getActiveTracing, setSpanAttributes } from "./active-tracing.js";
import {
  createRunAttributes,
  createToolAttributes,
  type FinishedRun,
  getRunSpanName,
  getToolSpanName,
  type RunOptions,
  type RunOutcome,
  type ToolUse,
} from "./run-attributes.js";
import { type BeforeSpanEnd, callInSpan, startSpan, tryOrUndefined } from "./traced-function.js";

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
  const tracing = getActiveTracing();
  if (fn === undefined) {
    if (tracing !== undefined) tryOrUndefined(() => recordFinishedRun(tracing, copyOptions(options)));
    return undefined;
  }
  if (tracing === undefined) return fn({ traceId: undefined, report: () => {}, tool: (_, call) => call() });
  return recordLiveRun(tracing, copyOptions(options), fn);
}

function recordFinishedRun(tracing: ActiveTracing, run: Partial<FinishedRun>): void {
  const durationMs = parseDurationMs(run.durationMs);
  const { startedAt = Date.now() - durationMs, tools = [], status = "success" } = run;
  const attributes = tryOrUndefined(() => createRunAttributes(tracing, { ...run, status }));
  const started = startSpan(tracing, {
    name: getRunSpanName(run),
    attributes,
    origin: "library",
    startTime: startedAt,
  });
  if (started === undefined) return;
  const { span, context } = started;
  const recordTool = (given: ToolUse) => {
    const { name, success, ...tool } = copyOptions(given);
    if (typeof name !== "string") return;
    const startTime = startedAt + parseDurationMs(tool.startedAfterMs);
    const spanStart = {
      name: getToolSpanName(tracing, name),
      attributes: createToolAttributes(tracing, { name, ...tool }),
      origin: "library" as const,
      startTime,
    };
    const child = startSpan(tracing, spanStart)?.span;
    if (child !== undefined)
      endSpanAt(
        child,
        toStatusCode(tracing, success === false ? "failed" : "success"),
        startTime + parseDurationMs(tool.durationMs),
      );
  };
  tracing.api.context.with(context, () => {
    if (Array.isArray(tools)) for (const tool of tools) tryOrUndefined(() => recordTool(tool));
  });
  endSpanAt(span, toStatusCode(tracing, status), startedAt + durationMs);
}

/** Milliseconds; what is no length is none. */
function parseDurationMs(ms: unknown): number {
  return typeof ms === "number" && Number.isFinite(ms) && ms > 0 ? ms : 0;
}

function endSpanAt(span: Span, code: SpanStatusCode, endTime: number): void {
  span.setStatus({ code });
  span.end(endTime);
}

/** What was called off has neither gone well nor failed. */
function toStatusCode({ api }: ActiveTracing, status: RunOutcome["status"]): SpanStatusCode {
  const { OK, ERROR, UNSET } = api.SpanStatusCode;
  return status === "success" ? OK : status === "failed" ? ERROR : UNSET;
}

/** More ids than these would be most of a span. */
const MAX_EVENT_IDS = 128;

function recordLiveRun<T>(tracing: ActiveTracing, options: Partial<RunOptions>, fn: (run: Run) => T): T {
  const { api, digest } = tracing;
  let latest = options;
  const events: string[] = [];
  const runInSpan = (span?: Span) => {
    const spanContext = span?.spanContext();
    const run: Run = {
      traceId: spanContext?.traceId,
      report: (outcome) => {
        latest = { ...latest, ...copyOptions(outcome) };
      },
      // `called` returns what `fn` returns.
      tool: <R>(name: string, call: () => R) => {
        const known = tryOrUndefined(() => ({
          name: getToolSpanName(tracing, name),
          attributes: createToolAttributes(tracing, { name }),
          origin: "library" as const,
        }));
        const isAsync = types.isAsyncFunction(call);
        return callInSpan(tracing, known ?? { name: "execute_tool other" }, {
          call: () => call(),
          isAsync,
        }) as R;
      },
    };
    // Where the trace is not taken, there is none to join.
    if (spanContext === undefined || (spanContext.traceFlags & api.TraceFlags.SAMPLED) === 0) return fn(run);
    const tags = sealProperties(new RunTags(spanContext.traceId), {
      digest,
      installationDigest: digest, // its class declares no field of that scope
      optIn: false,
      omit: () => {},
    });
    const onCapture = (uuid: string) => void (events.length < MAX_EVENT_IDS && events.push(uuid));
    return runInCaptureScope({ tags, onCapture }, () => fn(run));
  };
  const onBeforeEnd: BeforeSpanEnd = (span, hasFailed) => {
    const { status = hasFailed ? "failed" : "success" } = latest;
    const ids = events.length === 0 ? {} : { "posthog.event_ids": events };
    tryOrUndefined(() =>
      setSpanAttributes(span, { ...createRunAttributes(tracing, { ...latest, status }), ...ids }, "library"),
    );
    return toStatusCode(tracing, status);
  };
  const isAsync = types.isAsyncFunction(fn);
  return callInSpan(
    tracing,
    { name: getRunSpanName(options) },
    { call: runInSpan, isAsync, onBeforeEnd },
  ) as T; // as above
}
