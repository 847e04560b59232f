/** Records a run that is already over, as a span with the times that its caller measured. */
import type { Span, SpanStatusCode } from "@opentelemetry/api";
import { copyOptions } from "../client/caller-options.js";
import type { ActiveTracing } from "./active-tracing.js";
import { createRunAttributes, createToolAttributes } from "./run-attributes.js";
import type { FinishedRun, ToolUse } from "./run-options.js";
import { toStatusCode } from "./run-status.js";
import { getRunSpanName, getToolSpanName } from "./sendable-names.js";
import { startSpan, tryOrUndefined } from "./start-span.js";

export function recordFinishedRun(tracing: ActiveTracing, run: Partial<FinishedRun>): void {
  const durationMs = parseDurationMs(run.durationMs);
  const { startedAt: given, tools = [], status = run.errorType === undefined ? "success" : "failed" } = run;
  const startedAt = typeof given === "number" && Number.isFinite(given) ? given : Date.now() - durationMs;
  const attributes = tryOrUndefined(() => createRunAttributes(tracing, { ...run, status }));
  const started = startSpan(tracing, {
    name: getRunSpanName(run),
    attributes,
    origin: "library",
    startTime: startedAt,
  });
  if (started === undefined) return;
  tracing.api.context.with(started.context, () => {
    if (!Array.isArray(tools)) return; // Untyped callers pass anything.
    for (const tool of tools) tryOrUndefined(() => recordFinishedTool(tracing, copyOptions(tool), startedAt));
  });
  endSpanAt(started.span, toStatusCode(tracing, status), startedAt + durationMs);
}

function recordFinishedTool(
  tracing: ActiveTracing,
  { name, success, startedAfterMs, durationMs, errorType, ...tool }: Partial<ToolUse>,
  runStartedAt: number,
): void {
  if (typeof name !== "string") return;
  const hasFailed = success === undefined ? errorType !== undefined : !success;
  const status = hasFailed ? "failed" : "success";
  const startTime = runStartedAt + parseDurationMs(startedAfterMs);
  const span = startSpan(tracing, {
    name: getToolSpanName(tracing, name),
    attributes: createToolAttributes(tracing, { ...tool, name, status, errorType }),
    origin: "library",
    startTime,
  })?.span;
  if (span !== undefined)
    endSpanAt(span, toStatusCode(tracing, status), startTime + parseDurationMs(durationMs));
}

/** Returns 0 for a value that is not a duration. */
function parseDurationMs(ms: unknown): number {
  return typeof ms === "number" && Number.isFinite(ms) && ms > 0 ? ms : 0;
}

function endSpanAt(span: Span, code: SpanStatusCode, endTime: number): void {
  span.setStatus({ code });
  span.end(endTime);
}
