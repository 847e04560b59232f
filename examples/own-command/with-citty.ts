/** A tool with `mytool telemetry …`, parsed by citty. */
import { defineCommand, runMain } from "citty";
import { telemetryCommand } from "codeweaver-telemetry/cli";
import { createClient, TELEMETRY } from "./telemetry.js";

const build = defineCommand({
  meta: { name: "build", description: "Build something" },
  run() {
    createClient().capture("build_done", { modules: 3 });
    console.log("built");
  },
});

await runMain(
  defineCommand({
    meta: { name: "mytool", version: "1.0.0", description: "A tool" },
    subCommands: { build, telemetry: telemetryCommand(TELEMETRY) },
  }),
);
