/** The public door of `codeweaver-telemetry/otel`. */
export type { TelemetryStats } from "../client/counters.js";
export type { AdaptiveOptions } from "./adaptive-rate.js";
export type { DeclaredAttributes } from "./declared.js";
export type { HealthCheck, HealthReport } from "./health.js";
export { observeTelemetry } from "./metrics.js";
export type { Prices, PriceTable, Tokens } from "./prices.js";
export { type Carrier, continueTrace, withTraceparent } from "./propagation.js";
export { type Run, recordRun } from "./run.js";
export type { FinishedRun, RunOptions, RunOutcome, ToolUse } from "./run-attributes.js";
export { startTracing, type TracingOptions } from "./start.js";
export { addSpanAttributes, Traced, traced } from "./traced.js";
export type { Tracing } from "./tracing.js";
