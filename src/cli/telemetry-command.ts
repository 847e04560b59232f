/** The verbs as a citty command, to mount in a tool or to run alone. */
import type { CommandDef } from "citty";
import { checkOptions } from "../bootstrap/check-options.js";
import type { TelemetryOptions } from "../bootstrap/telemetry-options.js";
import { type MountOptions, type Subcommand, toCittyCommand } from "./subcommand.js";

/** Loaded when they are run: `status` need not wait for what `receive` needs. */
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
 * `mytool telemetry …` for a tool on citty: `subCommands: { telemetry: telemetryCommand({ tool: "mytool", … }) }`, with
 * the options that its client has. Alone it is `status`. It sets `process.exitCode`: 0 as asked, 1 not so or something is
 * wrong, 2 not understood.
 */
export function telemetryCommand(options: TelemetryOptions = {}): CommandDef {
  return createTelemetryCommand({
    ...createMountOptions(options),
    onExitCode: (code) => {
      process.exitCode = code;
    },
  });
}

/** As a tool's own command. */
export function createMountOptions(options: TelemetryOptions): Omit<MountOptions, "onExitCode"> {
  const command = options.command ?? `${checkOptions(options).profile.tool} telemetry`;
  return { options, command, isForAnyTool: false };
}

export function createTelemetryCommand(mount: MountOptions): CommandDef {
  const name = mount.command.split(" ").at(-1) ?? mount.command;
  const subCommands = Object.fromEntries(
    Object.entries(SUBCOMMANDS).map(([verb, load]) => [
      verb,
      async () => toCittyCommand(verb, await load(), mount),
    ]),
  );
  return {
    meta: {
      name,
      description: "What this tool tells its authors, and how to turn it off",
    },
    default: "status",
    // Without a prototype: citty looks verbs up by `in`, and nobody has a verb `constructor`.
    subCommands: Object.assign(Object.create(null), subCommands),
  };
}
