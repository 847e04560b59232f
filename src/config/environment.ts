/** Settings from environment variables: `CODEWEAVER__TELEMETRY__BATCH_SIZE`, and `DO_NOT_TRACK`. */
import type { Finding, Source } from "./source.js";
import { truthOf } from "./truth.js";

export type Environment = Readonly<Record<string, string | undefined>>;

/** `my-tool` → `MY_TOOL`. */
export function environmentPrefix(tool: string): string {
  return tool.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
}

/** A variable by another name, and the key it gives. */
export interface Alias {
  readonly name: string;
  /** snake_case, as in a file. */
  readonly key: string;
  /** It says the contrary. */
  readonly negated: boolean;
}

/**
 * Every `<TOOL>__TELEMETRY__<KEY>`, known or not, the short form of the key, `<TOOL>_POSTHOG_API_KEY`, and the aliases:
 * of several for one key the first that is set.
 */
export function readEnvironment(env: Environment, tool: string, aliases: readonly Alias[]): Finding[] {
  const name = environmentPrefix(tool);
  const long = `${name}__TELEMETRY__`;
  const short = `${name}_POSTHOG_API_KEY`;
  // As other tools spell it: an opt-out that is nearly right must not pass for consent.
  const nearly = new RegExp(
    `^${name}_{1,2}(?:TELEMETRY_{1,2}(?:DISABLED?(?:_TELEMETRY)?|OPT_?OUT)|(?:DISABLE|NO)_{1,2}TELEMETRY)$`,
    "i",
  );
  // Of these a no counts alone: a yes is no consent to more than the person's own choice says.
  const contrary = new RegExp(`^${name}_{1,2}TELEMETRY(?:_{1,2}ENABLED?)?$`, "i");
  const isAlias = (variable: string) => aliases.some(({ name }) => name === variable);
  const keyNamedBy = (variable: string): string | undefined => {
    if (isAlias(variable)) return undefined; // read below
    if (variable.toUpperCase().startsWith(long)) return variable.slice(long.length).toLowerCase();
    return nearly.test(variable) ? "disable_telemetry" : undefined;
  };

  const findings: Finding[] = [];
  const find = (key: string, variable: string, raw: string) =>
    findings.push({ key, raw, source: { kind: "environment", label: variable } });
  for (const [variable, raw] of Object.entries(env)) {
    const key = keyNamedBy(variable);
    if (key !== undefined && raw !== undefined) find(key, variable, raw);
    else if (contrary.test(variable) && truthOf(raw) === false && !isAlias(variable))
      find("disable_telemetry", variable, "true");
  }
  // Behind the long forms, so that they win.
  const seen = new Set<string>();
  for (const { name: variable, key, negated } of aliases) {
    const raw = env[variable];
    // A no is read wherever it stands.
    if (raw === undefined || (seen.has(key) && key !== "disable_telemetry")) continue;
    if (raw.trim() !== "") seen.add(key);
    find(key, variable, negated ? contraryOf(raw) : raw);
  }
  const shortValue = env[short];
  if (shortValue !== undefined) find("posthog_api_key", short, shortValue);
  // An empty variable is one that is not set.
  return findings.filter(({ key, raw }) => String(raw).trim() !== "" || ALWAYS_READ.has(key));
}

/** Empty says nothing of a number; of these two it leaves open what was meant, and open means private. */
const ALWAYS_READ = new Set(["disable_telemetry", "tools_over_privacy", "tools_above_privacy"]);

/** What cannot be read stays as it is, to be told of. */
function contraryOf(raw: string): string {
  const truth = raw.trim() === "" ? false : truthOf(raw);
  return truth === undefined ? raw : String(!truth);
}

/** https://donottrack.sh: set to 1 or true. What cannot be read was still set for a reason. */
export function asksNotToTrack(env: Environment): boolean {
  const value = env.DO_NOT_TRACK;
  return value !== undefined && value.trim() !== "" && truthOf(value) !== false;
}

/** What can be said before any file is read: `DO_NOT_TRACK`, or a plain "off" in code or environment. */
export function offAtOnce(
  env: Environment,
  { tool, aliases }: { readonly tool: string; readonly aliases: readonly Alias[] },
  disableTelemetry: unknown,
): Source | undefined {
  if (asksNotToTrack(env)) return { kind: "environment", label: "DO_NOT_TRACK" };
  if (truthOf(disableTelemetry) === true) return { kind: "option", label: "option disableTelemetry" };
  return readEnvironment(env, tool, aliases).find(
    ({ key, raw }) => key === "disable_telemetry" && truthOf(raw) === true,
  )?.source;
}
