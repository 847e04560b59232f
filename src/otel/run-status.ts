/** Converts the status of a run to that of its span. */
import type { SpanStatusCode } from "@opentelemetry/api";
import type { ActiveTracing } from "./active-tracing.js";
import type { RunOutcome } from "./run-options.js";

/** A cancelled run neither succeeded nor failed. */
export function toStatusCode({ api }: ActiveTracing, status: RunOutcome["status"]): SpanStatusCode {
  const { OK, ERROR, UNSET } = api.SpanStatusCode;
  return status === "success" ? OK : status === "failed" ? ERROR : UNSET;
}
