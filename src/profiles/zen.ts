/** Zen, an orchestrator of agents: traces with their costs, in the open unless somebody says no (seeds 000 to 002). */
import type { Profile } from "./profile.js";

export const ZEN: Profile = {
  tool: "zen",
  consent: "opt-out",
  transport: "posthog",
  environment: [{ name: "ZEN_TELEMETRY_DISABLED", setting: "disableTelemetry" }],
  defaults: {},
};
