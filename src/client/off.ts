/** Telemetry that is off, with the reason and what says so. */
import type { OffReason, TelemetryState } from "../gate/consent.js";

export type Off = Extract<TelemetryState, { status: "off" }>;

export function off(reason: OffReason, source: string): Off {
  return { status: "off", reason, source };
}
