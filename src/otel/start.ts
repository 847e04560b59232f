/** Starts tracing: asks the settings first, and loads OpenTelemetry only where they say yes and it is there. */
import { assembleClient } from "../client/assemble.js";
import type { TelemetryOptions } from "../client/author-options.js";
import type { Settled } from "../client/purpose.js";
import { surroundings } from "../client/singleton.js";
import { LIBRARY } from "../version.js";
import { type ActiveTracing, activate, deactivate } from "./active.js";
import { type AdaptiveOptions, AdaptiveRate, DEFAULT_SPANS_PER_SECOND } from "./adaptive-rate.js";
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
    mistake: mistakeIn({ attributes, tools, adaptive, register }),
    missing: missingPackages,
    onSettled: (settled) => found.push(settled),
  });
  await client.ready();
  const idle = (why: string) =>
    new Tracing({ client, provider: "none", processor: undefined, inside: why, onEnd: () => {} });
  const settled = found.at(-1);
  if (settled === undefined || client.state.status !== "on") return idle("telemetry is off");

  try {
    const { sampleRate, perMinute, host, digest, transport } = settled;
    const packages = await loadPackages();
    const rate =
      adaptive === undefined
        ? fixedRate(sampleRate)
        : new AdaptiveRate(sampleRate, withinLimit(adaptive, perMinute), Date.now);
    const isOwn = register && !hasProvider(packages);
    const processor = new SealingProcessor(client, declaredBy(attributes), rate, isOwn);
    const provider = isOwn ? registered(packages, rate, processor) : undefined;
    const active: ActiveTracing = {
      api: packages.api,
      tracer: (provider ?? packages.api.trace).getTracer(LIBRARY.name, LIBRARY.version),
      tools: new Set(tools),
      digest,
    };
    if (!activate(active)) {
      await client.shutdown();
      return idle("tracing was started before in this process");
    }
    void observeTelemetry(client, "spans");
    return new Tracing({
      client,
      provider: provider === undefined ? "host" : "own",
      processor,
      inside: { api: packages.api, rate, host, isOwn, probe: probeOf(transport, digest) },
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

/** What of the options of traces alone cannot be used; undefined where all of them can. */
function mistakeIn({
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
  if (adaptive === undefined) return undefined;
  const { spansPerSecond = 1 } = Object(adaptive);
  const isUsable = typeof adaptive === "object" && Number.isFinite(spansPerSecond) && spansPerSecond > 0;
  return isUsable ? undefined : "option adaptive is not { spansPerSecond: a number above 0 }";
}

/** What the rate limit would refuse is not asked for: traces would be torn, and their rates untrue. */
function withinLimit(
  { spansPerSecond = DEFAULT_SPANS_PER_SECOND }: AdaptiveOptions,
  perMinute: number,
): AdaptiveOptions {
  return { spansPerSecond: Math.min(spansPerSecond, perMinute / 60) };
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
