/** `mytool telemetry …` in a tool on commander, which passes all arguments on. */
import { runTelemetryCli } from "codeweaver-telemetry/cli";
import { Command } from "commander";
import { openTelemetry, TELEMETRY } from "./telemetry.js";

const program = new Command("mytool");

program.command("build").action(() => {
  openTelemetry().capture("build_done", { modules: 3 });
  console.log("built");
});

program
  .command("telemetry [subcommand...]")
  .description("What this tool tells its authors, and how to turn it off")
  .allowUnknownOption()
  .helpOption(false)
  .action(async (_subcommand, _options, command: Command) => {
    process.exitCode = await runTelemetryCli(command.args, TELEMETRY);
  });

await program.parseAsync();
