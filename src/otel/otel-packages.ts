/** Finds and loads OpenTelemetry's packages, which are optional peer dependencies. */
import type { TracerProvider } from "@opentelemetry/api";
import { isInBundle } from "../internal/data-file.js";
import { rethrow } from "../internal/errors.js";
import { isInstalled } from "../internal/package-info.js";
import { isSingleExecutable } from "../internal/single-executable.js";
import type { Sampler, SpanProcessor } from "./sdk-types.js";

type Api = typeof import("@opentelemetry/api");

export interface ProviderOptions {
  readonly sampler: Sampler;
  readonly spanProcessors: SpanProcessor[];
}

/** A tracer provider that is not registered yet. */
export interface OwnProvider {
  readonly provider: TracerProvider;
  /** Registers it, and a context manager that keeps the active span across asynchronous calls, unless the host has one. */
  readonly register: (hasHostContextManager: boolean) => void;
}

export interface OtelPackages {
  readonly api: Api;
  readonly createProvider: (options: ProviderOptions) => OwnProvider;
}

const API = "@opentelemetry/api";
const TRANSFORMER = "@opentelemetry/otlp-transformer";
/** The two packages of SDK 3. SDK 2 has them from version 2.9 on. */
const SDK_TRACE = "@opentelemetry/sdk-trace";
const CONTEXT = "@opentelemetry/context-async-hooks";
/** The package of SDK 2. With pnpm, the packages that it depends on cannot be loaded from here. */
const SDK_2 = "@opentelemetry/sdk-trace-node";

/**
 * Returns the packages that are not installed: those of SDK 2 if neither version is, because they work with every version of
 * Node.js. Of a bundle, which may contain the packages, it is known only after loading them.
 */
export function findMissingPackages(): string[] {
  if (isSingleExecutable()) return [API]; // importing it could run a file of the working directory
  if (isInBundle()) return [];
  const sdk = isInstalled(SDK_TRACE) && !isInstalled(SDK_2) ? [SDK_TRACE, CONTEXT] : [SDK_2];
  return [API, ...sdk, TRANSFORMER].filter((name) => !isInstalled(name));
}

/** Rejects when a package cannot be loaded. */
export async function loadOtelPackages(): Promise<OtelPackages> {
  const api = await import("@opentelemetry/api").catch(rethrow);
  return loadSdk3(api).catch((error) => loadSdk2(api).catch(() => rethrow(error)));
}

async function loadSdk3(api: Api): Promise<OtelPackages> {
  const [sdk, { AsyncLocalStorageContextManager }] = await Promise.all([
    import("@opentelemetry/sdk-trace").catch(rethrow),
    import("@opentelemetry/context-async-hooks").catch(rethrow),
  ]);
  const createProvider: OtelPackages["createProvider"] = (options) => {
    const provider = new sdk.TracerProvider(options);
    const register = (hasHostContextManager: boolean) => {
      api.trace.setGlobalTracerProvider(provider);
      if (!hasHostContextManager)
        api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    };
    return { provider, register };
  };
  return { api, createProvider };
}

async function loadSdk2(api: Api): Promise<OtelPackages> {
  const sdk = await import("@opentelemetry/sdk-trace-node").catch(rethrow);
  const createProvider: OtelPackages["createProvider"] = (options) => {
    const provider = new sdk.NodeTracerProvider(options);
    const register = (hasHostContextManager: boolean) =>
      provider.register({ propagator: null, ...(hasHostContextManager && { contextManager: null }) });
    return { provider, register };
  };
  return { api, createProvider };
}
