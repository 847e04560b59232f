/** Starts tracing: asks the settings first, and loads OpenTelemetry only where they say yes and it is there. */
import type { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import type { TelemetryOptions } from "../bootstrap/author-options.js";
import { assembleClient } from "../bootstrap/create-client.js";
import type { Opened } from "../bootstrap/pipeline-variant.js";
import { createSurroundings } from "../bootstrap/singleton.js";
import { copied } from "../client/plain-options.js";
import { LIBRARY } from "../internal/package-info.js";
import { AnonymityConversion } from "../privacy/conversions/conversion.js";
import { type ActiveTracing, activate, deactivate } from "./active-tracing.js";
import { type AdaptiveOptions, AdaptiveRate, DEFAULT_SPANS_PER_SECOND } from "./adaptive-rate.js";
import { type DeclaredAttributes, declaredBy } from "./declared-attributes.js";
import { observeTelemetry } from "./metrics.js";
import { probeOf } from "./probe-span.js";
import { loadPackages, missingPackages, type Packages } from "./sdk-packages.js";
import { SealingProcessor } from "./span-processor.js";
import { fixedRate, type Rate, TraceSampler } from "./trace-sampler.js";
import { OFF, Tracing } from "./tracing.js";

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
  const { attributes, tools = [], adaptive, register = true, ...author } = copied(options);
  const found: Opened[] = [];
  const client = assembleClient(author, createSurroundings(), {
    wire: "otlp",
    mistake: mistakeIn({ attributes, tools, adaptive, register }),
    missing: missingPackages,
    onOpened: (opened) => found.splice(0, found.length, opened),
  });
  await client.ready();
  const idle = (why: string) =>
    new Tracing({ client, provider: "none", processor: undefined, inside: why, onEnd: () => {} });
  const opened = found.at(-1);
  if (opened === undefined || client.state.status !== "on") return idle(OFF);

  try {
    const { sampleRate, perMinute, host, transport } = opened;
    const packages = await loadPackages();
    const rate =
      adaptive === undefined
        ? fixedRate(sampleRate)
        : new AdaptiveRate(sampleRate, withinLimit(adaptive, perMinute), Date.now);
    const isOwn = register && !hasProvider(packages);
    const processor = new SealingProcessor(client, declaredBy(attributes), rate, isOwn);
    const provider = isOwn ? providerOf(packages, rate, processor) : undefined;
    const active: ActiveTracing = {
      api: packages.api,
      tracer: (provider ?? packages.api.trace).getTracer(LIBRARY.name, LIBRARY.version),
      isOn: () => client.enabled,
      tools: new Set(tools),
      // Asked for anew each time, because it changes when the person refuses and later allows telemetry.
      digest: (text) => (found.at(-1) ?? opened).digest(text),
    };
    if (!activate(active)) {
      await client.shutdown();
      return idle("tracing was started before in this process");
    }
    const unregister = provider && registered(packages, provider);
    const unobserve = observeTelemetry(client, "spans");
    return new Tracing({
      client,
      provider: isOwn ? "own" : "host",
      processor,
      inside: { api: packages.api, rate, host, isOwn, probe: probeOf(transport) },
      onEnd: () => {
        deactivate(active);
        unregister?.();
        void unobserve.then((stop) => stop());
      },
    });
  } catch {
    await client.shutdown(); // a package that is not what its version says
    return idle("OpenTelemetry could not be loaded");
  }
}

/** What of the options of traces alone cannot be used; undefined where all of them can. Never throws. */
function mistakeIn(options: Readonly<Record<string, unknown>>): string | undefined {
  try {
    return unusable(options);
  } catch {
    return "an option of startTracing cannot be read"; // its getters may throw
  }
}

function unusable({
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
    if (conversion !== "PUBLIC" && !Object.hasOwn(AnonymityConversion, String(conversion)))
      return `option attributes: ${key} is not declared as PUBLIC or one of ${Object.keys(AnonymityConversion).join(", ")}`;
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
function withinLimit(
  { spansPerSecond = DEFAULT_SPANS_PER_SECOND }: AdaptiveOptions,
  perMinute: number,
): AdaptiveOptions {
  return { spansPerSecond: Math.min(spansPerSecond, perMinute / 60) };
}

function providerOf({ api, sdk }: Packages, rate: Rate, processor: SealingProcessor): NodeTracerProvider {
  return new sdk.NodeTracerProvider({ sampler: new TraceSampler(rate, api), spanProcessors: [processor] });
}

/** The API answers with one of its own, which does nothing, while nobody has registered another. */
function hasProvider(packages: Packages): boolean {
  return registeredIn(packages) !== new packages.api.ProxyTracerProvider().getDelegate();
}

function registeredIn({ api }: Packages): unknown {
  const provider = api.trace.getTracerProvider();
  const delegate: unknown = Reflect.get(provider, "getDelegate");
  return typeof delegate === "function" ? delegate.call(provider) : provider;
}

/** A value put into a context is there again where somebody keeps contexts. */
function hasContexts({ api }: Packages): boolean {
  const key = api.createContextKey("codeweaver-telemetry");
  const context = api.context.active().setValue(key, true);
  return api.context.with(context, () => api.context.active().getValue(key) === true);
}

/**
 * What the host has stays, and a manager of contexts that it has is used. No propagator: instrumentation of the host's
 * would write our headers on requests that are the host's. Returns what takes it away again, where it is still ours.
 */
function registered(packages: Packages, provider: NodeTracerProvider): () => void {
  const { api } = packages;
  const areHosts = hasContexts(packages);
  provider.register({ propagator: null, ...(areHosts && { contextManager: null }) });
  return () => {
    if (registeredIn(packages) !== provider) return;
    api.trace.disable();
    if (!areHosts) api.context.disable();
  };
}
