/** Exports the entry point `codeweaver-telemetry/cli`, which has the subcommands for a tool's own command line. */
export type { TelemetryOptions } from "../bootstrap/telemetry-options.js";
export { runTelemetryCli } from "./cli-runner.js";
export { telemetryCommand } from "./telemetry-command.js";
