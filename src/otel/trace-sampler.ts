/** Samples whole traces, by their ids, and says at which rate, so that counts can be scaled back. */
import type { Attributes, Context, TraceState } from "@opentelemetry/api";
import type { Sampler, SamplingResult } from "@opentelemetry/sdk-trace-node";
import type { OtelPackages } from "./otel-packages.js";

/** Of 56 random bits, as a trace's id ends with them (W3C Trace Context Level 2; OpenTelemetry, consistent probability sampling). */
const THRESHOLD_DIGITS = 14;

/** `rate` of all ids end with at least so much, in hex digits. */
export function getThreshold(rate: number): string {
  if (lastThreshold?.rate !== rate) lastThreshold = { rate, digits: computeThreshold(rate) };
  return lastThreshold.digits;
}

/** Of the rate that was last asked for: it is asked for with every trace, and seldom changes. */
let lastThreshold: { readonly rate: number; readonly digits: string } | undefined;

function computeThreshold(rate: number): string {
  const bits = 4 * THRESHOLD_DIGITS;
  const refused = BigInt(Math.round((1 - rate) * 2 ** 52)) << BigInt(bits - 52); // a double has no more bits
  return refused.toString(16).padStart(THRESHOLD_DIGITS, "0");
}

/** A rate of 0 has a threshold past all ids. */
export function isTraceSampled(traceId: string, rate: number): boolean {
  const digits = getThreshold(rate);
  return digits.length === THRESHOLD_DIGITS && traceId.slice(-THRESHOLD_DIGITS) >= digits;
}

/** `ot=th:…` without the zeros at its end. */
export function formatTraceState(rate: number): string {
  return `ot=th:${getThreshold(rate).replace(/0+$/, "") || "0"}`;
}

/** The rate that a trace's state names; undefined where it names none. */
export function getStatedRate(state: Pick<TraceState, "get"> | undefined): number | undefined {
  if (state === undefined) return undefined;
  if (!statedRates.has(state)) statedRates.set(state, parseStatedRate(state));
  return statedRates.get(state);
}

/** The spans of a trace share its state, and most traces theirs. */
const statedRates = new WeakMap<object, number | undefined>();

function parseStatedRate(state: Pick<TraceState, "get">): number | undefined {
  const digits = /(?:^|;)th:([0-9a-f]{1,14})(?:;|$)/.exec(state.get("ot") ?? "")?.[1];
  if (digits === undefined) return undefined;
  const rate = 1 - Number.parseInt(digits.padEnd(THRESHOLD_DIGITS, "0"), 16) / 2 ** (4 * THRESHOLD_DIGITS);
  return rate > 0 ? rate : undefined; // nothing can be scaled back by none
}

/** How often a trace is taken now. */
export interface SamplingRate {
  /** Called for each span that begins, taken or not. */
  countSpan(): void;
  readonly value: number;
}

export function createFixedRate(value: number): SamplingRate {
  return { countSpan: () => {}, value };
}

/** What belongs to a trace goes with it; where a trace begins its id decides. */
export class TraceSampler implements Sampler {
  readonly #rate: SamplingRate;
  readonly #api: OtelPackages["api"];
  /** Of the rate that was last asked for: it seldom changes. */
  #lastState: { readonly rate: number; readonly state: TraceState } | undefined;

  constructor(rate: SamplingRate, api: OtelPackages["api"]) {
    this.#rate = rate;
    this.#api = api;
  }

  shouldSample(context: Context, traceId: string): SamplingResult {
    this.#rate.countSpan();
    const rate = this.#rate.value;
    if (rate === 0) return createDecision(false, undefined); // whoever began the trace: nothing is to leave
    const parent = this.#api.trace.getSpanContext(context);
    if (parent !== undefined && this.#api.isSpanContextValid(parent))
      return createDecision((parent.traceFlags & this.#api.TraceFlags.SAMPLED) !== 0, parent.traceState);
    const isSampled = isTraceSampled(traceId, rate);
    return createDecision(isSampled, isSampled ? this.#getTraceState(rate) : undefined);
  }

  #getTraceState(rate: number): TraceState {
    if (this.#lastState?.rate !== rate)
      this.#lastState = { rate, state: this.#api.createTraceState(formatTraceState(rate)) };
    return this.#lastState.state;
  }

  toString(): string {
    return `TraceSampler{${this.#rate.value}}`;
  }
}

function createDecision(isSampled: boolean, traceState: TraceState | undefined): SamplingResult {
  // NOT_RECORD and RECORD_AND_SAMPLED: the SDK's enumeration would have to be loaded for them.
  return { decision: isSampled ? 2 : 0, ...(traceState !== undefined && { traceState }) };
}

/** What a span states. */
export function createRateAttribute(rate: number | undefined): Attributes {
  return rate === undefined ? {} : { "sampling.rate": Math.round(rate * 1e6) / 1e6 || rate };
}
