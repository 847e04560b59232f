/** Lists the settings for `status`, each with its value and its source. */
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { SETTING_NAMES, SETTINGS, toSettingKey } from "../../config/setting-definitions.js";
import type { SettingName } from "../../config/settings.js";

/** Returns the settings by their keys in a settings file. */
export function reportSettings(telemetry: ResolvedTelemetry) {
  const { settings, provenance } = telemetry;
  const shown = SETTING_NAMES.filter((name) => !isIrrelevantSetting(name, telemetry)).map((name) => {
    const value = maskSecretSetting(name, settings[name], telemetry);
    return [toSettingKey(name), { value, from: provenance[name].label }] as const;
  });
  return Object.fromEntries(shown);
}

/** A setting of another wire format is hidden, unless it is set. */
function isIrrelevantSetting(
  name: SettingName,
  { destination: { wire }, provenance }: ResolvedTelemetry,
): boolean {
  const isOfOtherFormat =
    (SETTINGS[name].isForTraces === true && wire !== "otlp") ||
    ((name === "posthogHost" || name === "posthogApiKey") && wire === "http") ||
    (name === "endpoint" && wire === "posthog");
  return isOfOtherFormat && provenance[name].kind === "default";
}

/** Hides the key and the salt, because people paste this report into bug reports. */
function maskSecretSetting(
  name: SettingName,
  value: unknown,
  { state, identityFolder }: ResolvedTelemetry,
): unknown {
  if (name === "posthogApiKey") return value === undefined ? "not set" : "set, not shown";
  if (name === "salt" && value === undefined)
    return state.status === "on" && identityFolder === undefined
      ? "new in every process"
      : "created on this machine, not shown";
  if (name === "salt") return "set, not shown";
  return value;
}
