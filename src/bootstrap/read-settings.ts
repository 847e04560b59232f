/** Reads every source of a tool's settings. */
import { join } from "node:path";
import { type ResolvedSettings, resolveSettings, type SettingsSources } from "../config/resolve-settings.js";
import { readSettingsFiles, type SettingsFile, type SettingsFolders } from "../config/settings-files.js";
import type { ToolFolders } from "../config/tool-folders.js";
import type { Profile } from "../profiles/profile.js";
import type { WireFormat } from "../transports/transport.js";
import { DESTINATION_SETTINGS } from "./destination.js";
import type { ProcessInputs } from "./host-process.js";
import { isSettingName, listAliases, type TelemetryOptions } from "./telemetry-options.js";

interface SettingsLocations {
  readonly folders: ToolFolders | undefined;
  readonly trustFile: string | undefined;
  readonly wire: WireFormat;
}

/** Reads every source of settings; the community's project has settings of its own, where that is the one in force. */
export function readSettings(
  profile: Profile,
  { overrides = {}, ...options }: TelemetryOptions,
  { env, cwd }: ProcessInputs,
  { folders, trustFile, wire }: SettingsLocations,
): { readonly resolved: ResolvedSettings; readonly isCommunityProject: boolean } {
  const { tool, defaults, community } = profile;
  const personFile = folders && join(folders.config, `${tool}.toml`);
  const sources = {
    tool,
    aliases: listAliases(profile),
    options: pickSettings(options),
    overrides: pickSettings(overrides),
    env,
    files: readFiles({ tool, personFile, trustFile }, cwd),
    destination: DESTINATION_SETTINGS[wire],
    defaults: pickSettings(defaults),
  };
  const resolvedWithoutCommunity = resolveSettings(sources);
  const isCommunityProject =
    community !== undefined && findGoogleProject(resolvedWithoutCommunity, sources) === community.gcpProject;
  const resolved = isCommunityProject
    ? resolveSettings({ ...sources, defaults: { ...sources.defaults, ...community.defaults } })
    : resolvedWithoutCommunity;
  return { resolved, isCommunityProject };
}

/** The Google project of the destination in force. Of an author's it counts even beside an endpoint, whose limits are the project's. */
function findGoogleProject(
  { settings, destinationParty }: ResolvedSettings,
  { overrides, options, defaults }: Pick<SettingsSources, "overrides" | "options" | "defaults">,
): unknown {
  const isPersons = destinationParty === "person" || destinationParty === "project";
  return isPersons
    ? settings.gcpProject
    : (overrides.gcpProject ?? options.gcpProject ?? defaults.gcpProject);
}

/** Where the working directory is gone, nobody knows what its repository turns off: that counts as a file that cannot be used. */
function readFiles(folders: Omit<SettingsFolders, "cwd">, cwd: ProcessInputs["cwd"]): SettingsFile[] {
  try {
    return readSettingsFiles({ ...folders, cwd: cwd() });
  } catch {
    return [{ kind: "unreadable", path: "the working directory, which is gone," }];
  }
}

/** The author is warned of other names, which do no harm. */
function pickSettings(options: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(options).filter(([name]) => isSettingName(name)));
}
