/**
 * Traces a tool by OpenTelemetry. Spans are sanitized and delivered like events.
 *
 * @module codeweaver-telemetry/otel
 */

export type { TelemetryStats } from "../client/telemetry-stats.js";
export type { AdaptiveOptions } from "./adaptive-rate.js";
export { type Run, recordRun } from "./agent-run.js";
export type { DeclaredAttributes } from "./declared-attributes.js";
export type { HealthCheck, HealthReport } from "./health.js";
export { observeTelemetry } from "./metrics.js";
export type { Prices, PriceTable, Tokens } from "./price-table.js";
export { type Carrier, continueTrace, withTraceparent } from "./propagation.js";
export type { FinishedRun, RunOptions, RunOutcome, ToolOptions, ToolUse } from "./run-options.js";
export type { SpanProcessor } from "./sdk-types.js";
export { startTracing } from "./start-tracing.js";
export { addSpanAttributes, Traced, traced } from "./traced-function.js";
export type { Tracing } from "./tracing.js";
export type { TracingOptions } from "./tracing-options.js";
