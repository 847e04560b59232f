/** Samples whole traces by their ids, and records the rate on each span, so that counts can be corrected for it. */
import type { Attributes, Context, TraceState } from "@opentelemetry/api";
import type { OtelPackages } from "./otel-packages.js";
import type { Sampler, SamplingResult } from "./sdk-types.js";

/** The share of traces that is sampled. */
export interface SamplingRate {
  /** Called when a span starts, sampled or not. */
  countSpan(): void;
  /** The current rate, from 0 to 1. */
  readonly value: number;
}

export function createFixedRate(value: number): SamplingRate {
  return { countSpan: () => {}, value };
}

/** A child span follows the decision of its trace. A root span is sampled by its trace id. */
export class TraceSampler implements Sampler {
  readonly #rate: SamplingRate;
  readonly #api: OtelPackages["api"];
  /** The trace state of the current rate. It is created again only when the rate changes. */
  #lastState: { readonly rate: number; readonly state: TraceState } | undefined;

  constructor(rate: SamplingRate, api: OtelPackages["api"]) {
    this.#rate = rate;
    this.#api = api;
  }

  shouldSample(context: Context, traceId: string): SamplingResult {
    this.#rate.countSpan();
    const rate = this.#rate.value;
    // With a rate of 0 nothing may be sent, even if another process sampled the trace.
    if (rate === 0) return createDecision(false, undefined);
    const parent = this.#api.trace.getSpanContext(context);
    if (parent !== undefined && this.#api.isSpanContextValid(parent))
      return createDecision((parent.traceFlags & this.#api.TraceFlags.SAMPLED) !== 0, parent.traceState);
    const isSampled = isTraceSampled(traceId, rate);
    return createDecision(isSampled, isSampled ? this.#getTraceState(rate) : undefined);
  }

  toString(): string {
    return `TraceSampler{${this.#rate.value}}`;
  }

  #getTraceState(rate: number): TraceState {
    if (this.#lastState?.rate !== rate)
      this.#lastState = { rate, state: this.#api.createTraceState(formatTraceState(rate)) };
    return this.#lastState.state;
  }
}

function createDecision(isSampled: boolean, traceState: TraceState | undefined): SamplingResult {
  // RECORD_AND_SAMPLED is 2 and NOT_RECORD is 0 in the SDK's enumeration, which is not loaded for this.
  return { decision: isSampled ? 2 : 0, ...(traceState !== undefined && { traceState }) };
}

/**
 * Trace ids end in 56 random bits, which are 14 hex digits. A trace is sampled when they are not below the threshold of the
 * rate. For the rate 0.25 the threshold is `c0000000000000`, because a quarter of all ids is not below it. See "Consistent
 * Probability Sampling" of OpenTelemetry, and W3C Trace Context Level 2.
 */
const THRESHOLD_DIGITS = 14;

export function isTraceSampled(traceId: string, rate: number): boolean {
  const threshold = getThreshold(rate);
  // The threshold of the rate 0 is 16 ** 14, which has 15 digits and is above every id.
  return threshold.length === THRESHOLD_DIGITS && traceId.slice(-THRESHOLD_DIGITS) >= threshold;
}

/** Returns the threshold in hex digits. It is computed again only when the rate changes, because every new trace needs it. */
export function getThreshold(rate: number): string {
  if (lastThreshold?.rate !== rate) lastThreshold = { rate, digits: computeThreshold(rate) };
  return lastThreshold.digits;
}

let lastThreshold: { readonly rate: number; readonly digits: string } | undefined;

function computeThreshold(rate: number): string {
  const bits = 4 * THRESHOLD_DIGITS;
  // A double has 52 bits behind its first one, so the share is multiplied by 2 ** 52, and the last 4 bits are zeros.
  const rejectedIds = BigInt(Math.round((1 - rate) * 2 ** 52)) << BigInt(bits - 52);
  return rejectedIds.toString(16).padStart(THRESHOLD_DIGITS, "0");
}

/** Formats the trace state that records a rate: `ot=th:…`, without trailing zeros. */
export function formatTraceState(rate: number): string {
  return `ot=th:${getThreshold(rate).replace(/0+$/, "") || "0"}`;
}

/** Returns the rate that a trace state records, or undefined when it records none. */
export function getStatedRate(state: Pick<TraceState, "get"> | undefined): number | undefined {
  if (state === undefined) return undefined;
  if (!statedRates.has(state)) statedRates.set(state, parseStatedRate(state));
  return statedRates.get(state);
}

/** Parsed only once, because all spans of a trace share one state. */
const statedRates = new WeakMap<object, number | undefined>();

function parseStatedRate(state: Pick<TraceState, "get">): number | undefined {
  const digits = /(?:^|;)th:([0-9a-f]{1,14})(?:;|$)/.exec(state.get("ot") ?? "")?.[1];
  if (digits === undefined) return undefined;
  const rate = 1 - Number.parseInt(digits.padEnd(THRESHOLD_DIGITS, "0"), 16) / 2 ** (4 * THRESHOLD_DIGITS);
  return rate > 0 ? rate : undefined; // a count cannot be divided by a rate of 0
}

/** Creates the attribute that records a rate on a span, with six decimals. A smaller rate is not rounded to 0. */
export function createRateAttribute(rate: number | undefined): Attributes {
  return rate === undefined ? {} : { "sampling.rate": Math.round(rate * 1e6) / 1e6 || rate };
}
