/** Entry point of `codeweaver-telemetry/cli`: the subcommands, for a tool to offer as its own. */
export type { TelemetryOptions } from "../bootstrap/telemetry-options.js";
export { runTelemetryCli } from "./cli-runner.js";
export { telemetryCommand } from "./telemetry-command.js";
