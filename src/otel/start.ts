/** Starts tracing: asks the settings first, and loads OpenTelemetry only where they say yes and it is there. */
import { assembleClient } from "../client/assemble.js";
import type { TelemetryOptions } from "../client/author-options.js";
import type { Settled } from "../client/purpose.js";
import { surroundings } from "../client/singleton.js";
import { LIBRARY } from "../version.js";
import { type ActiveTracing, activate, deactivate } from "./active.js";
import { type AdaptiveOptions, AdaptiveRate } from "./adaptive-rate.js";
import { type DeclaredAttributes, declaredBy } from "./declared.js";
import { observeTelemetry } from "./metrics.js";
import { loadPackages, missingPackages, type Packages } from "./packages.js";
import { probeOf } from "./probe.js";
import { SealingProcessor } from "./processor.js";
import { fixedRate, type Rate, TraceSampler } from "./sampler.js";
import { Tracing } from "./tracing.js";

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
  const { attributes, tools = [], adaptive, register = true, ...author } = Object(options) as TracingOptions; // an untyped caller may give nothing
  const found: Settled[] = [];
  const client = assembleClient(author, surroundings(), {
    wire: "otlp",
    missing: missingPackages,
    onSettled: (settled) => found.push(settled),
  });
  await client.ready();
  const idle = (why: string) =>
    new Tracing({ client, provider: "none", processor: undefined, inside: why, onEnd: () => {} });
  const settled = found.at(-1);
  if (settled === undefined || client.state.status !== "on") return idle("telemetry is off");

  try {
    const { sampleRate, host, digest, transport } = settled;
    const packages = await loadPackages();
    const rate =
      adaptive === undefined ? fixedRate(sampleRate) : new AdaptiveRate(sampleRate, adaptive, Date.now);
    const processor = new SealingProcessor(client, declaredBy(attributes), rate);
    const provider = register && !hasProvider(packages) ? registered(packages, rate, processor) : undefined;
    const active: ActiveTracing = {
      api: packages.api,
      tracer: (provider ?? packages.api.trace).getTracer(LIBRARY.name, LIBRARY.version),
      tools: new Set(tools),
      digest,
    };
    if (!activate(active)) return idle("tracing was started before in this process");
    void observeTelemetry(client, "spans");
    return new Tracing({
      client,
      provider: provider === undefined ? "host" : "own",
      processor,
      inside: { api: packages.api, rate, host, probe: probeOf(transport, digest) },
      onEnd: () => {
        deactivate(active);
        if (provider !== undefined) unregister(packages);
      },
    });
  } catch {
    await client.shutdown(); // a package that is not what its version says
    return idle("OpenTelemetry could not be loaded");
  }
}

/** The API answers with one of its own, which does nothing, while nobody has registered another. */
function hasProvider({ api }: Packages): boolean {
  const registered: unknown = Reflect.get(api.trace.getTracerProvider(), "getDelegate");
  const delegate: unknown =
    typeof registered === "function"
      ? registered.call(api.trace.getTracerProvider())
      : api.trace.getTracerProvider();
  return delegate !== new api.ProxyTracerProvider().getDelegate();
}

/** What was registered here goes again, so that tracing can be started anew. */
function unregister({ api }: Packages): void {
  api.trace.disable();
  api.context.disable();
}

function registered({ api, sdk }: Packages, rate: Rate, processor: SealingProcessor) {
  const provider = new sdk.NodeTracerProvider({
    sampler: new TraceSampler(rate, api),
    spanProcessors: [processor],
  });
  // No propagator: instrumentation of the host's would write our headers on requests that are the host's.
  provider.register({ propagator: null });
  return provider;
}
