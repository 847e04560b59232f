/** Reads settings from environment variables such as `CODEWEAVER__TELEMETRY__BATCH_SIZE`. */

import { parseBoolean } from "./parse-boolean.js";
import type { RawSetting } from "./setting-source.js";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Returns the beginning of a tool's variables: `my-tool` gives `MY_TOOL`. */
export function getEnvironmentPrefix(tool: string): string {
  return tool.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
}

/** A variable by which people know a setting, beside `<TOOL>__TELEMETRY__*`. */
export interface Alias {
  readonly name: string;
  /** The setting's key, snake_case as in a file. */
  readonly key: string;
  /** The variable means the contrary of the setting, as `TELEMETRY_ENABLED` of `disable_telemetry`. */
  readonly negated: boolean;
}

/** The key that says on or off. environment-consent.ts reads its variables, by rules of their own. */
export const DISABLE_KEY = "disable_telemetry";

/**
 * Returns every setting that the environment gives, known or not: `<TOOL>__TELEMETRY__<KEY>`, the short form
 * `<TOOL>_POSTHOG_API_KEY`, and the aliases. Of several aliases for one key the first that is set counts.
 */
export function readEnvironment(env: Environment, tool: string, aliases: readonly Alias[]): RawSetting[] {
  const name = getEnvironmentPrefix(tool);
  const prefix = `${name}__TELEMETRY__`;
  const found: RawSetting[] = [];
  const addSetting = (key: string, variable: string, raw: string | undefined) => {
    if (raw !== undefined && key !== DISABLE_KEY && isValueSet(key, raw))
      found.push({ key, raw, source: { kind: "environment", label: variable } });
  };
  for (const [variable, raw] of Object.entries(env)) {
    const isAlias = aliases.some((alias) => alias.name === variable);
    const key = variable.slice(prefix.length).toLowerCase();
    if (!isAlias && variable.toUpperCase().startsWith(prefix) && !CONSENT_KEYS.test(key))
      addSetting(key, variable, raw);
  }
  // Aliases come after the long names, which take precedence.
  const taken = new Set<string>();
  for (const { name: variable, key, negated } of aliases) {
    const raw = env[variable];
    if (raw === undefined || raw.trim() === "" || taken.has(key)) continue;
    taken.add(key);
    addSetting(key, variable, negated ? negateBoolean(raw) : raw);
  }
  const short = `${name}_POSTHOG_API_KEY`;
  addSetting("posthog_api_key", short, env[short]);
  return found;
}

/** Ends of names that are no keys, and turn telemetry on or off (environment-consent.ts). */
const CONSENT_KEYS = /^(?:enabled?|disabled?|opt_?out)$/;

/** An empty variable counts as not set, except where it leaves open whether somebody opted in. */
function isValueSet(key: string, raw: string): boolean {
  return raw.trim() !== "" || key === "tools_over_privacy" || key === "tools_above_privacy";
}

/** A value that is neither yes nor no is kept, for the warning that it cannot be used. */
function negateBoolean(raw: string): string {
  const isYes = parseBoolean(raw);
  return isYes === undefined ? raw : String(!isYes);
}
