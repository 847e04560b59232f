/** W3C Trace Context, in and out: a trace goes on in another process, by a header or by MCP's `_meta`. */
import type { Context } from "@opentelemetry/api";
import { getActiveTracing } from "./active-tracing.js";
import type { OtelPackages } from "./otel-packages.js";

/** What carries a trace: headers, or the `_meta` of an MCP request. */
export type Carrier = object;

// By hand: a propagator would send baggage, too, and one that is registered for the process writes headers on requests that are the host's.

/** Adds `traceparent`, and `tracestate` where there is one, to what is sent, and returns it. Where nothing is traced it is as it was. */
export function withTraceparent<C extends Carrier>(carrier: C): C {
  const tracing = getActiveTracing();
  if (tracing === undefined) return carrier;
  try {
    return injectTraceContext(tracing.api, tracing.api.context.active(), carrier);
  } catch {
    return carrier; // frozen, or none
  }
}

/** Runs `fn` as a part of the trace that a request came with. Where it came with none, or nothing is traced, it is called, and that is all. */
export function continueTrace<T>(carrier: unknown, fn: () => T): T {
  const tracing = getActiveTracing();
  if (tracing === undefined) return fn();
  const { api } = tracing;
  const context = extractTraceContext(api, api.context.active(), carrier);
  return context === undefined ? fn() : api.context.with(context, fn);
}

export function injectTraceContext<C extends Carrier>(
  api: OtelPackages["api"],
  context: Context,
  carrier: C,
): C {
  const spanContext = api.trace.getSpanContext(context);
  if (spanContext === undefined || !api.isSpanContextValid(spanContext)) return carrier;
  const flags = (spanContext.traceFlags & 0xff).toString(16).padStart(2, "0");
  const state = spanContext.traceState?.serialize() ?? "";
  const fields = {
    traceparent: `00-${spanContext.traceId}-${spanContext.spanId}-${flags}`,
    ...(state !== "" && { tracestate: state }),
  };
  // Headers and Maps are written by their own method.
  const set: unknown = Reflect.get(carrier, "set");
  if (typeof set !== "function") return Object.assign(carrier, fields);
  for (const [name, value] of Object.entries(fields)) set.call(carrier, name, value);
  return carrier;
}

/** W3C Trace Context, 3.2.2; a later version than 00 may have more parts behind these. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:$|(?<!^00.*)-)/;
/** Its limit for `tracestate`, 3.3.1.5. */
const MAX_TRACESTATE_CHARACTERS = 512;

/** Undefined where it says no trace. */
export function extractTraceContext(
  api: OtelPackages["api"],
  context: Context,
  carrier: unknown,
): Context | undefined {
  try {
    const [traceparent, tracestate] = ["traceparent", "tracestate"].map((name) =>
      getCarrierField(carrier, name),
    );
    const [, traceId = "", spanId = "", flags = ""] = TRACEPARENT.exec(traceparent ?? "") ?? [];
    const spanContext = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
    if (!api.isSpanContextValid(spanContext)) return undefined;
    const hasState = tracestate !== undefined && tracestate.length <= MAX_TRACESTATE_CHARACTERS;
    return api.trace.setSpanContext(
      context,
      hasState ? { ...spanContext, traceState: api.createTraceState(tracestate) } : spanContext,
    );
  } catch {
    return undefined; // a hostile carrier
  }
}

function getCarrierField(carrier: unknown, name: string): string | undefined {
  const { get, [name]: own } = Object(carrier);
  const value: unknown = typeof get === "function" ? get.call(carrier, name) : own;
  return typeof value === "string" ? value : undefined;
}
