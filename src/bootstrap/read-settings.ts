/** Reads a tool's settings and limits, which have other defaults if the destination is the shared Google project. */
import { type ResolvedSettings, resolveSettings, type SettingsSources } from "../config/resolve-settings.js";
import {
  readSettingsFiles,
  type SettingsFile,
  type SettingsFileLocations,
} from "../config/settings-files.js";
import { readSettingsLayers } from "../config/settings-layers.js";
import type { RateLimits } from "../delivery/admission-control.js";
import { describeFileError } from "../internal/errors.js";
import type { WireFormat } from "../transports/transport.js";
import type { CheckedOptions } from "./check-options.js";
import { DESTINATION_SETTINGS } from "./destination.js";
import type { ProcessInputs } from "./process-inputs.js";

interface SettingsLocations extends Pick<SettingsFileLocations, "personFile" | "trustFile"> {
  readonly wire: WireFormat;
}

interface SettingsAndLimits {
  readonly resolved: ResolvedSettings;
  readonly limits: RateLimits;
}

export function readSettings(
  { options, profile }: CheckedOptions,
  { env, cwd }: ProcessInputs,
  { wire, ...locations }: SettingsLocations,
): SettingsAndLimits {
  const { tool, environment, defaults, community, limits } = profile;
  const files = readFiles({ tool, ...locations }, cwd);
  const sources: SettingsSources = {
    tool,
    variableAliases: environment,
    defaults,
    options,
    overrides: options.overrides ?? {},
    env,
    files: [...files, ...readSettingsLayers(options.settingsLayers ?? [], { ...locations, ownFiles: files })],
    destinationSettings: DESTINATION_SETTINGS[wire],
  };
  const resolved = resolveSettings(sources);
  if (community === undefined || findGoogleProject(resolved, sources) !== community.gcpProject)
    return { resolved, limits: resolveLimits(limits, resolved) };
  const communityDefaults = { ...defaults, ...community.defaults };
  const communitySettings = resolveSettings({ ...sources, defaults: communityDefaults });
  return { resolved: communitySettings, limits: resolveLimits(community.limits, communitySettings) };
}

/** Returns the lower of the tool's limit and the setting `events_per_minute`. The setting's default is ignored. */
function resolveLimits(
  limits: RateLimits | undefined,
  { settings, provenance }: ResolvedSettings,
): RateLimits {
  const { eventsPerMinute } = settings;
  if (limits === undefined) return { perMinute: eventsPerMinute };
  const isSet = provenance.eventsPerMinute.kind !== "default";
  return isSet ? { ...limits, perMinute: Math.min(limits.perMinute, eventsPerMinute) } : limits;
}

/** Stands for the path of a working directory that has none. */
export const WORKING_DIRECTORY = "the working directory";

/**
 * Treats a working directory that was deleted or cannot be read as an unreadable file, because its repository may have turned
 * telemetry off.
 */
function readFiles(locations: Omit<SettingsFileLocations, "cwd">, cwd: ProcessInputs["cwd"]): SettingsFile[] {
  try {
    return readSettingsFiles({ ...locations, cwd: cwd() });
  } catch (error) {
    const unreadable: SettingsFile = {
      kind: "unreadable",
      path: WORKING_DIRECTORY,
      error: describeFileError(error),
    };
    return [unreadable, ...readSettingsFiles({ ...locations, cwd: undefined })];
  }
}

/** Returns the Google project, even if the author also set an endpoint, because the limits belong to the project. */
function findGoogleProject(
  { settings, destinationParty }: ResolvedSettings,
  { overrides, options, defaults }: SettingsSources,
): unknown {
  const isDestinationOfUser = destinationParty === "person" || destinationParty === "project";
  return isDestinationOfUser
    ? settings.gcpProject
    : (overrides.gcpProject ?? options.gcpProject ?? defaults.gcpProject);
}
