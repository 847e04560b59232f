#!/usr/bin/env node
/** The program `codeweaver-telemetry`: the verbs for any tool, and completion of them in shells. */
import { runCommand } from "citty";
import { commandFor } from "./command.js";
import { run } from "./run.js";

const MOUNT = { options: {}, command: "codeweaver-telemetry", isForAnyTool: true };

const argv = process.argv.slice(2);
if (argv[0] === "complete") {
  const { default: tab } = await import("@bomb.sh/tab/citty");
  const whole = commandFor({ ...MOUNT, onExitCode: () => {} });
  await tab(whole);
  await runCommand(whole, { rawArgs: argv });
} else {
  process.exitCode = await run(argv, MOUNT);
}
