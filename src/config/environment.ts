/** Settings from environment variables: `CODEWEAVER__TELEMETRY__BATCH_SIZE`, and `DO_NOT_TRACK`. */
import type { Finding } from "./source.js";
import { truthOf } from "./truth.js";

export type Environment = Readonly<Record<string, string | undefined>>;

/** `my-tool` → `MY_TOOL`. */
export function environmentPrefix(tool: string): string {
  return tool.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
}

/** Every `<TOOL>__TELEMETRY__<KEY>`, known or not, and the short form of the key, `<TOOL>_POSTHOG_API_KEY`. */
export function readEnvironment(env: Environment, tool: string): Finding[] {
  const prefix = `${environmentPrefix(tool)}__TELEMETRY__`;
  const findings: Finding[] = [];
  for (const [name, raw] of Object.entries(env)) {
    if (raw !== undefined && name.toUpperCase().startsWith(prefix)) {
      findings.push({
        key: name.slice(prefix.length).toLowerCase(),
        raw,
        source: { kind: "environment", label: name },
      });
    }
  }
  const short = `${environmentPrefix(tool)}_POSTHOG_API_KEY`;
  const key = env[short];
  // Behind the long forms, so that they win; an empty variable is one that is not set.
  if (key !== undefined)
    findings.push({ key: "posthog_api_key", raw: key, source: { kind: "environment", label: short } });
  // As other tools spell it: an opt-out that is nearly right must not pass for consent.
  const nearly = new RegExp(`^${environmentPrefix(tool)}_{1,2}TELEMETRY_{1,2}DISABLED?(_TELEMETRY)?$`, "i");
  for (const [name, raw] of Object.entries(env)) {
    if (raw !== undefined && nearly.test(name) && !name.toUpperCase().startsWith(prefix)) {
      findings.push({ key: "disable_telemetry", raw, source: { kind: "environment", label: name } });
    }
  }
  return findings.filter(({ key, raw }) => raw !== "" || ALWAYS_READ.has(key));
}

/** Empty says nothing of a number; of these two it leaves open what was meant, and open means private. */
const ALWAYS_READ = new Set(["disable_telemetry", "tools_over_privacy", "tools_above_privacy"]);

/** https://donottrack.sh: set to 1 or true. What cannot be read was still set for a reason. */
export function asksNotToTrack(env: Environment): boolean {
  const value = env.DO_NOT_TRACK;
  return value !== undefined && value.trim() !== "" && truthOf(value) !== false;
}
