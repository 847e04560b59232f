#!/usr/bin/env node
/** Runs the program `codeweaver-telemetry`, which has the subcommands for any tool and their completion in shells. */
import { LIBRARY } from "../internal/package-info.js";
import { runCli } from "./cli-runner.js";

// npx sets this variable. `npx codeweaver-telemetry` is a command that works wherever npm is, also if a process that npx
// started has started this one.
const command = process.env.npm_lifecycle_event === "npx" ? `npx ${LIBRARY.name}` : LIBRARY.name;

async function run(argv: readonly string[]): Promise<number> {
  if (argv[0] !== "complete") return runCli(argv, { options: {}, command, isForAnyTool: true });
  const { runCompletion } = await import("./completion.js"); // only shells need it
  return runCompletion(argv.slice(1));
}

void run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
