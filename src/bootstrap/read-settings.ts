/** Reads a tool's settings from all sources, and the settings of the shared Google project where that is in force. */
import type { ProcessInputs } from "../config/environment.js";
import { type ResolvedSettings, resolveSettings, type SettingsSources } from "../config/resolve-settings.js";
import { readSettingsFiles, type SettingsFile, type SettingsFolders } from "../config/settings-files.js";
import type { WireFormat } from "../transports/transport.js";
import type { CheckedOptions } from "./check-options.js";
import { DESTINATION_SETTINGS } from "./destination.js";

interface SettingsLocations extends Pick<SettingsFolders, "personFile" | "trustFile"> {
  readonly wire: WireFormat;
}

interface ReadSettings {
  readonly resolved: ResolvedSettings;
  /** The destination is the Google project that all users of the tool share. It has its own defaults. */
  readonly isCommunityProject: boolean;
}

export function readSettings(
  { options, profile }: CheckedOptions,
  { env, cwd }: ProcessInputs,
  { wire, ...folders }: SettingsLocations,
): ReadSettings {
  const { tool, community } = profile;
  const sources: SettingsSources = {
    ...profile,
    options,
    overrides: options.overrides ?? {},
    env,
    files: readFiles({ tool, ...folders }, cwd),
    destination: DESTINATION_SETTINGS[wire],
  };
  const resolved = resolveSettings(sources);
  if (community === undefined || findGoogleProject(resolved, sources) !== community.gcpProject)
    return { resolved, isCommunityProject: false };
  const communityDefaults = { ...sources.defaults, ...community.defaults };
  return {
    resolved: resolveSettings({ ...sources, defaults: communityDefaults }),
    isCommunityProject: true,
  };
}

/** A working directory that no longer exists counts as a file that cannot be used: its repository may turn telemetry off. */
function readFiles(folders: Omit<SettingsFolders, "cwd">, cwd: ProcessInputs["cwd"]): SettingsFile[] {
  try {
    return readSettingsFiles({ ...folders, cwd: cwd() });
  } catch {
    return [{ kind: "unreadable", path: "the working directory, which is gone," }];
  }
}

/** An author's project counts even with an endpoint, because the limits are the project's. */
function findGoogleProject(
  { settings, destinationParty }: ResolvedSettings,
  { overrides, options, defaults }: SettingsSources,
): unknown {
  const isAuthors = destinationParty !== "person" && destinationParty !== "project";
  return isAuthors
    ? (overrides.gcpProject ?? options.gcpProject ?? defaults.gcpProject)
    : settings.gcpProject;
}
