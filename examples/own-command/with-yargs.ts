/** A tool with `mytool telemetry …`, parsed by yargs. Its arguments bypass yargs, which would parse `--json`. */
import { runTelemetryCli } from "codeweaver-telemetry/cli";
import yargs from "yargs";
import { createClient, TELEMETRY } from "./telemetry.js";

const [command, ...args] = process.argv.slice(2);

if (command === "telemetry") {
  process.exitCode = await runTelemetryCli(args, TELEMETRY);
} else {
  await yargs(process.argv.slice(2))
    .scriptName("mytool")
    .command("build", "Build something", {}, () => {
      createClient().capture("build_done", { modules: 3 });
      console.log("built");
    })
    .command("telemetry", "Show, preview or turn off telemetry")
    .demandCommand()
    .strict()
    .parseAsync();
}
