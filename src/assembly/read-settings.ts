/** Reads every source of a tool's settings. */
import { join } from "node:path";
import { readSettingsFiles } from "../config/files.js";
import type { Folders } from "../config/paths.js";
import { type Resolved, resolveSettings } from "../config/resolve.js";
import type { Profile } from "../profiles/profile.js";
import type { Wire } from "../transports/transport.js";
import { aliasesOf, isSettingName, type TelemetryOptions } from "./author-options.js";
import { DESTINATION_SETTINGS } from "./destination.js";
import type { ProcessInputs } from "./here.js";

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
    files: readSettingsFiles({ tool, cwd: cwd(), personFile, trustFile }),
    destination: DESTINATION_SETTINGS[wire],
  };
  const found = resolveSettings({ ...sources, defaults: { ...defaults } });
  const isShared = community !== undefined && found.settings.gcpProject === community.gcpProject;
  const resolved = isShared
    ? resolveSettings({ ...sources, defaults: { ...defaults, ...community.defaults } })
    : found;
  return { resolved, isShared };
}

/** The author is warned of other names, which do no harm. */
function pickSettings(options: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(options).filter(([name]) => isSettingName(name)));
}
