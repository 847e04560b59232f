/** Starts tracing, if the settings allow it and OpenTelemetry is installed. */
import { createClient } from "../bootstrap/create-client.js";
import type { PipelineVariant, StartedPipeline } from "../bootstrap/start-pipeline.js";
import type { TelemetryOptions } from "../bootstrap/telemetry-options.js";
import { copyOptions } from "../client/caller-options.js";
import { LIBRARY } from "../internal/package-info.js";
import { AnonymityConversion, isFieldForm } from "../privacy/conversions/conversion.js";
import { type ActiveTracing, activateTracing, deactivateTracing } from "./active-tracing.js";
import { type AdaptiveOptions, AdaptiveRate, DEFAULT_SPANS_PER_SECOND } from "./adaptive-rate.js";
import { createAttributeModelFactory, type DeclaredAttributes } from "./declared-attributes.js";
import type { HealthState } from "./health.js";
import { observeTelemetry } from "./metrics.js";
import { findMissingPackages, loadOtelPackages } from "./otel-packages.js";
import { createProbe } from "./probe-span.js";
import { TelemetrySpanProcessor } from "./span-processor.js";
import { createFixedRate, type SamplingRate } from "./trace-sampler.js";
import { createProvider, hasRegisteredProvider, registerProvider } from "./tracer-provider.js";
import { TELEMETRY_OFF, Tracing } from "./tracing.js";

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
  readonly attributes?: DeclaredAttributes;
  /**
   * The author's own tools, whose names are sent unchanged. Names of other tools are sent as digests.
   *
   * @default []
   */
  readonly tools?: readonly string[];
  /**
   * Adapts the sampling rate to the load each minute, starting from `sampleRate`.
   *
   * @default undefined, so that the rate is always `sampleRate`
   */
  readonly adaptive?: AdaptiveOptions;
  /**
   * Whether to create a tracer provider and register it with OpenTelemetry, unless the host has registered its own. With
   * `false`, the host adds `tracing.processor` to its own provider.
   *
   * @default true
   */
  readonly register?: boolean;
}

/**
 * Starts tracing. It reads the same settings as a telemetry client and respects the same consent, and only then loads
 * OpenTelemetry. The provider and the context manager of the host are never replaced.
 *
 * Resolves when spans can be recorded. When telemetry is off, no destination is set, OpenTelemetry is not installed, or
 * tracing was already started, nothing is traced: `tracing.state` and `tracing.checkHealth()` give the reason. Never rejects.
 *
 * @example
 * const tracing = await startTracing({ tool: "mytool", endpoint: "https://collector.example", tools: ["read_file"] });
 * // …
 * await tracing.shutdown();
 */
export async function startTracing(options: TracingOptions = {}): Promise<Tracing> {
  const { attributes, tools = [], adaptive, register = true, ...author } = copyOptions(options);
  // The client starts a new pipeline when the person opts out and in again.
  const latest: { pipeline?: StartedPipeline } = {};
  const variant: PipelineVariant = {
    wire: "otlp",
    mistake: findTracingMistake({ attributes, tools, adaptive, register }),
    findMissingPackages,
    onStarted: (started) => {
      latest.pipeline = started;
    },
  };
  const client = createClient(author, { variant });
  await client.ready();
  const createIdleTracing = (health: HealthState) =>
    new Tracing({ client, provider: "none", processor: undefined, health, onShutdown: () => {} });
  const { pipeline } = latest;
  if (pipeline === undefined || client.state.status !== "on") return createIdleTracing(TELEMETRY_OFF);

  try {
    const { host, transport } = pipeline;
    const packages = await loadOtelPackages();
    const rate = createRate(adaptive, pipeline);
    const isOwnProvider = register && !hasRegisteredProvider(packages);
    const processor = new TelemetrySpanProcessor({
      client,
      createModel: createAttributeModelFactory(attributes),
      rate,
      isOwnProvider,
    });
    const own = isOwnProvider ? createProvider(packages, rate, processor) : undefined;
    const active: ActiveTracing = {
      api: packages.api,
      tracer: (own?.provider ?? packages.api.trace).getTracer(LIBRARY.name, LIBRARY.version),
      isEnabled: () => client.enabled,
      tools: new Set(tools),
      // The latest pipeline is used, because its key changes when the person opts out and in again.
      digest: (text) => (latest.pipeline ?? pipeline).digest(text),
    };
    if (!activateTracing(active)) {
      await client.shutdown();
      return createIdleTracing({ kind: "idle", reason: "tracing was started before in this process" });
    }
    const unregister = own && registerProvider(packages, own);
    const observation = observeTelemetry(client, "spans");
    const sendProbe = createProbe(transport);
    return new Tracing({
      client,
      provider: isOwnProvider ? "own" : "host",
      processor,
      health: { kind: "tracing", inputs: { api: packages.api, rate, host, isOwnProvider, sendProbe } },
      onShutdown: () => {
        deactivateTracing(active);
        unregister?.();
        void observation.then((stop) => stop());
      },
    });
  } catch {
    // A package may be damaged or incomplete.
    await client.shutdown();
    return createIdleTracing({ kind: "idle", reason: "OpenTelemetry could not be loaded" });
  }
}

/** Returns a sentence about the first option of traces that cannot be used. Never throws. */
function findTracingMistake(options: Readonly<Record<string, unknown>>): string | undefined {
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

/** The target is lowered to `events_per_minute`, because its limit would drop single spans and make the recorded rates wrong. */
function createRate(
  adaptive: AdaptiveOptions | undefined,
  { sampleRate, perMinute }: StartedPipeline,
): SamplingRate {
  if (adaptive === undefined) return createFixedRate(sampleRate);
  const { spansPerSecond = DEFAULT_SPANS_PER_SECOND } = adaptive;
  const target = { spansPerSecond: Math.min(spansPerSecond, perMinute / 60) };
  return new AdaptiveRate(sampleRate, target, Date.now);
}
