/** Lists what a project's file asks for and may not have, because the person has not trusted it. */

import type { Candidates } from "./precedence.js";
import { SETTING_NAMES, type Settings, toSettingKey } from "./setting-definitions.js";
import type { ProjectTrust, SettingsFile } from "./settings-files.js";

export interface IgnoredProjectSettings extends Pick<ProjectTrust, "untrustable" | "record" | "digest"> {
  /** The project's file. */
  readonly path: string;
  /** The keys whose values are not used, as in a file. Keys that restate the value in force are not among them. */
  readonly keys: readonly string[];
}

export function findIgnoredProjectSettings(
  files: readonly SettingsFile[],
  candidates: Candidates,
  settings: Settings,
): IgnoredProjectSettings | undefined {
  for (const file of files) {
    if (file.kind !== "read" || file.trust === undefined || file.trust.isTrusted) continue;
    const ignored = SETTING_NAMES.filter(
      (name) =>
        name !== "disableTelemetry" && // no file turns telemetry on
        candidates
          .get(name)
          ?.some(
            ({ source, value }) =>
              file.settings.some((each) => each.source === source) && value !== settings[name],
          ),
    );
    if (ignored.length === 0) continue;
    const { untrustable, record, digest } = file.trust;
    return { path: file.path, keys: ignored.map(toSettingKey), untrustable, record, digest };
  }
  return undefined;
}
