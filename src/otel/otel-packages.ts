/** Finds and loads OpenTelemetry's packages, which a host that wants traces has installed. */
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

/** Those that are not there. */
export function findMissingPackages(): string[] {
  return REQUIRED_PACKAGES.filter((name) => !isInstalled(name));
}

/** Rejects where one cannot be loaded. */
export async function loadOtelPackages(): Promise<OtelPackages> {
  const [api, sdk] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/sdk-trace-node"),
  ]);
  return { api, sdk };
}
