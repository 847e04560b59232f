/** The public door of `codeweaver-telemetry/cli`: the verbs, for a tool to offer as its own. */
export type { TelemetryOptions } from "../bootstrap/author-options.js";
export { telemetryCommand } from "./command.js";
export { runTelemetryCli } from "./run-command.js";
