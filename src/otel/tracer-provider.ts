/** Creates the tracer provider and registers it with OpenTelemetry. */
import type { OtelPackages, OwnProvider } from "./otel-packages.js";
import type { TelemetrySpanProcessor } from "./span-processor.js";
import { type SamplingRate, TraceSampler } from "./trace-sampler.js";

export function createProvider(
  packages: OtelPackages,
  rate: SamplingRate,
  processor: TelemetrySpanProcessor,
): OwnProvider {
  const sampler = new TraceSampler(rate, packages.api);
  return packages.createProvider({ sampler, spanProcessors: [processor] });
}

/** Without a registered provider, the API returns one of its own that does nothing. */
export function hasRegisteredProvider(packages: OtelPackages): boolean {
  return getRegisteredProvider(packages) !== new packages.api.ProxyTracerProvider().getDelegate();
}

function getRegisteredProvider({ api }: OtelPackages): unknown {
  const provider = api.trace.getTracerProvider();
  const delegate: unknown = Reflect.get(provider, "getDelegate");
  return typeof delegate === "function" ? delegate.call(provider) : provider;
}

/** Tests whether a context is kept, because the API does not say whether a context manager is registered. */
function hasContextManager({ api }: OtelPackages): boolean {
  const key = api.createContextKey("codeweaver-telemetry");
  const context = api.context.active().setValue(key, true);
  return api.context.with(context, () => api.context.active().getValue(key) === true);
}

/**
 * Registers a provider, and returns a function that removes it again. The host's context manager is used if there is one. No
 * propagator is registered, because the host's instrumentation would then add our headers to the host's requests.
 */
export function registerProvider(packages: OtelPackages, { provider, register }: OwnProvider): () => void {
  const { api } = packages;
  const hasHostContextManager = hasContextManager(packages);
  register(hasHostContextManager);
  return () => {
    // The host may have registered another provider meanwhile.
    if (getRegisteredProvider(packages) !== provider) return;
    api.trace.disable();
    if (!hasHostContextManager) api.context.disable();
  };
}
