/** The options of a tool's telemetry. Its client and its `telemetry` command share them. */
import { createTelemetryClient } from "codeweaver-telemetry";

export const TELEMETRY = {
  tool: "mytool",
  command: "mytool telemetry",
  posthogApiKey: "phc_of_your_project",
  // Replace it by your PostHog server. `codeweaver-telemetry receive --port 8010` shows the events on this machine.
  posthogHost: "http://127.0.0.1:8010",
} as const;

/** Call this only in commands that capture something, so that `mytool telemetry` itself captures nothing. */
export const createClient = () => createTelemetryClient(TELEMETRY);
