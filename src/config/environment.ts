/** Reads settings from environment variables such as `CODEWEAVER__TELEMETRY__BATCH_SIZE`. */
import { toSettingKey } from "./setting-definitions.js";
import type { RawSetting, SettingName } from "./settings.js";
import { parseBoolean } from "./validators.js";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Converts a tool's name to the prefix of its variables: `my-tool` becomes `MY_TOOL`. */
export function getEnvironmentPrefix(tool: string): string {
  return tool.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
}

/** Returns the prefix of a tool's variables for settings, such as `MY_TOOL__TELEMETRY__`. A key in upper case follows it. */
export function getSettingPrefix(tool: string): string {
  return `${getEnvironmentPrefix(tool)}__TELEMETRY__`;
}

/**
 * Returns the variable that turns telemetry off with `true`. With `false` it forces telemetry on against the files and the
 * saved choice.
 */
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

/** A variable for a setting. It may not be set. */
interface SettingVariable {
  readonly name: string;
  /** The setting's key in lower snake_case. The key of a long form may be unknown. */
  readonly key: string;
  /** See `VariableAlias`. */
  readonly negated?: true | undefined;
}

/** The key whose variables have rules of their own: see `readEnvironmentConsent`. */
const DISABLE_KEY = "disable_telemetry";

/** The keys of variables that turn telemetry on or off and are not settings. */
const CONSENT_KEYS = /^(?:enabled?|disabled?|opt_?out)$/;

/** The keys for which an empty variable is an invalid value, because it does not say whether the person opted in. */
const TOOLS_OVER_PRIVACY_KEYS = /^tools_(?:over|above)_privacy$/;

/**
 * Returns every setting of the environment, known or not: `<TOOL>__TELEMETRY__<KEY>`, the profile's aliases, and the short
 * form `<TOOL>_POSTHOG_API_KEY`, in the order of precedence.
 */
export function readEnvironment(env: Environment, variables: ToolVariables): RawSetting[] {
  const { tool } = variables;
  const shortForm: SettingVariable = {
    name: `${getEnvironmentPrefix(tool)}_POSTHOG_API_KEY`,
    key: "posthog_api_key",
  };
  const found = [...findLongForms(env, variables), ...findSetAliases(env, variables), shortForm];
  return found.flatMap(({ name, key, negated }) => {
    const raw = env[name];
    if (raw === undefined || key === DISABLE_KEY) return [];
    if (raw.trim() === "" && !TOOLS_OVER_PRIVACY_KEYS.test(key)) return [];
    return [{ key, raw: negated ? negateBoolean(raw) : raw, source: { kind: "environment", label: name } }];
  });
}

/** Finds the variables with the tool's prefix. A profile may use such a name for another setting. */
function findLongForms(env: Environment, { tool, variableAliases }: ToolVariables): SettingVariable[] {
  const prefix = getSettingPrefix(tool);
  const aliasNames = new Set(variableAliases.map(({ name }) => name));
  return Object.keys(env)
    .filter((name) => name.toUpperCase().startsWith(prefix) && !aliasNames.has(name))
    .map((name) => ({ name, key: name.slice(prefix.length).toLowerCase() }))
    .filter(({ key }) => !CONSENT_KEYS.test(key));
}

/** Finds, for each setting, the first alias that is set. */
function findSetAliases(env: Environment, { variableAliases }: ToolVariables): readonly SettingVariable[] {
  const found = new Map<string, SettingVariable>();
  for (const { name, setting, negated } of variableAliases) {
    const key = toSettingKey(setting);
    if (env[name]?.trim() && !found.has(key)) found.set(key, { name, key, negated });
  }
  return [...found.values()];
}

/** Returns an invalid value unchanged, so that a warning can name it. */
function negateBoolean(raw: string): string {
  const isTrue = parseBoolean(raw);
  return isTrue === undefined ? raw : String(!isTrue);
}
