/** Creates the properties that all events or spans of a process have in common, in the form of the wire format. */

import { createEventRuntimeProperties } from "../client/standard-properties.js";
import type { JsonObject } from "../envelope.js";
import { detectRuntime } from "../events/runtime-name.js";
import { createRandomHex } from "../internal/ids.js";
import { LIBRARY } from "../internal/package-info.js";
import type { ResolvedTelemetry } from "./resolve-telemetry.js";

export function createRuntimeProperties(telemetry: ResolvedTelemetry): JsonObject {
  const { destination, tool, isCi, options } = telemetry;
  switch (destination.wire) {
    case "posthog":
      return { ...createEventRuntimeProperties({ tool, version: options.version, isCi }) };
    case "http":
      return {}; // the plain format has only the author's events
    case "otlp":
      return { resource: createOtelResource(telemetry) };
  }
}

/**
 * Creates OpenTelemetry's resource attributes (semantic conventions 1.41). They describe the process and not the person. Each
 * call creates a new session id.
 */
function createOtelResource(telemetry: ResolvedTelemetry): JsonObject {
  const { tool, profile, settings, destination, isCi, options } = telemetry;
  const { serviceName, gcpProject } = settings;
  const { name, major } = detectRuntime();
  return {
    "service.name": serviceName ?? tool,
    ...(options.version !== undefined && { "service.version": options.version }),
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
    // Google assigns spans to a project by this attribute.
    ...(destination.otlp?.exporter === "google" &&
      gcpProject !== undefined && { "gcp.project_id": gcpProject }),
  };
}
