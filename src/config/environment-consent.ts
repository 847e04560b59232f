/** Reads the environment variables that turn telemetry on or off. Such a variable counts as the person's decision. */
import { type Alias, DISABLE_KEY, type Environment, environmentPrefix } from "./environment.js";
import { truthOf } from "./parse-boolean.js";
import type { Source } from "./setting-source.js";

export interface EnvironmentConsent {
  /** The first variable that turns telemetry off. */
  readonly offBy: Source | undefined;
  /** The first variable that turns telemetry on. */
  readonly onBy: Source | undefined;
  /** The variable `…DISABLE_TELEMETRY=false`. It alone overrides an "off" in a file or in the saved choice. */
  readonly overrideBy: Source | undefined;
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
  let offBy: Source | undefined;
  let onBy: Source | undefined;
  let overrideBy: Source | undefined;
  for (const [variable, kind] of findSwitches(env, tool, aliases)) {
    const raw = env[variable];
    if (raw === undefined || raw.trim() === "") continue;
    const source: Source = { kind: "environment", label: variable };
    const truth = truthOf(raw);
    if (kind === "turns-on") {
      if (truth === true) onBy ??= source;
      else offBy ??= source;
    } else if (truth !== false) offBy ??= source;
    else if (OVERRIDING.test(variable)) overrideBy ??= source;
  }
  return { offBy, onBy: onBy ?? overrideBy, overrideBy };
}

const OVERRIDING = /DISABLE_TELEMETRY$/i;

type SwitchKind = "turns-on" | "turns-off";

/** Returns the names of the variables that count: those of the environment, and the tool's own. */
function findSwitches(env: Environment, tool: string, aliases: readonly Alias[]): [string, SwitchKind][] {
  const name = environmentPrefix(tool);
  // As other tools spell it, too: an opt-out that is nearly right must not pass for consent.
  const turnsOff = new RegExp(
    `^${name}_{1,2}(?:TELEMETRY_{1,2}(?:DISABLED?(?:_TELEMETRY)?|OPT_?OUT)|(?:DISABLE|NO)_{1,2}TELEMETRY)$`,
    "i",
  );
  const turnsOn = new RegExp(`^${name}_{1,2}TELEMETRY(?:_{1,2}ENABLED?)?$`, "i");
  const found = Object.keys(env).flatMap((variable): [string, SwitchKind][] => {
    if (aliases.some((alias) => alias.name === variable)) return [];
    if (turnsOff.test(variable)) return [[variable, "turns-off"]];
    return turnsOn.test(variable) ? [[variable, "turns-on"]] : [];
  });
  // By their names as the profile writes them: Windows finds a variable in any case.
  const own = aliases
    .filter(({ key }) => key === DISABLE_KEY)
    .map((alias): [string, SwitchKind] => [alias.name, alias.negated ? "turns-on" : "turns-off"]);
  return [...found, ...own];
}

/** Whether `DO_NOT_TRACK` (https://donottrack.sh) is set to anything but an empty value or a recognised "no". */
export function asksNotToTrack(env: Environment): boolean {
  const value = env.DO_NOT_TRACK;
  return value !== undefined && value.trim() !== "" && truthOf(value) !== false;
}

/**
 * Returns what turns telemetry off before any file is read: `DO_NOT_TRACK`, an option in code, a variable of the tool.
 * @param options what the author's code gives as `disableTelemetry`, by the name of the option
 */
export function findOffBeforeFiles(
  env: Environment,
  { tool, aliases }: { readonly tool: string; readonly aliases: readonly Alias[] },
  options: Readonly<Record<string, unknown>>,
): Source | undefined {
  if (asksNotToTrack(env)) return { kind: "environment", label: "DO_NOT_TRACK" };
  const option = Object.entries(options).find(([, value]) => truthOf(value) === true);
  if (option !== undefined) return { kind: "option", label: `option ${option[0]}` };
  return readEnvironmentConsent(env, tool, aliases).offBy;
}
