/** The public door of `codeweaver-telemetry/otel`. */
export type { TelemetryStats } from "../client/counters.js";
export type { AdaptiveOptions } from "./adaptive-rate.js";
export type { DeclaredAttributes } from "./declared.js";
export type { HealthCheck, HealthReport } from "./health.js";
export { observeTelemetry } from "./metrics.js";
export type { Prices, PriceTable, Tokens } from "./prices.js";
export { type Carrier, continueTrace, withTraceparent } from "./propagation.js";
export {
  type FinishedRun,
  type Run,
  type RunOptions,
  type RunOutcome,
  recordRun,
  type ToolUse,
} from "./run.js";
export { startTracing, type TracingOptions } from "./start.js";
export { addSpanAttributes, Traced, traced } from "./traced.js";
export type { Tracing } from "./tracing.js";
