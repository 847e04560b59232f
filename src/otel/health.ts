/** Checks whether tracing works, by a test of the exporter, sampling, propagation and connectivity. */
import type { TelemetryStats } from "../client/telemetry-stats.js";
import { createRandomHex } from "../internal/ids.js";
import type { OtelPackages } from "./otel-packages.js";
import { extractTraceContext, injectTraceContext } from "./propagation.js";
import { formatTraceState, getStatedRate, isTraceSampled, type SamplingRate } from "./trace-sampler.js";

/**
 * The result of one check.
 *
 * @example
 * const formatCheck = ({ name, passed, found }: HealthCheck) => `${passed ? "passed" : "failed"} ${name}: ${found}`;
 * const tracing = await startTracing({ tool: "mytool" });
 * const { checks } = await tracing.checkHealth();
 * console.log(checks.map(formatCheck).join("\n"));
 */
export interface HealthCheck {
  readonly name: "exporter" | "sampling" | "propagation" | "connectivity";
  readonly passed: boolean;
  /** The finding, in a sentence. */
  readonly found: string;
}

/**
 * The result of `tracing.checkHealth()`.
 *
 * @example
 * function printReport({ overallStatus, recommendations }: HealthReport): void {
 *   if (overallStatus === "UNHEALTHY") process.exitCode = 1;
 *   for (const recommendation of recommendations) console.error(recommendation);
 * }
 */
export interface HealthReport {
  /** The time of the checks, as ISO 8601 in UTC. */
  readonly timestamp: string;
  readonly overallStatus: "HEALTHY" | "UNHEALTHY";
  readonly checks: readonly HealthCheck[];
  /** One suggestion for each check that failed. */
  readonly recommendations: readonly string[];
}

/** The parts of `tracing` that the checks need. */
export interface HealthInputs {
  readonly api: OtelPackages["api"];
  readonly rate: SamplingRate;
  /** False when the host's own provider creates and samples the spans. */
  readonly isOwnProvider: boolean;
  /** The server that spans are sent to. */
  readonly host: string;
  /** Sends one span. Resolves to `delivered` or to a reason. */
  readonly sendProbe: () => Promise<string>;
}

/** Whether spans are traced, so that they can be checked, or why not. */
export type HealthState =
  | { readonly kind: "tracing"; readonly inputs: HealthInputs }
  | { readonly kind: "idle"; readonly reason: string };

export async function createHealthReport(stats: TelemetryStats, state: HealthState): Promise<HealthReport> {
  const results =
    state.kind === "idle"
      ? [createIdleResult(state.reason)]
      : [checkExporter(stats, state.inputs), ...(await runHealthChecks(state.inputs))];
  return {
    timestamp: new Date().toISOString(),
    overallStatus: results.every(({ passed }) => passed) ? "HEALTHY" : "UNHEALTHY",
    checks: results.map(({ name, passed, found }) => ({ name, passed, found })),
    recommendations: results.filter(({ passed }) => !passed).map(({ fix }) => fix),
  };
}

function createIdleResult(reason: string): HealthCheckResult {
  const fix = "see `state`, or run the subcommand `status`";
  return { name: "exporter", passed: false, found: reason, fix };
}

export interface HealthCheckResult extends HealthCheck {
  readonly fix: string;
}

/** Runs the checks that are possible before anything was traced. */
export async function runHealthChecks(inputs: HealthInputs): Promise<HealthCheckResult[]> {
  return [checkSampling(inputs), checkPropagation(inputs), await checkConnectivity(inputs)];
}

const HOST_PROVIDER_UNUSED: HealthCheckResult = {
  name: "exporter",
  passed: false,
  found: "spans are created by the host's own provider, and none was received from it",
  fix: "add tracing.processor to it: new NodeTracerProvider({ spanProcessors: [tracing.processor] })",
};

/** A larger share of failed requests is more than an occasional network fault. */
const MAX_FAILED_SHARE = 0.01;

function checkExporter(
  { captured, sent, pending, refused, exports }: TelemetryStats,
  { isOwnProvider }: HealthInputs,
): HealthCheckResult {
  if (!isOwnProvider && captured === 0) return HOST_PROVIDER_UNUSED;
  const failedShare = exports.requests === 0 ? 0 : exports.failed / exports.requests;
  const reasons = Object.entries(refused).map(([reason, count]) => `${reason} ${count}`);
  return {
    name: "exporter",
    passed: failedShare <= MAX_FAILED_SHARE,
    found: `${sent} sent, ${pending} pending, ${exports.failed} of ${exports.requests} requests failed${reasons.length === 0 ? "" : `; not sent: ${reasons.join(", ")}`}`,
    fix: "see connectivity; after rate_limited or overflow, lower sample_rate",
  };
}

const RANDOM_TRACES = 10_000;

/** Samples random trace ids, and compares their share with the rate. A difference of six standard deviations is tolerated, which chance exceeds twice in a billion runs. */
function checkSampling({ rate }: HealthInputs): HealthCheckResult {
  const { value } = rate;
  let sampledCount = 0;
  for (let traceIndex = 0; traceIndex < RANDOM_TRACES; traceIndex++)
    if (isTraceSampled(createRandomHex(16), value)) sampledCount++;
  const tolerance = 6 * Math.sqrt((value * (1 - value)) / RANDOM_TRACES) + 1 / RANDOM_TRACES;
  const isRight = Math.abs(sampledCount / RANDOM_TRACES - value) <= tolerance;
  return {
    name: "sampling",
    passed: value > 0 && isRight,
    found: `rate ${value}: ${sampledCount} of ${RANDOM_TRACES} random traces would be sampled`,
    fix: value > 0 ? "report this" : "set sample_rate above 0",
  };
}

/** Injects a trace context with its rate, and extracts it again. */
function checkPropagation({ api, rate }: HealthInputs): HealthCheckResult {
  const spanContext = {
    traceId: createRandomHex(16),
    spanId: "00f067aa0ba902b7",
    traceFlags: api.TraceFlags.SAMPLED,
    traceState: api.createTraceState(formatTraceState(rate.value)),
  };
  const carrier = injectTraceContext(api, api.trace.setSpanContext(api.ROOT_CONTEXT, spanContext), {});
  const context = extractTraceContext(api, api.ROOT_CONTEXT, carrier);
  const extracted = context && api.trace.getSpanContext(context);
  const isSame =
    extracted?.traceId === spanContext.traceId &&
    extracted.spanId === spanContext.spanId &&
    getStatedRate(extracted.traceState) === getStatedRate(spanContext.traceState);
  return {
    name: "propagation",
    passed: isSame,
    found: isSame
      ? "a trace context is unchanged after traceparent is written and read"
      : "a trace context is not the same after traceparent is written and read",
    fix: "report this",
  };
}

async function checkConnectivity({ host, sendProbe }: HealthInputs): Promise<HealthCheckResult> {
  const outcome = await sendProbe();
  return {
    name: "connectivity",
    passed: outcome === "delivered",
    found: `${host}: ${outcome}`,
    fix: `check that ${host} accepts OTLP over HTTP, and that no firewall or proxy blocks it`,
  };
}
