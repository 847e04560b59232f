/** OpenTelemetry's packages, where the host has them: all of them are optional. */

export interface Packages {
  readonly api: typeof import("@opentelemetry/api");
  readonly sdk: typeof import("@opentelemetry/sdk-trace-node");
}

export const PACKAGES = [
  "@opentelemetry/api",
  "@opentelemetry/sdk-trace-node",
  "@opentelemetry/otlp-transformer",
];

/** Those that are not there; nothing is loaded to find out. */
export function missingPackages(): string[] {
  const { createRequire } = process.getBuiltinModule("node:module");
  const { resolve } = createRequire(import.meta.url);
  return PACKAGES.filter((name) => {
    try {
      resolve(name);
      return false;
    } catch {
      return true;
    }
  });
}

/** Rejects where one cannot be loaded. */
export async function loadPackages(): Promise<Packages> {
  const [api, sdk] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/sdk-trace-node"),
  ]);
  return { api, sdk };
}
