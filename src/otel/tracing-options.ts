/** Defines and checks the options of `startTracing`. */
import type { TelemetryOptions } from "../bootstrap/telemetry-options.js";
import { AnonymityConversion, isFieldForm } from "../privacy/conversions/conversion.js";
import type { AdaptiveOptions } from "./adaptive-rate.js";
import type { DeclaredAttributes } from "./declared-attributes.js";

/**
 * The options of a telemetry client, and those of traces. `sampleRate` is the share of traces that is sent.
 *
 * @example
 * const options: TracingOptions = { tool: "mytool", sampleRate: 0.1, attributes: { "http.route": "PUBLIC" } };
 * const tracing = await startTracing(options);
 */
export interface TracingOptions extends TelemetryOptions {
  /**
   * The attributes of other instrumentations that are sent, each with its form. Undeclared attributes are not sent.
   *
   * @default {}
   * @example
   * await startTracing({ attributes: { "http.route": "PUBLIC", "enduser.id": "HASH" } });
   */
  readonly attributes?: DeclaredAttributes | undefined;
  /**
   * The author's own tools, whose names are sent unchanged. Names of other tools are sent as digests.
   *
   * @default []
   */
  readonly tools?: readonly string[] | undefined;
  /**
   * Adapts the sampling rate to the load each minute, starting from `sampleRate`.
   *
   * @default undefined, so that the rate is always `sampleRate`
   */
  readonly adaptive?: AdaptiveOptions | undefined;
  /**
   * Whether to create a tracer provider and register it with OpenTelemetry, unless the host has registered its own. With
   * `false`, the host adds `tracing.processor` to its own provider.
   *
   * @default true
   */
  readonly register?: boolean | undefined;
}

/** Returns a sentence about the first option of traces that cannot be used. Never throws. */
export function findTracingMistake(options: Readonly<Record<string, unknown>>): string | undefined {
  try {
    return validateTracingOptions(options);
  } catch {
    return "an option of startTracing cannot be read"; // A getter may throw.
  }
}

function validateTracingOptions({
  attributes,
  tools,
  adaptive,
  register,
}: Readonly<Record<string, unknown>>): string | undefined {
  if (attributes !== undefined && (typeof attributes !== "object" || attributes === null))
    return "option attributes is not an object";
  if (!Array.isArray(tools) || !tools.every((name) => typeof name === "string"))
    return "option tools is not a list of names";
  if (typeof register !== "boolean") return "option register is not true or false";
  for (const [key, declaration] of Object.entries(attributes ?? {})) {
    const conversion: unknown =
      typeof declaration === "string" ? declaration : Reflect.get(Object(declaration), "conversion");
    if (!isFieldForm(String(conversion)))
      return `option attributes: ${key} is not declared as PUBLIC, REDACTED or one of ${Object.keys(AnonymityConversion).join(", ")}`;
  }
  if (adaptive === undefined) return undefined;
  const { spansPerSecond = 1 } = Object(adaptive);
  const isUsable =
    typeof adaptive === "object" &&
    adaptive !== null &&
    Number.isFinite(spansPerSecond) &&
    spansPerSecond > 0;
  return isUsable ? undefined : "option adaptive is not { spansPerSecond: a number above 0 }";
}
