#!/usr/bin/env node
/** Runs the program `codeweaver-telemetry`, which has the subcommands for any tool and their completion in shells. */
import { runCommand } from "citty";
import { getErrorCode } from "../internal/errors.js";
import { runCli } from "./cli-runner.js";
import { createTelemetryCommand } from "./telemetry-command.js";

const MOUNT = { options: {}, command: "codeweaver-telemetry", isForAnyTool: true };

// The reader of a pipe, such as `head`, may close it early.
process.stdout.on("error", (error) => process.exit(getErrorCode(error) === "EPIPE" ? 0 : 1));

const argv = process.argv.slice(2);
if (argv[0] === "complete") {
  const { default: tab } = await import("@bomb.sh/tab/citty");
  const command = createTelemetryCommand({ ...MOUNT, onExitCode: () => {} });
  await tab(command);
  await runCommand(command, { rawArgs: argv });
} else {
  process.exitCode = await runCli(argv, MOUNT);
}
