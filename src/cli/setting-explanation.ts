/** Explains settings that turn telemetry off, cannot be used or are missing, and how to change them. */
import type { ResolvedTelemetry } from "../bootstrap/resolve-telemetry.js";
import { getSettingPrefix } from "../config/environment.js";
import { toSettingKey } from "../config/setting-definitions.js";
import type { SettingProblem } from "../config/validate-settings.js";
import { formatPath } from "./terminal-format.js";

/** @param label The source of a setting: an environment variable, an option in the tool's code, or a file. */
export function describeSource(label: string, tool: string): string {
  if (isVariable(label)) return `${label} in the environment`;
  return isInCode(label) ? `The ${label} in ${tool}'s own code` : formatPath(label);
}

export function suggestRemoval(label: string): string {
  if (isVariable(label)) return `unset ${label}`;
  return isInCode(label)
    ? "only the author can change this"
    : `remove disable_telemetry from ${formatPath(label)}`;
}

function isVariable(label: string): boolean {
  return /^[A-Z0-9_]+$/i.test(label);
}

function isInCode(label: string): boolean {
  return label.startsWith("option ") || label.startsWith("profile ");
}

/** The host and the key of a destination must come from the same source, so the missing one is to be added there. */
export function suggestMissingSetting(source: string, telemetry: ResolvedTelemetry): string {
  const key = source.replace(/ is not set.*$/, ""); // the source is a text such as "posthog_api_key is not set"
  return telemetry.destination.party === "project"
    ? `add ${key} to the project's file, or remove the file's other settings of the destination`
    : `set ${formatSettingKey(key, telemetry)}`;
}

/** Formats a key with its environment variable, for which the tool's profile may have a shorter name. */
function formatSettingKey(key: string, { tool, profile }: ResolvedTelemetry): string {
  const alias = profile.environment.find(({ setting }) => toSettingKey(setting) === key)?.name;
  return `${key}, for example by the variable ${alias ?? `${getSettingPrefix(tool)}${key.toUpperCase()}`}`;
}

export function suggestCorrection(source: string, { tool, problems }: ResolvedTelemetry): string {
  return source.startsWith("option ")
    ? `correct it in ${tool}'s own code`
    : `correct or remove ${problems.length > 1 ? "them" : "it"}`;
}

/** A mistake in the tool's own code hides other problems. Its source begins with `option`. */
export function explainInvalidSetting(source: string, problems: readonly SettingProblem[]): string {
  const listed = problems.map(explainProblem).join("; ");
  return source.startsWith("option ") || listed === "" ? source : listed;
}

function explainProblem({ key, source, complaint }: SettingProblem): string {
  return `${key} in ${formatPath(source.label)} ${complaint}`;
}
