/** A tool that c12 configures, with `mytool build` and `mytool telemetry …`. */
import { createTelemetryClient } from "codeweaver-telemetry";
import { runTelemetryCli } from "codeweaver-telemetry/cli";
import { loadToolConfig } from "./load-config.js";

const { config, settingsLayers } = await loadToolConfig();
const telemetryOptions = {
  tool: "mytool",
  command: "mytool telemetry",
  posthogApiKey: "phc_of_your_project",
  // Replace it by your PostHog server. `codeweaver-telemetry receive --port 8010` shows the events on this machine.
  posthogHost: "http://127.0.0.1:8010",
  settingsLayers,
} as const;

const [command, ...args] = process.argv.slice(2);
if (command === "telemetry") {
  process.exitCode = await runTelemetryCli(args, telemetryOptions);
} else {
  const telemetry = createTelemetryClient(telemetryOptions);
  const { modules = 3 } = config;
  telemetry.capture("build_done", { modules });
  console.log(`built ${modules} modules`);
}
