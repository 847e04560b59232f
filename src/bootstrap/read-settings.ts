/** Reads every source of a tool's settings. */
import { join } from "node:path";
import { type Resolved, resolveSettings, type Sources } from "../config/resolve-settings.js";
import { readSettingsFiles, type SettingsFile, type SettingsFolders } from "../config/settings-files.js";
import type { Folders } from "../config/tool-folders.js";
import type { Profile } from "../profiles/profile.js";
import type { Wire } from "../transports/transport.js";
import { aliasesOf, isSettingName, type TelemetryOptions } from "./author-options.js";
import { DESTINATION_SETTINGS } from "./destination.js";
import type { ProcessInputs } from "./host-process.js";

interface SettingsPlaces {
  readonly folders: Folders | undefined;
  readonly trustFile: string | undefined;
  readonly wire: Wire;
}

/** Reads every source of settings; the community's project has settings of its own, where that is the one in force. */
export function readSettings(
  identity: Profile,
  { overrides = {}, ...options }: TelemetryOptions,
  { env, cwd }: ProcessInputs,
  { folders, trustFile, wire }: SettingsPlaces,
): { readonly resolved: Resolved; readonly isShared: boolean } {
  const { tool, defaults, community } = identity;
  const personFile = folders && join(folders.config, `${tool}.toml`);
  const sources = {
    tool,
    aliases: aliasesOf(identity),
    options: pickSettings(options),
    overrides: pickSettings(overrides),
    env,
    files: readFiles({ tool, personFile, trustFile }, cwd),
    destination: DESTINATION_SETTINGS[wire],
    defaults: pickSettings(defaults),
  };
  const found = resolveSettings(sources);
  const isShared = community !== undefined && namesProject(found, sources) === community.gcpProject;
  const resolved = isShared
    ? resolveSettings({ ...sources, defaults: { ...sources.defaults, ...community.defaults } })
    : found;
  return { resolved, isShared };
}

/** The Google project of the destination in force. Of an author's it counts even beside an endpoint, whose limits are the project's. */
function namesProject(
  { settings, destinationParty }: Resolved,
  { overrides, options, defaults }: Pick<Sources, "overrides" | "options" | "defaults">,
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
