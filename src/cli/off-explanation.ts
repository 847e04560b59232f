/** Explains in a sentence why telemetry is off, and how to change that. */
import { suggestFirstRun } from "../bootstrap/next-step.js";
import type { ResolvedTelemetry } from "../bootstrap/resolve-telemetry.js";
import { getDisableVariable, getSettingPrefix } from "../config/environment.js";
import { toSettingKey } from "../config/setting-definitions.js";
import { formatProblem, type SettingProblem } from "../config/validate-settings.js";
import { escapeForTerminal } from "../internal/terminal-text.js";
import type { CommandContext } from "./subcommand.js";

export interface OffExplanation {
  readonly why: string;
  /** How to turn telemetry on or repair it. Empty when nothing can be done here. */
  readonly fix: string;
  /** True when telemetry is off because of an error, and not because a person or author wants it. */
  readonly isFault: boolean;
}

/** Returns undefined when telemetry is on. */
export function explainOffState(
  telemetry: ResolvedTelemetry,
  context: CommandContext,
): OffExplanation | undefined {
  const { tool, command, toolFlag } = context;
  const { state, choice, problems } = telemetry;
  if (state.status === "on") return undefined;
  const { reason, source } = state;
  const enable = `${command} enable${toolFlag}`;
  const choiceDate = typeof choice === "object" ? choice.date?.slice(0, 10) : undefined;
  const onChoiceDate = choiceDate === undefined ? "" : ` on ${choiceDate}`;
  switch (reason) {
    case "do_not_track":
      return explainIntent("DO_NOT_TRACK is set in the environment", "unset DO_NOT_TRACK");
    case "disabled":
      return explainIntent(`${source} says so`, suggestRemoval(source));
    case "saved_choice":
      return explainIntent(`you turned it off${onChoiceDate}`, enable);
    case "not_opted_in":
      return explainIntent(
        typeof choice === "object"
          ? `you opted in${onChoiceDate} to another policy than that of ${telemetry.policy}`
          : "you have not opted in",
        enable,
      );
    case "unreadable_file":
      return explainFault(
        `${escapeForTerminal(source)} cannot be used: it is damaged, not yours, or not a regular file`,
        `repair or remove ${escapeForTerminal(source)}`,
      );
    case "invalid_setting":
      return explainFault(explainInvalidSetting(source, problems), "correct or remove it");
    case "not_told": {
      const other = telemetry.isCi ? `set ${getDisableVariable(tool)}=false` : suggestFirstRun(tool);
      return explainIntent(
        "you have not been told about telemetry, so nothing is sent",
        `${enable}, or ${other}`,
      );
    }
    case "no_key": // The source is a sentence, such as "posthog_api_key is not set".
      return isStateUnknown(telemetry, context)
        ? explainIntent(`${source} in the environment or a file; ${tool} may have it in its own code`, "")
        : explainFault(source, suggestMissingSetting(source, telemetry));
    case "unusable_proxy":
      return explainFault(
        `the proxy in ${source} cannot be used`,
        `set ${source} to an http:// or https:// proxy, or set NO_PROXY`,
      );
    default: // `not_installed` and `shut_down`, which a subcommand never finds
      return explainFault(reason, "");
  }
}

/**
 * Returns whether the standalone program cannot tell if telemetry is on. A key may be in the tool's own code, which that
 * program does not see.
 */
export function isStateUnknown(
  { state, destination }: ResolvedTelemetry,
  { isForAnyTool }: CommandContext,
): boolean {
  const isDestinationNamed = destination.party === "person" || destination.party === "project";
  return isForAnyTool && state.status === "off" && state.reason === "no_key" && !isDestinationNamed;
}

/** The host and the key of a destination must come from the same source, so the missing one is to be added there. */
function suggestMissingSetting(source: string, telemetry: ResolvedTelemetry): string {
  const key = source.replace(/ is not set.*$/, ""); // the source is a text such as "posthog_api_key is not set"
  return telemetry.destination.party === "project"
    ? `add ${key} to the project's file, or remove the rest from it`
    : `set ${formatSettingKey(key, telemetry)}`;
}

/** Formats a key with its environment variable, for which the tool's profile may have a shorter name. */
function formatSettingKey(key: string, { tool, profile }: ResolvedTelemetry): string {
  const alias = profile.environment.find(({ setting }) => toSettingKey(setting) === key)?.name;
  return `${key}, as ${alias ?? `${getSettingPrefix(tool)}${key.toUpperCase()}`}`;
}

/** A mistake in the tool's own code comes first, as in the state. Its source begins with `option`. */
function explainInvalidSetting(source: string, problems: readonly SettingProblem[]): string {
  const listed = problems.map(formatProblem).join("; ");
  return source.startsWith("option ") || listed === "" ? source : listed;
}

/** @param label The source of a setting: an environment variable, an option in the tool's code, or a file. */
function suggestRemoval(label: string): string {
  if (/^[A-Z0-9_]+$/i.test(label)) return `unset ${label}`;
  return label.startsWith("option ")
    ? "change it in the tool's own code"
    : `remove disable_telemetry from ${label}`;
}

/** For a state that the person or the author has chosen. */
function explainIntent(why: string, fix: string): OffExplanation {
  return { why, fix, isFault: false };
}

function explainFault(why: string, fix: string): OffExplanation {
  return { why, fix, isFault: true };
}
