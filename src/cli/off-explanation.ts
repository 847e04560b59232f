/** Why telemetry is off, in a sentence, and what a person can do about it. */
import type { ResolvedTelemetry } from "../bootstrap/resolve-telemetry.js";
import { getEnvironmentPrefix } from "../config/environment.js";
import { formatProblem } from "../config/resolve-settings.js";
import { toSettingKey } from "../config/setting-definitions.js";
import { escapeForTerminal } from "../internal/terminal-text.js";
import type { CommandContext } from "./subcommand.js";

export interface OffExplanation {
  readonly why: string;
  /** What turns it on, or mends it. */
  readonly fix: string;
  /** Nobody wanted this. */
  readonly isFault: boolean;
}

/** Undefined where it is on. */
export function explainOffState(
  telemetry: ResolvedTelemetry,
  context: CommandContext,
): OffExplanation | undefined {
  const { tool, command, toolFlag } = context;
  const { state, choice, resolved } = telemetry;
  if (state.status === "on") return undefined;
  const { reason, source } = state;
  const enable = `${command} enable${toolFlag}`;
  switch (reason) {
    case "do_not_track":
      return explainIntent("DO_NOT_TRACK is set in the environment", "unset DO_NOT_TRACK");
    case "disabled":
      return explainIntent(`${source} says so`, suggestRemoval(source));
    case "saved_choice": {
      const date = typeof choice === "object" ? choice.date?.slice(0, 10) : undefined;
      return explainIntent(`you turned it off${date === undefined ? "" : ` on ${date}`}`, enable);
    }
    case "not_opted_in":
      return explainIntent(
        typeof choice === "object"
          ? `your yes${choice.date === undefined ? "" : ` of ${choice.date.slice(0, 10)}`} was to another policy than that of ${telemetry.policy}`
          : "it waits for your yes",
        enable,
      );
    case "unreadable_file":
      return explainFault(
        `${escapeForTerminal(source)} cannot be used: it is damaged, not yours, or no regular file`,
        `mend or remove ${escapeForTerminal(source)}`,
      );
    case "invalid_setting":
      return explainFault(
        resolved.problems.map(formatProblem).join("; ") || source,
        "correct that, or take it out",
      );
    case "not_told":
      return explainIntent(
        "you have not been told about telemetry, so nothing is sent",
        `${enable}, or ${suggestHowToSeeNotice(telemetry)}`,
      );
    case "no_key":
      return isStateUnknown(telemetry, context)
        ? explainIntent(`${source} in the environment or a file; ${tool} may have it in its own code`, "")
        : explainFault(source, suggestMissingSetting(source, telemetry));
    case "unusable_proxy":
      return explainFault(
        `the proxy in ${source} cannot be used`,
        `set ${source} to an http:// or https:// proxy, or NO_PROXY`,
      );
    default:
      return explainFault(reason, "");
  }
}

/** Half of a destination is completed where the other half is. */
function suggestMissingSetting(source: string, telemetry: ResolvedTelemetry): string {
  const { party } = telemetry.destination;
  const key = source.replace(/ is not set.*$/, "");
  return party === "project"
    ? `add ${key} to the project's file, or take the rest out of it`
    : `set ${formatSettingKey(key, telemetry)}`;
}

/** A key with the variable that gives it: the tool's own word for it where it has one. */
function formatSettingKey(key: string, { tool, profile }: ResolvedTelemetry): string {
  const own = profile.environment.find(({ setting }) => toSettingKey(setting) === key)?.name;
  return `${key}, as ${own ?? `${getEnvironmentPrefix(tool)}__TELEMETRY__${key.toUpperCase()}`}`;
}

/** What a label names: a variable, an option of the author's, or a file. */
function suggestRemoval(label: string): string {
  if (/^[A-Z0-9_]+$/i.test(label)) return `unset ${label}`;
  return label.startsWith("option ")
    ? "that is the tool's own code"
    : `take disable_telemetry out of ${label}`;
}

/** In CI no notice is shown. */
function suggestHowToSeeNotice({ tool, isCi }: ResolvedTelemetry): string {
  return isCi
    ? `set ${getEnvironmentPrefix(tool)}__TELEMETRY__DISABLE_TELEMETRY=false`
    : `run ${tool} once on a terminal, where it shows its notice and sends from the next run on`;
}

/** From where a person stands: the standalone command cannot see what a tool has in its code. */
export function isStateUnknown(
  { state, destination }: ResolvedTelemetry,
  { isForAnyTool }: CommandContext,
): boolean {
  const isNamedHere = destination.party === "person" || destination.party === "project";
  return isForAnyTool && state.status === "off" && state.reason === "no_key" && !isNamedHere;
}

function explainIntent(why: string, fix: string): OffExplanation {
  return { why, fix, isFault: false };
}

function explainFault(why: string, fix: string): OffExplanation {
  return { why, fix, isFault: true };
}
