/** Reads settings and consent from environment variables such as `CODEWEAVER__TELEMETRY__BATCH_SIZE`. */
import { toSettingKey } from "./setting-definitions.js";
import type { RawSetting, SettingName, SettingSource } from "./settings.js";
import { parseBoolean } from "./validators.js";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Converts a tool's name to the prefix of its variables: `my-tool` becomes `MY_TOOL`. */
function getEnvironmentPrefix(tool: string): string {
  return tool.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
}

/** Returns the prefix of a tool's variables for settings, such as `MY_TOOL__TELEMETRY__`. A key in upper case follows it. */
export function getSettingPrefix(tool: string): string {
  return `${getEnvironmentPrefix(tool)}__TELEMETRY__`;
}

/** Returns the variable that turns telemetry off with `true`. With `false` it forces telemetry on against the files and the saved choice. */
export function getDisableVariable(tool: string): string {
  return `${getSettingPrefix(tool)}DISABLE_TELEMETRY`;
}

/** A variable of the tool's own for a setting. Of several variables for one setting, the first that is set is read. */
export interface VariableAlias {
  readonly name: string;
  readonly setting: SettingName;
  /** The variable means the opposite of the setting, as `TELEMETRY_ENABLED` for `disableTelemetry`. */
  readonly negated?: true;
}

/** The part of a tool's profile that names its variables. */
export interface ToolVariables {
  readonly tool: string;
  readonly variableAliases: readonly VariableAlias[];
}

/** The key whose variables have rules of their own: see `readEnvironmentConsent`. */
const DISABLE_KEY = "disable_telemetry";

/** The keys of variables that turn telemetry on or off and are not settings. */
const CONSENT_KEYS = /^(?:enabled?|disabled?|opt_?out)$/;

/** The keys for which an empty variable is an invalid value, because it does not say whether the person opted in. */
const TOOLS_OVER_PRIVACY_KEYS = /^tools_(?:over|above)_privacy$/;

/**
 * Returns every setting of the environment, known or not: `<TOOL>__TELEMETRY__<KEY>`, the short form
 * `<TOOL>_POSTHOG_API_KEY`, and the profile's aliases.
 */
export function readEnvironment(env: Environment, { tool, variableAliases }: ToolVariables): RawSetting[] {
  const longPrefix = getSettingPrefix(tool);
  const aliasNames = new Set(variableAliases.map(({ name }) => name));
  const longForms = Object.keys(env)
    .filter((name) => name.toUpperCase().startsWith(longPrefix) && !aliasNames.has(name))
    .map((name) => ({ name, key: name.slice(longPrefix.length).toLowerCase(), negated: false }))
    .filter(({ key }) => !CONSENT_KEYS.test(key));
  const aliases = new Map<string, (typeof longForms)[number]>();
  for (const { name, setting, negated = false } of variableAliases) {
    const key = toSettingKey(setting);
    if (env[name]?.trim() && !aliases.has(key)) aliases.set(key, { name, key, negated });
  }
  const shortName = `${getEnvironmentPrefix(tool)}_POSTHOG_API_KEY`;
  const shortForm = { name: shortName, key: "posthog_api_key", negated: false };
  // The long forms come first, because they take precedence.
  return [...longForms, ...aliases.values(), shortForm].flatMap(({ name, key, negated }) => {
    const raw = env[name];
    if (raw === undefined || key === DISABLE_KEY) return [];
    if (raw.trim() === "" && !TOOLS_OVER_PRIVACY_KEYS.test(key)) return [];
    return [{ key, raw: negated ? negateBoolean(raw) : raw, source: { kind: "environment", label: name } }];
  });
}

/** Returns an invalid value unchanged, so that a warning can name it. */
function negateBoolean(raw: string): string {
  const isTrue = parseBoolean(raw);
  return isTrue === undefined ? raw : String(!isTrue);
}

/** The person's decision about telemetry, as far as the environment states it. */
export interface EnvironmentConsent {
  /** `DO_NOT_TRACK` (https://donottrack.sh) is set, and neither empty nor a recognised "no". */
  readonly isDoNotTrackSet: boolean;
  /** The first variable that turns telemetry off. */
  readonly disabledBy: SettingSource | undefined;
  /** The first variable that turns telemetry on. */
  readonly enabledBy: SettingSource | undefined;
  /** The variable `…DISABLE_TELEMETRY=false`, which forces telemetry on against a file or a saved choice that turns it off. */
  readonly forcedOnBy: SettingSource | undefined;
}

/**
 * Returns the decision that a tool's variables state. An empty variable states none.
 *
 * - A variable that turns telemetry on (`MYTOOL_TELEMETRY`, `MYTOOL_TELEMETRY_ENABLED`) means off unless its value is a
 *   recognised "yes", because `disabled`, `none` and `never` mean off.
 * - A variable that turns telemetry off (`MYTOOL_TELEMETRY_DISABLED`, `…DISABLE_TELEMETRY`) means off unless its value
 *   is a recognised "no".
 */
export function readEnvironmentConsent(env: Environment, variables: ToolVariables): EnvironmentConsent {
  let disabledBy: SettingSource | undefined;
  let enabledBy: SettingSource | undefined;
  let forcedOnBy: SettingSource | undefined;
  for (const [variable, kind] of findConsentVariables(env, variables)) {
    const raw = env[variable];
    if (raw === undefined || raw.trim() === "") continue;
    const source: SettingSource = { kind: "environment", label: variable };
    const isTrue = parseBoolean(raw);
    if (kind === "turns-on") {
      if (isTrue === true) enabledBy ??= source;
      else disabledBy ??= source;
    } else if (isTrue !== false) disabledBy ??= source;
    else if (FORCING_VARIABLE.test(variable)) forcedOnBy ??= source;
  }
  const doNotTrack = env.DO_NOT_TRACK?.trim() ?? "";
  const isDoNotTrackSet = doNotTrack !== "" && parseBoolean(doNotTrack) !== false;
  return { isDoNotTrackSet, disabledBy, enabledBy: enabledBy ?? forcedOnBy, forcedOnBy };
}

const FORCING_VARIABLE = /DISABLE_TELEMETRY$/i;

type ConsentVariable = readonly [name: string, kind: "turns-on" | "turns-off"];

function findConsentVariables(
  env: Environment,
  { tool, variableAliases }: ToolVariables,
): readonly ConsentVariable[] {
  const prefix = getEnvironmentPrefix(tool);
  // Includes the spellings of other tools, so that an opt-out with a small mistake does not count as consent.
  const turnsOff = new RegExp(
    `^${prefix}_{1,2}(?:TELEMETRY_{1,2}(?:DISABLED?(?:_TELEMETRY)?|OPT_?OUT)|(?:DISABLE|NO)_{1,2}TELEMETRY)$`,
    "i",
  );
  const turnsOn = new RegExp(`^${prefix}_{1,2}TELEMETRY(?:_{1,2}ENABLED?)?$`, "i");
  const prefixedVariables = Object.keys(env).flatMap((variable): ConsentVariable[] => {
    if (variableAliases.some(({ name }) => name === variable)) return [];
    if (turnsOff.test(variable)) return [[variable, "turns-off"]];
    return turnsOn.test(variable) ? [[variable, "turns-on"]] : [];
  });
  // Aliases are looked up by the profile's spelling, because Windows ignores upper case in names.
  const aliasVariables = variableAliases
    .filter(({ setting }) => setting === "disableTelemetry")
    .map(({ name, negated }): ConsentVariable => [name, negated ? "turns-on" : "turns-off"]);
  return [...prefixedVariables, ...aliasVariables];
}
