/** Samples whole traces, by their ids, and says at which rate, so that counts can be scaled back. */
import type { Attributes, Context, TraceState } from "@opentelemetry/api";
import type { Sampler, SamplingResult } from "@opentelemetry/sdk-trace-node";
import type { Packages } from "./sdk-packages.js";

/** Of 56 random bits, as a trace's id ends with them (W3C Trace Context Level 2; OpenTelemetry, consistent probability sampling). */
const DIGITS = 14;

/** `rate` of all ids end with at least so much, in hex digits. */
export function thresholdOf(rate: number): string {
  if (threshold?.rate !== rate) threshold = { rate, digits: digitsFor(rate) };
  return threshold.digits;
}

/** Of the rate that was last asked for: it is asked for with every trace, and seldom changes. */
let threshold: { readonly rate: number; readonly digits: string } | undefined;

function digitsFor(rate: number): string {
  const bits = 4 * DIGITS;
  const refused = BigInt(Math.round((1 - rate) * 2 ** 52)) << BigInt(bits - 52); // a double has no more bits
  return refused.toString(16).padStart(DIGITS, "0");
}

/** A rate of 0 has a threshold past all ids. */
export function isTaken(traceId: string, rate: number): boolean {
  const digits = thresholdOf(rate);
  return digits.length === DIGITS && traceId.slice(-DIGITS) >= digits;
}

/** `ot=th:…` without the zeros at its end. */
export function stateText(rate: number): string {
  return `ot=th:${thresholdOf(rate).replace(/0+$/, "") || "0"}`;
}

/** The rate that a trace's state names; undefined where it names none. */
export function rateIn(state: Pick<TraceState, "get"> | undefined): number | undefined {
  if (state === undefined) return undefined;
  if (!rates.has(state)) rates.set(state, readRate(state));
  return rates.get(state);
}

/** The spans of a trace share its state, and most traces theirs. */
const rates = new WeakMap<object, number | undefined>();

function readRate(state: Pick<TraceState, "get">): number | undefined {
  const digits = /(?:^|;)th:([0-9a-f]{1,14})(?:;|$)/.exec(state.get("ot") ?? "")?.[1];
  if (digits === undefined) return undefined;
  const rate = 1 - Number.parseInt(digits.padEnd(DIGITS, "0"), 16) / 2 ** (4 * DIGITS);
  return rate > 0 ? rate : undefined; // nothing can be scaled back by none
}

/** How often a trace is taken now. */
export interface Rate {
  /** Called for each span that begins, taken or not. */
  seen(): void;
  readonly value: number;
}

export function fixedRate(value: number): Rate {
  return { seen: () => {}, value };
}

/** What belongs to a trace goes with it; where a trace begins its id decides. */
export class TraceSampler implements Sampler {
  readonly #rate: Rate;
  readonly #api: Packages["api"];
  /** Of the rate that was last asked for: it seldom changes. */
  #state: { readonly rate: number; readonly state: TraceState } | undefined;

  constructor(rate: Rate, api: Packages["api"]) {
    this.#rate = rate;
    this.#api = api;
  }

  shouldSample(context: Context, traceId: string): SamplingResult {
    this.#rate.seen();
    const rate = this.#rate.value;
    if (rate === 0) return decision(false, undefined); // whoever began the trace: nothing is to leave
    const parent = this.#api.trace.getSpanContext(context);
    if (parent !== undefined && this.#api.isSpanContextValid(parent))
      return decision((parent.traceFlags & this.#api.TraceFlags.SAMPLED) !== 0, parent.traceState);
    const isSampled = isTaken(traceId, rate);
    return decision(isSampled, isSampled ? this.#stateOf(rate) : undefined);
  }

  #stateOf(rate: number): TraceState {
    if (this.#state?.rate !== rate)
      this.#state = { rate, state: this.#api.createTraceState(stateText(rate)) };
    return this.#state.state;
  }

  toString(): string {
    return `TraceSampler{${this.#rate.value}}`;
  }
}

function decision(isSampled: boolean, traceState: TraceState | undefined): SamplingResult {
  // NOT_RECORD and RECORD_AND_SAMPLED: the SDK's enumeration would have to be loaded for them.
  return { decision: isSampled ? 2 : 0, ...(traceState !== undefined && { traceState }) };
}

/** What a span states. */
export function rateAttribute(rate: number | undefined): Attributes {
  return rate === undefined ? {} : { "sampling.rate": Math.round(rate * 1e6) / 1e6 || rate };
}
