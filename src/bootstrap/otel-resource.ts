/** What every span says of the process it is from, in OpenTelemetry's words (its semantic conventions, 1.41). Never whose. */
import type { JsonObject } from "../envelope.js";
import { detectRuntime } from "../events/runtime-name.js";
import { createRandomHex } from "../internal/ids.js";
import { LIBRARY } from "../internal/package-info.js";
import type { ResolvedTelemetry } from "./resolve-telemetry.js";

/** Its session's id is new with each call. */
export function createOtelResource(
  { tool, profile, resolved, destination, isCi }: ResolvedTelemetry,
  version: string | undefined,
): JsonObject {
  const { serviceName, gcpProject } = resolved.settings;
  const { name, major } = detectRuntime();
  return {
    "service.name": serviceName ?? tool,
    ...(version !== undefined && { "service.version": version }),
    "session.id": `${profile.sessionPrefix ?? ""}${createRandomHex(16)}`,
    "telemetry.sdk.language": "nodejs",
    "telemetry.sdk.name": "opentelemetry",
    "telemetry.distro.name": LIBRARY.name,
    "telemetry.distro.version": LIBRARY.version,
    "process.runtime.name": name === "node" ? "nodejs" : name,
    "process.runtime.version": String(major),
    "os.type": process.platform,
    "host.arch": process.arch,
    is_ci: isCi,
    // Google sorts spans by it.
    ...(destination.otlp?.exporter === "google" &&
      gcpProject !== undefined && { "gcp.project_id": gcpProject }),
  };
}
