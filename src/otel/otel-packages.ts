/** Finds and loads OpenTelemetry's packages, which are optional peer dependencies. */
import { rethrow } from "../internal/errors.js";
import { isInstalled } from "../internal/package-info.js";

export interface OtelPackages {
  readonly api: typeof import("@opentelemetry/api");
  readonly sdk: typeof import("@opentelemetry/sdk-trace-node");
}

const REQUIRED_PACKAGES = [
  "@opentelemetry/api",
  "@opentelemetry/sdk-trace-node",
  "@opentelemetry/otlp-transformer",
];

export function findMissingPackages(): string[] {
  return REQUIRED_PACKAGES.filter((name) => !isInstalled(name));
}

/** Rejects when a package cannot be loaded. */
export async function loadOtelPackages(): Promise<OtelPackages> {
  const [api, sdk] = await Promise.all([
    import("@opentelemetry/api").catch(rethrow),
    import("@opentelemetry/sdk-trace-node").catch(rethrow),
  ]);
  return { api, sdk };
}
