/** Whether tracing works: seed 002's validation report, each check done and none assumed. */
import type { TelemetryStats } from "../client/counters.js";
import { createRandomHex } from "../internal/ids.js";
import type { OtelPackages } from "./otel-packages.js";
import { extractTraceContext, injectTraceContext } from "./propagation.js";
import { formatTraceState, getStatedRate, isTraceSampled, type SamplingRate } from "./trace-sampler.js";

export interface HealthCheck {
  readonly name: "exporter" | "sampling" | "propagation" | "connectivity";
  readonly passed: boolean;
  readonly found: string;
}

export interface HealthReport {
  /** ISO 8601, UTC. */
  readonly timestamp: string;
  readonly overallStatus: "HEALTHY" | "UNHEALTHY";
  readonly checks: readonly HealthCheck[];
  /** What to do about what is wrong. */
  readonly recommendations: readonly string[];
}

/** What the checks look into. */
export interface HealthInputs {
  readonly api: OtelPackages["api"];
  readonly rate: SamplingRate;
  /** False: the spans are the host's, and sampled by it. */
  readonly isOwnProvider: boolean;
  /** Where spans go. */
  readonly host: string;
  /** Sends one span, and says how that went. */
  readonly sendProbe: () => Promise<string>;
}

/** @param inside a sentence where nothing is traced */
export async function createHealthReport(
  stats: TelemetryStats,
  inputs: HealthInputs | string,
): Promise<HealthReport> {
  const found =
    typeof inputs === "string"
      ? [
          {
            name: "exporter" as const,
            passed: false,
            found: inputs,
            fix: "see `state`, or the verb `status`",
          },
        ]
      : [checkExporter(stats, inputs), ...(await runHealthChecks(inputs))];
  return {
    timestamp: new Date().toISOString(),
    overallStatus: found.every(({ passed }) => passed) ? "HEALTHY" : "UNHEALTHY",
    checks: found.map(({ name, passed, found }) => ({ name, passed, found })),
    recommendations: found.flatMap(({ passed, fix }) => (passed || fix === undefined ? [] : [fix])),
  };
}

export interface HealthCheckResult extends HealthCheck {
  readonly fix?: string;
}

/** What can be found without anything having been traced. */
export async function runHealthChecks(inputs: HealthInputs): Promise<HealthCheckResult[]> {
  return [checkSampling(inputs), checkPropagation(inputs), await checkConnectivity(inputs)];
}

const HOST_PROVIDER_UNUSED: HealthCheckResult = {
  name: "exporter",
  passed: false,
  found: "spans go to the host's own provider, and none has come from there",
  fix: "give tracing.processor to it: new NodeTracerProvider({ spanProcessors: [tracing.processor] })",
};

/** More of them is a server that does not want what it gets. */
const MAX_FAILED_SHARE = 0.01;

function checkExporter(
  { captured, sent, pending, refused, exports }: TelemetryStats,
  { isOwnProvider }: HealthInputs,
): HealthCheckResult {
  if (!isOwnProvider && captured === 0) return HOST_PROVIDER_UNUSED;
  const share = exports.requests === 0 ? 0 : exports.failed / exports.requests;
  const reasons = Object.entries(refused).map(([reason, count]) => `${reason} ${count}`);
  return {
    name: "exporter",
    passed: share <= MAX_FAILED_SHARE,
    found: `${sent} sent, ${pending} waiting, ${exports.failed} of ${exports.requests} requests failed${reasons.length === 0 ? "" : `; not sent: ${reasons.join(", ")}`}`,
    fix: "see connectivity; a rate_limited or an overflow asks for a lower sample_rate",
  };
}

const SAMPLED_TRACES = 10_000;

/** Random ids are drawn as many as show a rate to two digits: four standard deviations are allowed. */
function checkSampling({ rate }: HealthInputs): HealthCheckResult {
  const { value } = rate;
  let sampledCount = 0;
  for (let draw = 0; draw < SAMPLED_TRACES; draw++)
    if (isTraceSampled(createRandomHex(16), value)) sampledCount++;
  const tolerance = 4 * Math.sqrt((value * (1 - value)) / SAMPLED_TRACES) + 1 / SAMPLED_TRACES;
  const isRight = Math.abs(sampledCount / SAMPLED_TRACES - value) <= tolerance;
  return {
    name: "sampling",
    passed: value > 0 && isRight,
    found: `rate ${value}: ${sampledCount} of ${SAMPLED_TRACES} random traces would be taken`,
    fix: value > 0 ? "report this" : "set sample_rate above 0",
  };
}

/** What is written is read again, with the rate. */
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
      ? "a trace goes out and comes in by traceparent"
      : "a trace does not come in as it went out",
    fix: "report this",
  };
}

async function checkConnectivity({ host, sendProbe }: HealthInputs): Promise<HealthCheckResult> {
  const outcome = await sendProbe();
  return {
    name: "connectivity",
    passed: outcome === "delivered",
    found: `${host}: ${outcome}`,
    fix: `see whether ${host} takes OTLP over HTTP, and whether a firewall or a proxy stands between`,
  };
}
