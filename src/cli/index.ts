/**
 * Adds the `telemetry` subcommands to a tool's own command line.
 *
 * @module codeweaver-telemetry/cli
 */

export type { TelemetryOptions } from "../bootstrap/telemetry-options.js";
export { runTelemetryCli } from "./cli-runner.js";
export { type TelemetryCommand, telemetryCommand } from "./telemetry-command.js";
