/** Finds and loads OpenTelemetry's packages, which a host that wants traces has installed. */
import { isInstalled } from "../internal/package-files.js";

export interface Packages {
  readonly api: typeof import("@opentelemetry/api");
  readonly sdk: typeof import("@opentelemetry/sdk-trace-node");
}

const PACKAGES = ["@opentelemetry/api", "@opentelemetry/sdk-trace-node", "@opentelemetry/otlp-transformer"];

/** Those that are not there. */
export function missingPackages(): string[] {
  return PACKAGES.filter((name) => !isInstalled(name));
}

/** Rejects where one cannot be loaded. */
export async function loadPackages(): Promise<Packages> {
  const [api, sdk] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/sdk-trace-node"),
  ]);
  return { api, sdk };
}
