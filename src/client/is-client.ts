/** Tells a telemetry client from whatever else plain JavaScript passes. */
import type { TelemetryClient } from "./client.js";

/** By a method, because a second copy of this package has a class of its own. Never throws. */
export function isTelemetryClient(value: unknown): value is TelemetryClient {
  try {
    return typeof Reflect.get(Object(value), "captureFromEvent") === "function";
  } catch {
    return false; // a Proxy that throws
  }
}
