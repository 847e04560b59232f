/** Reads the environment variables that turn telemetry on or off. Such a variable counts as the person's decision. */
import { type Alias, DISABLE_KEY, type Environment, getEnvironmentPrefix } from "./environment.js";
import { parseBoolean } from "./parse-boolean.js";
import type { SettingSource } from "./setting-source.js";

export interface EnvironmentConsent {
  /** The first variable that turns telemetry off. */
  readonly offBy: SettingSource | undefined;
  /** The first variable that turns telemetry on. */
  readonly onBy: SettingSource | undefined;
  /** The variable `…DISABLE_TELEMETRY=false`. It alone overrides an "off" in a file or in the saved choice. */
  readonly overrideBy: SettingSource | undefined;
}

/**
 * Returns what the variables of a tool say. An empty variable says nothing.
 *
 * - A variable that turns telemetry on (`MYTOOL_TELEMETRY`, `MYTOOL_TELEMETRY_ENABLED`) means off unless its value is a
 *   recognised "yes": somebody who writes `disabled`, `none` or `never` wants it off.
 * - A variable that turns telemetry off (`MYTOOL_TELEMETRY_DISABLED`, `…DISABLE_TELEMETRY`) means off unless its value
 *   is a recognised "no".
 */
export function readEnvironmentConsent(
  env: Environment,
  tool: string,
  aliases: readonly Alias[],
): EnvironmentConsent {
  let offBy: SettingSource | undefined;
  let onBy: SettingSource | undefined;
  let overrideBy: SettingSource | undefined;
  for (const [variable, kind] of findConsentVariables(env, tool, aliases)) {
    const raw = env[variable];
    if (raw === undefined || raw.trim() === "") continue;
    const source: SettingSource = { kind: "environment", label: variable };
    const isYes = parseBoolean(raw);
    if (kind === "turns-on") {
      if (isYes === true) onBy ??= source;
      else offBy ??= source;
    } else if (isYes !== false) offBy ??= source;
    else if (OVERRIDE_VARIABLE.test(variable)) overrideBy ??= source;
  }
  return { offBy, onBy: onBy ?? overrideBy, overrideBy };
}

const OVERRIDE_VARIABLE = /DISABLE_TELEMETRY$/i;

type ConsentVariableKind = "turns-on" | "turns-off";

/** Returns the names of the variables that count: those of the environment, and the tool's own. */
function findConsentVariables(
  env: Environment,
  tool: string,
  aliases: readonly Alias[],
): [string, ConsentVariableKind][] {
  const name = getEnvironmentPrefix(tool);
  // As other tools spell it, too: an opt-out that is nearly right must not pass for consent.
  const turnsOff = new RegExp(
    `^${name}_{1,2}(?:TELEMETRY_{1,2}(?:DISABLED?(?:_TELEMETRY)?|OPT_?OUT)|(?:DISABLE|NO)_{1,2}TELEMETRY)$`,
    "i",
  );
  const turnsOn = new RegExp(`^${name}_{1,2}TELEMETRY(?:_{1,2}ENABLED?)?$`, "i");
  const prefixedVariables = Object.keys(env).flatMap((variable): [string, ConsentVariableKind][] => {
    if (aliases.some((alias) => alias.name === variable)) return [];
    if (turnsOff.test(variable)) return [[variable, "turns-off"]];
    return turnsOn.test(variable) ? [[variable, "turns-on"]] : [];
  });
  // By their names as the profile writes them: Windows finds a variable in any case.
  const aliasVariables = aliases
    .filter(({ key }) => key === DISABLE_KEY)
    .map((alias): [string, ConsentVariableKind] => [alias.name, alias.negated ? "turns-on" : "turns-off"]);
  return [...prefixedVariables, ...aliasVariables];
}

/** Whether `DO_NOT_TRACK` (https://donottrack.sh) is set to anything but an empty value or a recognised "no". */
export function isDoNotTrackSet(env: Environment): boolean {
  const value = env.DO_NOT_TRACK;
  return value !== undefined && value.trim() !== "" && parseBoolean(value) !== false;
}

/**
 * Returns what turns telemetry off before any file is read: `DO_NOT_TRACK`, an option in code, a variable of the tool.
 * @param options what the author's code gives as `disableTelemetry`, by the name of the option
 */
export function findEarlyOffSource(
  env: Environment,
  { tool, aliases }: { readonly tool: string; readonly aliases: readonly Alias[] },
  options: Readonly<Record<string, unknown>>,
): SettingSource | undefined {
  if (isDoNotTrackSet(env)) return { kind: "environment", label: "DO_NOT_TRACK" };
  const option = Object.entries(options).find(([, value]) => parseBoolean(value) === true);
  if (option !== undefined) return { kind: "option", label: `option ${option[0]}` };
  return readEnvironmentConsent(env, tool, aliases).offBy;
}
