/** `mytool telemetry …` in a tool on yargs: what follows goes past its parser, which would take `--json` apart. */
import { runTelemetryCli } from "codeweaver-telemetry/cli";
import yargs from "yargs";
import { openTelemetry, TELEMETRY } from "./telemetry.js";

const [first, ...rest] = process.argv.slice(2);

if (first === "telemetry") {
  process.exitCode = await runTelemetryCli(rest, TELEMETRY);
} else {
  await yargs(process.argv.slice(2))
    .scriptName("mytool")
    .command("build", "Build something", {}, () => {
      openTelemetry().capture("build_done", { modules: 3 });
      console.log("built");
    })
    .command("telemetry", "What this tool tells its authors, and how to turn it off")
    .demandCommand()
    .strict()
    .parseAsync();
}
