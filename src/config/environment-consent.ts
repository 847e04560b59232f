/** Reads from environment variables whether the person turns telemetry on or off. */
import { type Environment, getEnvironmentPrefix, type ToolVariables } from "./environment.js";
import type { SettingSource } from "./settings.js";
import { parseBoolean } from "./validators.js";

/** The person's decision about telemetry, as far as the environment states it. */
export interface EnvironmentConsent {
  /** `DO_NOT_TRACK` (https://donottrack.sh) is set, and neither empty nor a recognised "no". */
  readonly isDoNotTrackSet: boolean;
  /** The first variable that turns telemetry off. */
  readonly disabledBy: SettingSource | undefined;
  /** The first variable that turns telemetry on, or else the one that forces it on. */
  readonly enabledBy: SettingSource | undefined;
  /** The variable `…DISABLE_TELEMETRY=false`, which forces telemetry on against a file or a saved choice that turns it off. */
  readonly forcedOnBy: SettingSource | undefined;
}

/** Returns the decision that a tool's variables state. An empty variable states none. */
export function readEnvironmentConsent(env: Environment, variables: ToolVariables): EnvironmentConsent {
  let disabledBy: SettingSource | undefined;
  let enabledBy: SettingSource | undefined;
  let forcedOnBy: SettingSource | undefined;
  for (const { name, kind } of findConsentVariables(env, variables)) {
    const raw = env[name];
    if (raw === undefined || raw.trim() === "") continue;
    const source: SettingSource = { kind: "environment", label: name };
    const isTrue = parseBoolean(raw); // undefined for a value such as `never`
    switch (kind) {
      case "turns-on":
        if (isTrue === true) enabledBy ??= source;
        else disabledBy ??= source;
        break;
      case "turns-off":
        if (isTrue !== false) disabledBy ??= source;
        break;
      case "turns-off-or-forces-on":
        if (isTrue === false) forcedOnBy ??= source;
        else disabledBy ??= source;
        break;
    }
  }
  const doNotTrack = env.DO_NOT_TRACK?.trim() ?? "";
  const isDoNotTrackSet = doNotTrack !== "" && parseBoolean(doNotTrack) !== false;
  return { isDoNotTrackSet, disabledBy, enabledBy: enabledBy ?? forcedOnBy, forcedOnBy };
}

interface ConsentVariable {
  readonly name: string;
  readonly kind: ConsentVariableKind;
}

type ConsentVariableKind =
  /** Such as `MYTOOL_TELEMETRY`. A "yes" turns telemetry on. Any other value turns it off, also `disabled` and `never`. */
  | "turns-on"
  /** Such as `MYTOOL_TELEMETRY_DISABLED`. A "no" states nothing. Any other value turns telemetry off. */
  | "turns-off"
  /** `…DISABLE_TELEMETRY`. A "no" forces telemetry on. Any other value turns it off. */
  | "turns-off-or-forces-on";

const FORCING_VARIABLE = /DISABLE_TELEMETRY$/i;

function findConsentVariables(env: Environment, variables: ToolVariables): readonly ConsentVariable[] {
  return [...findPrefixedVariables(env, variables), ...findDisableAliases(variables)];
}

/** Finds the variables with the tool's prefix, also in the spellings of other tools. An opt-out may have a small mistake. */
function findPrefixedVariables(
  env: Environment,
  { tool, variableAliases }: ToolVariables,
): readonly ConsentVariable[] {
  const prefix = getEnvironmentPrefix(tool);
  const turnsOff = new RegExp(
    `^${prefix}_{1,2}(?:TELEMETRY_{1,2}(?:DISABLED?(?:_TELEMETRY)?|OPT_?OUT)|(?:DISABLE|NO)_{1,2}TELEMETRY)$`,
    "i",
  );
  const turnsOn = new RegExp(`^${prefix}_{1,2}TELEMETRY(?:_{1,2}ENABLED?)?$`, "i");
  const aliasNames = new Set(variableAliases.map(({ name }) => name));
  return Object.keys(env).flatMap((name): ConsentVariable[] => {
    if (aliasNames.has(name)) return [];
    if (turnsOff.test(name)) return [{ name, kind: getOffKind(name) }];
    return turnsOn.test(name) ? [{ name, kind: "turns-on" }] : [];
  });
}

/**
 * Returns the profile's aliases of `disable_telemetry`, set or not. Names of variables are case-insensitive on Windows, so an
 * alias is read by `env[name]` and not searched among the keys.
 */
function findDisableAliases({ variableAliases }: ToolVariables): readonly ConsentVariable[] {
  return variableAliases
    .filter(({ setting }) => setting === "disableTelemetry")
    .map(({ name, negated }) => ({ name, kind: negated ? "turns-on" : getOffKind(name) }));
}

function getOffKind(name: string): ConsentVariableKind {
  return FORCING_VARIABLE.test(name) ? "turns-off-or-forces-on" : "turns-off";
}
