/** Starts tracing, if the settings allow it and OpenTelemetry is installed. */
import { createClient } from "../bootstrap/create-client.js";
import type { PipelineVariant, StartedPipeline } from "../bootstrap/start-pipeline.js";
import { copyOptions } from "../client/caller-options.js";
import { createOffState, type OffState } from "../consent/telemetry-state.js";
import { getErrorMessage } from "../internal/errors.js";
import { LIBRARY } from "../internal/package-info.js";
import { type ActiveTracing, activateTracing, deactivateTracing } from "./active-tracing.js";
import { type AdaptiveOptions, AdaptiveRate, DEFAULT_SPANS_PER_SECOND } from "./adaptive-rate.js";
import { createAttributeModelFactory } from "./declared-attributes.js";
import type { HealthState } from "./health.js";
import { observeTelemetry } from "./metrics.js";
import { findMissingPackages, loadOtelPackages } from "./otel-packages.js";
import { createProbe } from "./probe-span.js";
import { TelemetrySpanProcessor } from "./span-processor.js";
import { createFixedRate, type SamplingRate } from "./trace-sampler.js";
import { createProvider, hasRegisteredProvider, registerProvider } from "./tracer-provider.js";
import { TELEMETRY_OFF, Tracing } from "./tracing.js";
import { findTracingMistake, type TracingOptions } from "./tracing-options.js";

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
  const createIdleTracing = (health: HealthState, offState?: OffState) =>
    new Tracing({ client, provider: "none", processor: undefined, health, onShutdown: () => {}, offState });
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
  } catch (error) {
    // A package may be damaged or incomplete, or not in this bundle.
    await client.shutdown();
    const reason = `OpenTelemetry could not be loaded: ${getErrorMessage(error).split("\n")[0]}`;
    return createIdleTracing({ kind: "idle", reason }, createOffState("not_installed", reason));
  }
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
