/** The options of a tool's telemetry, once: for its client, and for its `telemetry` command. */
import { createTelemetryClient } from "codeweaver-telemetry";

export const TELEMETRY = {
  tool: "mytool",
  command: "mytool telemetry",
  posthogApiKey: "phc_of_your_project",
} as const;

export const telemetry = createTelemetryClient(TELEMETRY);
