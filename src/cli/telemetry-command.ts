/** Lists all subcommands, and creates the citty command that offers them. */
import type { CommandDef } from "citty";
import { checkOptions } from "../bootstrap/check-options.js";
import type { TelemetryOptions } from "../bootstrap/telemetry-options.js";
import { copyOptions } from "../client/caller-options.js";
import { type MountOptions, type Subcommand, toCittyCommand } from "./subcommand.js";

/** A subcommand is loaded when it is run, because `status` does not need the modules of `receive`. */
const SUBCOMMANDS: Readonly<Record<string, () => Promise<Subcommand>>> = {
  status: async () => (await import("./commands/status.js")).status,
  enable: async () => (await import("./commands/enable-disable.js")).enable,
  disable: async () => (await import("./commands/enable-disable.js")).disable,
  trust: async () => (await import("./commands/trust.js")).trust,
  show: async () => (await import("./commands/show.js")).show,
  preview: async () => (await import("./commands/preview.js")).preview,
  doctor: async () => (await import("./commands/doctor.js")).doctor,
  manifest: async () => (await import("./commands/check-manifest.js")).manifest,
  forget: async () => (await import("./commands/forget.js")).forget,
  flush: async () => (await import("./commands/flush.js")).flush,
  receive: async () => (await import("./commands/receive.js")).receive,
};

/**
 * Creates `mytool telemetry …` for a tool that is built on citty. Without a subcommand it runs `status`. It sets
 * `process.exitCode`: 0 on success, 1 on failure or when something is wrong, 2 when the arguments are not understood.
 *
 * @param options The options of the tool's telemetry client.
 * @example
 * import { defineCommand, runMain } from "citty";
 * import { telemetryCommand } from "codeweaver-telemetry/cli";
 *
 * const telemetry = telemetryCommand({ tool: "mytool", posthogApiKey: "phc_…" });
 * await runMain(defineCommand({ meta: { name: "mytool" }, subCommands: { telemetry } }));
 */
export function telemetryCommand(options: TelemetryOptions = {}): CommandDef {
  return createTelemetryCommand({
    ...createMountOptions(options),
    onExitCode: (code) => {
      process.exitCode = code;
    },
  });
}

/** Describes the command as a part of the tool's own command line. */
export function createMountOptions(options: TelemetryOptions): Omit<MountOptions, "onExitCode"> {
  const given = copyOptions(options); // callers in plain JavaScript may pass null
  const command = given.command ?? `${checkOptions(given).profile.tool} telemetry`;
  return { options: given, command, isForAnyTool: false };
}

export function createTelemetryCommand(mount: MountOptions): CommandDef {
  const name = mount.command.split(" ").at(-1) ?? mount.command;
  const subCommands = Object.fromEntries(
    Object.entries(SUBCOMMANDS).map(([subcommandName, load]) => [
      subcommandName,
      async () => toCittyCommand(subcommandName, await load(), mount),
    ]),
  );
  return {
    meta: {
      name,
      description: "What this tool tells its authors, and how to turn it off",
    },
    default: "status",
    // citty looks subcommands up with `in`, so a prototype would add a subcommand `constructor`.
    subCommands: Object.assign(Object.create(null), subCommands),
  };
}
