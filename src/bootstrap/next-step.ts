/** Describes how a person can change a state: which command, variable or option to use. */
import { basename } from "node:path";
import { getDisableVariable } from "../config/environment.js";
import { getSettingsFileName } from "../config/file-locations.js";
import type { IgnoredProjectSettings } from "../config/resolve-settings.js";
import type { IgnoredSettings, OffReason } from "../consent/telemetry-state.js";
import { escapeForTerminal } from "../internal/terminal-text.js";
import type { Profile } from "../profiles/profile.js";
import type { CheckedOptions } from "./check-options.js";

/** Returns the way to turn telemetry on, as a sentence. Undefined for reasons that another message explains. */
export function describeNextStep(
  reason: OffReason,
  checked: CheckedOptions,
  isCi: boolean,
): string | undefined {
  if (reason !== "not_told" && reason !== "not_opted_in") return undefined;
  const { profile } = checked;
  const enable = formatCommand("enable", checked);
  const variable = suggestOptInVariable(profile);
  if (reason === "not_told") {
    const turnOn = `turn it on (${enable}, or ${variable})`;
    return isCi ? turnOn : `${turnOn}, or ${suggestFirstRun(profile.tool)}`;
  }
  return `opt in: ${enable}, or ${variable}. In code: consent: "opt-out" tells the person by a notice instead of waiting for them`;
}

/** Returns a variable with the value that counts as an opt-in, such as `MYTOOL__TELEMETRY__DISABLE_TELEMETRY=false`. */
export function suggestOptInVariable({ tool, environment }: Pick<Profile, "tool" | "environment">): string {
  const alias = environment.find(({ setting, negated }) => setting === "disableTelemetry" && negated);
  return alias === undefined ? `${getDisableVariable(tool)}=false` : `${alias.name}=true`;
}

/** Describes how a person gets to see the notice. It is not shown in CI. */
export function suggestFirstRun(tool: string): string {
  return `run ${tool} once on a terminal: it shows a notice, and events are sent from the next run on`;
}

/** Describes ignored settings of a project's file, with the command that trusts the file. */
export function describeIgnoredSettings(
  { path, keys, untrustableReason }: IgnoredProjectSettings,
  checked: CheckedOptions,
): IgnoredSettings {
  return { file: path, keys, nextStep: describeTrustStep(path, untrustableReason, checked) };
}

function describeTrustStep(
  path: string,
  untrustableReason: string | undefined,
  checked: CheckedOptions,
): string {
  const { options, profile } = checked;
  if (untrustableReason !== undefined) return `nobody can trust it: ${escapeForTerminal(untrustableReason)}`;
  // The command of this package knows only the files that this library finds itself.
  if (options.command === undefined && basename(path) !== getSettingsFileName(profile.tool))
    return "the tool's own telemetry command can trust it, if its author adds one";
  // A path with unprintable characters cannot be copied into a shell.
  return escapeForTerminal(path) === path
    ? formatCommand(`trust ${quoteArgument(path)}`, checked)
    : `${formatCommand("trust", checked)}, in its folder`;
}

/** Returns the command line of a subcommand: of the tool's own command, or of this package's. */
function formatCommand(subcommand: string, { options, profile }: CheckedOptions): string {
  const { command = `npx codeweaver-telemetry --tool ${profile.tool}` } = options;
  return `${command} ${subcommand}`;
}

/** Quotes a path for a POSIX shell. */
function quoteArgument(path: string): string {
  return /^[\w./@%+:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
