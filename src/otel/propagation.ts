/** W3C Trace Context, in and out: a trace goes on in another process, by a header or by MCP's `_meta`. */
import type { Context } from "@opentelemetry/api";
import { activeTracing } from "./active-tracing.js";
import type { Packages } from "./sdk-packages.js";

/** What carries a trace: headers, or the `_meta` of an MCP request. */
export type Carrier = object;

// By hand: a propagator would send baggage, too, and one that is registered for the process writes headers on requests that are the host's.

/** Adds `traceparent`, and `tracestate` where there is one, to what is sent, and returns it. Where nothing is traced it is as it was. */
export function withTraceparent<C extends Carrier>(carrier: C): C {
  const tracing = activeTracing();
  if (tracing === undefined) return carrier;
  try {
    return written(tracing.api, tracing.api.context.active(), carrier);
  } catch {
    return carrier; // frozen, or none
  }
}

/** Runs `fn` as a part of the trace that a request came with. Where it came with none, or nothing is traced, it is called, and that is all. */
export function continueTrace<T>(carrier: unknown, fn: () => T): T {
  const tracing = activeTracing();
  if (tracing === undefined) return fn();
  const { api } = tracing;
  const context = read(api, api.context.active(), carrier);
  return context === undefined ? fn() : api.context.with(context, fn);
}

export function written<C extends Carrier>(api: Packages["api"], context: Context, carrier: C): C {
  const at = api.trace.getSpanContext(context);
  if (at === undefined || !api.isSpanContextValid(at)) return carrier;
  const flags = (at.traceFlags & 0xff).toString(16).padStart(2, "0");
  const state = at.traceState?.serialize() ?? "";
  const fields = {
    traceparent: `00-${at.traceId}-${at.spanId}-${flags}`,
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
const LONGEST_STATE = 512;

/** Undefined where it says no trace. */
export function read(api: Packages["api"], context: Context, carrier: unknown): Context | undefined {
  try {
    const [traceparent, tracestate] = ["traceparent", "tracestate"].map((name) => fieldOf(carrier, name));
    const [, traceId = "", spanId = "", flags = ""] = TRACEPARENT.exec(traceparent ?? "") ?? [];
    const at = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
    if (!api.isSpanContextValid(at)) return undefined;
    const hasState = tracestate !== undefined && tracestate.length <= LONGEST_STATE;
    return api.trace.setSpanContext(
      context,
      hasState ? { ...at, traceState: api.createTraceState(tracestate) } : at,
    );
  } catch {
    return undefined; // a hostile carrier
  }
}

function fieldOf(carrier: unknown, name: string): string | undefined {
  const { get, [name]: own } = Object(carrier);
  const value: unknown = typeof get === "function" ? get.call(carrier, name) : own;
  return typeof value === "string" ? value : undefined;
}
