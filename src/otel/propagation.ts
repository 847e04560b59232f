/** Continues traces across processes with W3C Trace Context, in headers or in the `_meta` of an MCP request. */
import type { Context } from "@opentelemetry/api";
import { getActiveTracing } from "./active-tracing.js";
import type { OtelPackages } from "./otel-packages.js";

// OpenTelemetry's propagators are not used, because they also send baggage and add headers to the host's own requests.

/**
 * Headers, a `Map`, a plain object, or the `_meta` of an MCP request.
 *
 * @example
 * const meta: Carrier = withTraceparent({ progressToken: 1 });
 * const request = { method: "tools/call", params: { name: "read_file", _meta: meta } };
 */
export type Carrier = object;

/**
 * Adds `traceparent` and, if the trace has one, `tracestate` to outgoing headers, and returns them. They are unchanged when
 * nothing is traced. Never throws.
 *
 * @example
 * await fetch("https://api.example.com", { headers: withTraceparent({ accept: "application/json" }) });
 */
export function withTraceparent<C extends Carrier>(carrier: C): C {
  const tracing = getActiveTracing();
  if (tracing === undefined) return carrier;
  try {
    return injectTraceContext(tracing.api, tracing.api.context.active(), carrier);
  } catch {
    return carrier; // it is frozen or not an object
  }
}

/**
 * Calls `fn` as a part of the trace that an incoming request belongs to, and returns its result. Without a valid
 * `traceparent`, or when nothing is traced, `fn` is only called.
 *
 * @param carrier The request's headers, or the `_meta` of an MCP request.
 * @example
 * import { createServer } from "node:http";
 *
 * createServer((request, response) => continueTrace(request.headers, () => response.end("done")));
 */
export function continueTrace<T>(carrier: unknown, fn: () => T): T {
  const tracing = getActiveTracing();
  if (tracing === undefined) return fn();
  const { api } = tracing;
  const context = extractTraceContext(api, api.context.active(), carrier);
  return context === undefined ? fn() : api.context.with(context, fn);
}

/** Writes the span of `context` into the carrier, which is unchanged without such a span. */
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
  // `Headers` and `Map` have a method for this.
  const set: unknown = Reflect.get(carrier, "set");
  if (typeof set !== "function") return Object.assign(carrier, fields);
  for (const [name, value] of Object.entries(fields)) set.call(carrier, name, value);
  return carrier;
}

/**
 * The version, trace id, span id and flags of W3C Trace Context, section 3.2.2. The version `ff` is invalid. Version `00` ends
 * with the flags. A later version may continue with `-` and further parts.
 */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:$|(?<!^00.*)-)/;
/** The limit of W3C Trace Context, section 3.3.1.5. */
const MAX_TRACESTATE_CHARACTERS = 512;

/** Returns undefined when the carrier has no valid `traceparent`. */
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
    return undefined; // A getter of the carrier may throw.
  }
}

function getCarrierField(carrier: unknown, name: string): string | undefined {
  const { get, [name]: property } = Object(carrier);
  const value: unknown = typeof get === "function" ? get.call(carrier, name) : property;
  return typeof value === "string" ? value : undefined;
}
