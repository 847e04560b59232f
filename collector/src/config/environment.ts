/** Reads the settings in the environment: `CODEWEAVER_COLLECTOR__SERVER__PORT=8000` is `port` in `[server]`. */
import { ConfigError } from "./config-error.js";

const PREFIX = "CODEWEAVER_COLLECTOR__";

/** A setting and the variable that has it. */
export interface EnvironmentSetting {
  readonly variable: string;
  /** The keys from the outside to the inside. */
  readonly path: readonly string[];
  readonly value: unknown;
}

/** @throws ConfigError for a variable whose name cannot be a key */
export function readEnvironment(env: NodeJS.ProcessEnv): EnvironmentSetting[] {
  return Object.entries(env).flatMap(([variable, text]) => {
    if (!variable.startsWith(PREFIX) || text === undefined) return [];
    const path = variable.slice(PREFIX.length).toLowerCase().split("__");
    if (path.length < 2 || path.includes(""))
      throw new ConfigError(`${variable} names no setting: expected a name such as ${PREFIX}SERVER__PORT.`);
    return [{ variable, path, value: parseValue(path.at(-1) ?? "", text) }];
  });
}

/** The settings that are lists. A variable has their items separated by commas. */
const LISTS: ReadonlySet<string> = new Set(["allowed_hosts", "trusted_proxies", "manifests", "tables"]);

/** The settings whose texts may read as numbers or truth values. */
const TEXTS: ReadonlySet<string> = new Set(["username", "password"]);

/** The settings whose numbers may have a fraction. */
const FRACTIONS: ReadonlySet<string> = new Set(["epsilon", "delta"]);

/** A text that reads as a number or a truth value is one, because no other setting is a text of that form. */
function parseValue(key: string, text: string): unknown {
  if (LISTS.has(key))
    return text
      .split(",")
      .map((item) => item.trim())
      .filter((item) => item !== "");
  if (TEXTS.has(key)) return text;
  const isNumber = FRACTIONS.has(key) ? /^\d*\.?\d+(?:e-?\d+)?$/ : /^\d+$/;
  if (isNumber.test(text)) return Number(text);
  if (text === "true" || text === "false") return text === "true";
  return text;
}
