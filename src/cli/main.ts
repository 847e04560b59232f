#!/usr/bin/env node
import { runCommand } from "citty";
/** The program `codeweaver-telemetry`: the verbs for any tool, and completion of them in shells. */
import { getErrorCode } from "../internal/errors.js";
import { runCli } from "./cli-runner.js";
import { createTelemetryCommand } from "./telemetry-command.js";

const MOUNT = { options: {}, command: "codeweaver-telemetry", isForAnyTool: true };

// Whoever reads may stop reading: `… show | head`.
process.stdout.on("error", (error) => process.exit(getErrorCode(error) === "EPIPE" ? 0 : 1));

const argv = process.argv.slice(2);
if (argv[0] === "complete") {
  const { default: tab } = await import("@bomb.sh/tab/citty");
  const whole = createTelemetryCommand({ ...MOUNT, onExitCode: () => {} });
  await tab(whole);
  await runCommand(whole, { rawArgs: argv });
} else {
  process.exitCode = await runCli(argv, MOUNT);
}
