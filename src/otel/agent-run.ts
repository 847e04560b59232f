/** One span for an agent's run: tokens, cost, tools as its children, and the events that were captured in it. */
import { types } from "node:util";
import type { Span, SpanStatusCode } from "@opentelemetry/api";
import { inAmbience } from "../client/capture-scope.js";
import { copied } from "../client/plain-options.js";
import { Public } from "../privacy/decorators/anonymize.js";
import { sealProperties } from "../privacy/sanitizer/seal.js";
import { TelemetryModel } from "../privacy/sanitizer/serialize.js";
import { type ActiveTracing, activeTracing, setAttributes } from "./active-tracing.js";
import {
  type FinishedRun,
  type RunOptions,
  type RunOutcome,
  runAttributes,
  runSpanName,
  type ToolUse,
  toolAttributes,
  toolSpanName,
} from "./run-attributes.js";
import { attempt, begin, type Closing, called } from "./trace-function.js";

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
    if (tracing !== undefined) attempt(() => recordFinished(tracing, copied(options)));
    return undefined;
  }
  if (tracing === undefined) return fn({ traceId: undefined, report: () => {}, tool: (_, call) => call() });
  return recordLive(tracing, copied(options), fn);
}

function recordFinished(tracing: ActiveTracing, run: Partial<FinishedRun>): void {
  const durationMs = lengthOf(run.durationMs);
  const { startedAt = Date.now() - durationMs, tools = [], status = "success" } = run;
  const attributes = attempt(() => runAttributes(tracing, { ...run, status }));
  const begun = begin(tracing, { name: runSpanName(run), attributes, startTime: startedAt });
  if (begun === undefined) return;
  const { span, inside } = begun;
  const recordTool = (given: ToolUse) => {
    const { name, success, ...tool } = copied(given);
    if (typeof name !== "string") return;
    const startTime = startedAt + lengthOf(tool.startedAfterMs);
    const beginning = {
      name: toolSpanName(tracing, name),
      attributes: toolAttributes(tracing, { name, ...tool }),
      startTime,
    };
    const child = begin(tracing, beginning)?.span;
    if (child !== undefined)
      finish(
        child,
        codeOf(tracing, success === false ? "failed" : "success"),
        startTime + lengthOf(tool.durationMs),
      );
  };
  tracing.api.context.with(inside, () => {
    if (Array.isArray(tools)) for (const tool of tools) attempt(() => recordTool(tool));
  });
  finish(span, codeOf(tracing, status), startedAt + durationMs);
}

/** Milliseconds; what is no length is none. */
function lengthOf(ms: unknown): number {
  return typeof ms === "number" && Number.isFinite(ms) && ms > 0 ? ms : 0;
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
  const live = (span?: Span) => {
    const at = span?.spanContext();
    const run: Run = {
      traceId: at?.traceId,
      report: (outcome) => {
        told = { ...told, ...copied(outcome) };
      },
      // `called` returns what `fn` returns.
      tool: <R>(name: string, call: () => R) => {
        const known = attempt(() => ({
          name: toolSpanName(tracing, name),
          attributes: toolAttributes(tracing, { name }),
        }));
        const isAsync = types.isAsyncFunction(call);
        return called(tracing, known ?? { name: "execute_tool other" }, { call: () => call(), isAsync }) as R;
      },
    };
    // Where the trace is not taken, there is none to join.
    if (at === undefined || (at.traceFlags & api.TraceFlags.SAMPLED) === 0) return fn(run);
    const tags = sealProperties(new RunTags(at.traceId), {
      digest,
      installationDigest: digest, // its class declares no field of that scope
      optIn: false,
      omit: () => {},
    });
    const onCapture = (uuid: string) => void (events.length < MOST_EVENTS && events.push(uuid));
    return inAmbience({ tags, onCapture }, () => fn(run));
  };
  const closing: Closing = (span, hasFailed) => {
    const { status = hasFailed ? "failed" : "success" } = told;
    const ids = events.length === 0 ? {} : { "posthog.event_ids": events };
    attempt(() => setAttributes(span, { ...runAttributes(tracing, { ...told, status }), ...ids }));
    return codeOf(tracing, status);
  };
  const isAsync = types.isAsyncFunction(fn);
  return called(tracing, { name: runSpanName(options) }, { call: live, isAsync, closing }) as T; // as above
}
