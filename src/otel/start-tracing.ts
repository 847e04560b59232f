/** Starts tracing: asks the settings first, and loads OpenTelemetry only where they say yes and it is there. */
import type { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { createClient, getHostProcess } from "../bootstrap/create-client.js";
import type { StartedPipeline } from "../bootstrap/start-pipeline.js";
import type { TelemetryOptions } from "../bootstrap/telemetry-options.js";
import { copyOptions } from "../client/plain-options.js";
import { LIBRARY } from "../internal/package-info.js";
import { AnonymityConversion, isFieldForm } from "../privacy/conversions/conversion.js";
import { type ActiveTracing, activateTracing, deactivateTracing } from "./active-tracing.js";
import { type AdaptiveOptions, AdaptiveRate, DEFAULT_SPANS_PER_SECOND } from "./adaptive-rate.js";
import { createAttributeModelFactory, type DeclaredAttributes } from "./declared-attributes.js";
import { observeTelemetry } from "./metrics.js";
import { findMissingPackages, loadOtelPackages, type OtelPackages } from "./otel-packages.js";
import { createProbe } from "./probe-span.js";
import { TelemetrySpanProcessor } from "./span-processor.js";
import { createFixedRate, type SamplingRate, TraceSampler } from "./trace-sampler.js";
import { TELEMETRY_OFF, Tracing } from "./tracing.js";

/** A client's options, and what is said of traces alone. `sampleRate` is the share of traces. */
export interface TracingOptions extends TelemetryOptions {
  /** Attributes of others' spans that may leave, and in what form; what is not named is left out. */
  readonly attributes?: DeclaredAttributes;
  /** The author's own tools, whose names leave as they are. */
  readonly tools?: readonly string[];
  /** The rate follows how much is going on, from `sampleRate` on. */
  readonly adaptive?: AdaptiveOptions;
  /** False: no provider is made; the host gives `tracing.processor` to its own. Default true. */
  readonly register?: boolean;
}

/**
 * Resolves once spans are taken, or nothing will be: where a person has said no, nowhere to send is set, OpenTelemetry is
 * not installed, or tracing has been started before. What the host has registered with OpenTelemetry stays. Never rejects.
 */
export async function startTracing(options: TracingOptions = {}): Promise<Tracing> {
  const { attributes, tools = [], adaptive, register = true, ...author } = copyOptions(options);
  const openedPipelines: StartedPipeline[] = [];
  const client = createClient(author, getHostProcess(), {
    wire: "otlp",
    mistake: findTracingMistake({ attributes, tools, adaptive, register }),
    findMissingPackages,
    onStarted: (opened) => openedPipelines.splice(0, openedPipelines.length, opened),
  });
  await client.ready();
  const createIdleTracing = (why: string) =>
    new Tracing({ client, provider: "none", processor: undefined, healthInputs: why, onShutdown: () => {} });
  const opened = openedPipelines.at(-1);
  if (opened === undefined || client.state.status !== "on") return createIdleTracing(TELEMETRY_OFF);

  try {
    const { sampleRate, perMinute, host, transport } = opened;
    const packages = await loadOtelPackages();
    const rate =
      adaptive === undefined
        ? createFixedRate(sampleRate)
        : new AdaptiveRate(sampleRate, limitToEventBudget(adaptive, perMinute), Date.now);
    const isOwnProvider = register && !hasRegisteredProvider(packages);
    const processor = new TelemetrySpanProcessor(
      client,
      createAttributeModelFactory(attributes),
      rate,
      isOwnProvider,
    );
    const provider = isOwnProvider ? createProvider(packages, rate, processor) : undefined;
    const active: ActiveTracing = {
      api: packages.api,
      tracer: (provider ?? packages.api.trace).getTracer(LIBRARY.name, LIBRARY.version),
      isEnabled: () => client.enabled,
      tools: new Set(tools),
      // Asked for anew each time, because it changes when the person refuses and later allows telemetry.
      digest: (text) => (openedPipelines.at(-1) ?? opened).digest(text),
    };
    if (!activateTracing(active)) {
      await client.shutdown();
      return createIdleTracing("tracing was started before in this process");
    }
    const unregister = provider && registerProvider(packages, provider);
    const observation = observeTelemetry(client, "spans");
    return new Tracing({
      client,
      provider: isOwnProvider ? "own" : "host",
      processor,
      healthInputs: { api: packages.api, rate, host, isOwnProvider, sendProbe: createProbe(transport) },
      onShutdown: () => {
        deactivateTracing(active);
        unregister?.();
        void observation.then((stop) => stop());
      },
    });
  } catch {
    await client.shutdown(); // a package that is not what its version says
    return createIdleTracing("OpenTelemetry could not be loaded");
  }
}

/** What of the options of traces alone cannot be used; undefined where all of them can. Never throws. */
function findTracingMistake(options: Readonly<Record<string, unknown>>): string | undefined {
  try {
    return validateTracingOptions(options);
  } catch {
    return "an option of startTracing cannot be read"; // its getters may throw
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
  for (const [key, stated] of Object.entries(attributes ?? {})) {
    const conversion: unknown =
      typeof stated === "string" ? stated : Reflect.get(Object(stated), "conversion");
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

/** What the rate limit would refuse is not asked for: traces would be torn, and their rates untrue. */
function limitToEventBudget(
  { spansPerSecond = DEFAULT_SPANS_PER_SECOND }: AdaptiveOptions,
  perMinute: number,
): AdaptiveOptions {
  return { spansPerSecond: Math.min(spansPerSecond, perMinute / 60) };
}

function createProvider(
  { api, sdk }: OtelPackages,
  rate: SamplingRate,
  processor: TelemetrySpanProcessor,
): NodeTracerProvider {
  return new sdk.NodeTracerProvider({ sampler: new TraceSampler(rate, api), spanProcessors: [processor] });
}

/** The API answers with one of its own, which does nothing, while nobody has registered another. */
function hasRegisteredProvider(packages: OtelPackages): boolean {
  return getRegisteredProvider(packages) !== new packages.api.ProxyTracerProvider().getDelegate();
}

function getRegisteredProvider({ api }: OtelPackages): unknown {
  const provider = api.trace.getTracerProvider();
  const delegate: unknown = Reflect.get(provider, "getDelegate");
  return typeof delegate === "function" ? delegate.call(provider) : provider;
}

/** A value put into a context is there again where somebody keeps contexts. */
function hasContextManager({ api }: OtelPackages): boolean {
  const key = api.createContextKey("codeweaver-telemetry");
  const context = api.context.active().setValue(key, true);
  return api.context.with(context, () => api.context.active().getValue(key) === true);
}

/**
 * What the host has stays, and a manager of contexts that it has is used. No propagator: instrumentation of the host's
 * would write our headers on requests that are the host's. Returns what takes it away again, where it is still ours.
 */
function registerProvider(packages: OtelPackages, provider: NodeTracerProvider): () => void {
  const { api } = packages;
  const hasHostContextManager = hasContextManager(packages);
  provider.register({ propagator: null, ...(hasHostContextManager && { contextManager: null }) });
  return () => {
    if (getRegisteredProvider(packages) !== provider) return;
    api.trace.disable();
    if (!hasHostContextManager) api.context.disable();
  };
}
