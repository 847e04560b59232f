/** A tool with `mytool telemetry …`, parsed by commander, which passes the arguments of `telemetry` on. */
import { runTelemetryCli } from "codeweaver-telemetry/cli";
import { Command } from "commander";
import { createClient, TELEMETRY } from "./telemetry.js";

const program = new Command("mytool");

program.command("build").action(() => {
  createClient().capture("build_done", { modules: 3 });
  console.log("built");
});

program
  .command("telemetry [arguments...]")
  .description("Show, preview or turn off telemetry")
  .allowUnknownOption()
  .helpOption(false)
  .action(async (args: string[]) => {
    process.exitCode = await runTelemetryCli(args, TELEMETRY);
  });

await program.parseAsync();
