/** One span for an agent's run: tokens, cost, tools as its children, and the events that were captured in it. */
import type { Span, SpanStatusCode } from "@opentelemetry/api";
import { within } from "../client/ambient.js";
import { copied } from "../client/copied.js";
import { Public } from "../privacy/anonymize.js";
import { sealProperties } from "../privacy/seal.js";
import { TelemetryModel } from "../privacy/serialize.js";
import { type ActiveTracing, activeTracing, setAttributes } from "./active.js";
import {
  type FinishedRun,
  type RunOptions,
  type RunOutcome,
  runAttributes,
  runSpanName,
  toolAttributes,
  toolSpanName,
} from "./run-attributes.js";
import { begin, type Closing, called } from "./traced.js";

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
  return recordLive(tracing, copied(options), fn);
}

function recordFinished(tracing: ActiveTracing, run: FinishedRun): void {
  const { durationMs, startedAt = Date.now() - durationMs, tools = [], status = "success" } = run;
  const { span, inside } = begin(
    tracing,
    runSpanName(run),
    runAttributes(tracing, { ...run, status }),
    startedAt,
  );
  tracing.api.context.with(inside, () => {
    for (const tool of tools) {
      const toolStart = startedAt + (tool.startedAfterMs ?? 0);
      const child = begin(
        tracing,
        toolSpanName(tracing, tool.name),
        toolAttributes(tracing, tool),
        toolStart,
      ).span;
      finish(
        child,
        codeOf(tracing, tool.success === false ? "failed" : "success"),
        toolStart + tool.durationMs,
      );
    }
  });
  finish(span, codeOf(tracing, status), startedAt + durationMs);
}

function finish(span: Span, code: SpanStatusCode, endTime: number): void {
  span.setStatus({ code });
  span.end(endTime);
}

/** What was called off has neither gone well nor failed. */
function codeOf({ api }: ActiveTracing, status: RunOutcome["status"]): SpanStatusCode {
  const { OK, ERROR, UNSET } = api.SpanStatusCode;
  return status === "success" ? OK : status === "failed" ? ERROR : UNSET;
}

/** More ids than these would be most of a span. */
const MOST_EVENTS = 128;

function recordLive<T>(tracing: ActiveTracing, options: Partial<RunOptions>, fn: (run: Run) => T): T {
  const { api, digest } = tracing;
  let told = options;
  const events: string[] = [];
  const live = () => {
    const span = api.trace.getActiveSpan();
    const traceId = span?.spanContext().traceId;
    const run: Run = {
      traceId,
      report: (outcome) => {
        told = { ...told, ...copied(outcome) };
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
    attempt(() => setAttributes(span, { ...runAttributes(tracing, { ...told, status }), ...ids }));
    return codeOf(tracing, status);
  };
  return called(tracing, runSpanName(options), undefined, live, closing) as T; // as above
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined; // an untyped caller's
  }
}
