/** The options of a tool's telemetry, once: for its client, and for its `telemetry` command. */
import { createTelemetryClient } from "codeweaver-telemetry";

export const TELEMETRY = {
  tool: "mytool",
  command: "mytool telemetry",
  posthogApiKey: "phc_of_your_project",
  posthogHost: "http://127.0.0.1:8010", // here `codeweaver-telemetry receive --port 8010`; in earnest a PostHog server
} as const;

/** Where something is to be measured, and not before: `mytool telemetry` itself is not. */
export const openTelemetry = () => createTelemetryClient(TELEMETRY);
