/** Whether tracing works: seed 002's validation report, each check done and none assumed. */
import type { TelemetryStats } from "../client/counters.js";
import { randomHex } from "../internal/ids.js";
import { read, written } from "./propagation.js";
import type { Packages } from "./sdk-packages.js";
import { isTaken, type Rate, rateIn, stateText } from "./trace-sampler.js";

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
export interface Inside {
  readonly api: Packages["api"];
  readonly rate: Rate;
  /** False: the spans are the host's, and sampled by it. */
  readonly isOwn: boolean;
  /** Where spans go. */
  readonly host: string;
  /** Sends one span, and says how that went. */
  readonly probe: () => Promise<string>;
}

/** @param inside a sentence where nothing is traced */
export async function reportHealth(stats: TelemetryStats, inside: Inside | string): Promise<HealthReport> {
  const found =
    typeof inside === "string"
      ? [
          {
            name: "exporter" as const,
            passed: false,
            found: inside,
            fix: "see `state`, or the verb `status`",
          },
        ]
      : [exporter(stats, inside), ...(await findings(inside))];
  return {
    timestamp: new Date().toISOString(),
    overallStatus: found.every(({ passed }) => passed) ? "HEALTHY" : "UNHEALTHY",
    checks: found.map(({ name, passed, found }) => ({ name, passed, found })),
    recommendations: found.flatMap(({ passed, fix }) => (passed || fix === undefined ? [] : [fix])),
  };
}

export interface Finding extends HealthCheck {
  readonly fix?: string;
}

/** What can be found without anything having been traced. */
export async function findings(inside: Inside): Promise<Finding[]> {
  return [sampling(inside), propagation(inside), await connectivity(inside)];
}

const HOSTS: Finding = {
  name: "exporter",
  passed: false,
  found: "spans go to the host's own provider, and none has come from there",
  fix: "give tracing.processor to it: new NodeTracerProvider({ spanProcessors: [tracing.processor] })",
};

/** More of them is a server that does not want what it gets. */
const WORST_SHARE = 0.01;

function exporter({ captured, sent, pending, refused, exports }: TelemetryStats, { isOwn }: Inside): Finding {
  if (!isOwn && captured === 0) return HOSTS;
  const share = exports.requests === 0 ? 0 : exports.failed / exports.requests;
  const reasons = Object.entries(refused).map(([reason, count]) => `${reason} ${count}`);
  return {
    name: "exporter",
    passed: share <= WORST_SHARE,
    found: `${sent} sent, ${pending} waiting, ${exports.failed} of ${exports.requests} requests failed${reasons.length === 0 ? "" : `; not sent: ${reasons.join(", ")}`}`,
    fix: "see connectivity; a rate_limited or an overflow asks for a lower sample_rate",
  };
}

const DRAWS = 10_000;

/** Random ids are drawn as many as show a rate to two digits: four standard deviations are allowed. */
function sampling({ rate }: Inside): Finding {
  const { value } = rate;
  let taken = 0;
  for (let draw = 0; draw < DRAWS; draw++) if (isTaken(randomHex(16), value)) taken++;
  const allowed = 4 * Math.sqrt((value * (1 - value)) / DRAWS) + 1 / DRAWS;
  const isRight = Math.abs(taken / DRAWS - value) <= allowed;
  return {
    name: "sampling",
    passed: value > 0 && isRight,
    found: `rate ${value}: ${taken} of ${DRAWS} random traces would be taken`,
    fix: value > 0 ? "report this" : "set sample_rate above 0",
  };
}

/** What is written is read again, with the rate. */
function propagation({ api, rate }: Inside): Finding {
  const spanContext = {
    traceId: randomHex(16),
    spanId: "00f067aa0ba902b7",
    traceFlags: api.TraceFlags.SAMPLED,
    traceState: api.createTraceState(stateText(rate.value)),
  };
  const carrier = written(api, api.trace.setSpanContext(api.ROOT_CONTEXT, spanContext), {});
  const context = read(api, api.ROOT_CONTEXT, carrier);
  const at = context && api.trace.getSpanContext(context);
  const isSame =
    at?.traceId === spanContext.traceId &&
    at.spanId === spanContext.spanId &&
    rateIn(at.traceState) === rateIn(spanContext.traceState);
  return {
    name: "propagation",
    passed: isSame,
    found: isSame
      ? "a trace goes out and comes in by traceparent"
      : "a trace does not come in as it went out",
    fix: "report this",
  };
}

async function connectivity({ host, probe }: Inside): Promise<Finding> {
  const outcome = await probe();
  return {
    name: "connectivity",
    passed: outcome === "delivered",
    found: `${host}: ${outcome}`,
    fix: `see whether ${host} takes OTLP over HTTP, and whether a firewall or a proxy stands between`,
  };
}
