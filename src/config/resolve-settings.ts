/** Resolves the settings from all sources, and lists the source of each value and the problems. */

import { type Environment, readEnvironment, type ToolVariables } from "./environment.js";
import { type EnvironmentConsent, readEnvironmentConsent } from "./environment-consent.js";
import {
  type Candidate,
  type Candidates,
  type Party,
  type Provenance,
  selectSettings,
} from "./precedence.js";
import type { ProjectTrust } from "./project-trust.js";
import { isSettingOption, SETTING_NAMES, toSettingKey } from "./setting-definitions.js";
import {
  DEFAULT_SOURCE,
  type RawSetting,
  type SettingName,
  type SettingSource,
  type Settings,
} from "./settings.js";
import type { SettingsFile, UnreadableFile } from "./settings-files.js";
import { type SettingProblem, validateSettings } from "./validate-settings.js";

/** Settings in code, in camelCase. Their values are not checked yet. Names of other options have no effect. */
type UncheckedSettings = { readonly [N in SettingName]?: unknown };

/** All sources of settings. */
export interface SettingsSources extends ToolVariables {
  /** The settings of the tool's profile. */
  readonly defaults: UncheckedSettings;
  readonly env: Environment;
  readonly files: readonly SettingsFile[];
  /** The author's options, which are defaults for everybody. */
  readonly options: UncheckedSettings;
  /** The author's options that win over the person's. */
  readonly overrides: UncheckedSettings;
  /** The settings that name where data is sent. They are taken from one party together. */
  readonly destinationSettings: readonly SettingName[];
}

export interface ResolvedSettings extends EnvironmentConsent {
  readonly settings: Settings;
  readonly provenance: Provenance;
  /** At most three problems are listed. */
  readonly problems: readonly SettingProblem[];
  readonly filesRead: readonly string[];
  /** The files that exist and cannot be used. */
  readonly unreadableFiles: readonly UnreadableFile[];
  /** The first source that turns telemetry off. A file does not count if a variable forces telemetry on. */
  readonly disabledBy: SettingSource | undefined;
  /** The party that names the destination. Undefined if no party does. */
  readonly destinationParty: Party | undefined;
  /** Settings of an untrusted project's file that were ignored. Undefined if there are none. */
  readonly ignoredProjectSettings: IgnoredProjectSettings | undefined;
}

export function resolveSettings(sources: SettingsSources): ResolvedSettings {
  const { tool, env, files, options, overrides, defaults } = sources;
  const consent = readEnvironmentConsent(env, sources);
  const { candidates, problems } = validateSettings([
    ...toRawSettings(overrides, (name) => ({ kind: "override", label: `option overrides.${name}` })),
    ...readEnvironment(env, sources),
    ...files.flatMap((file) => (file.kind === "read" ? file.settings : [])),
    ...toRawSettings(options, (name) => ({ kind: "option", label: `option ${name}` })),
    ...toRawSettings(defaults, () => ({ kind: "default", label: `profile ${tool}` })),
  ]);
  const selection = selectSettings(candidates, sources.destinationSettings);
  const disableTelemetry = resolveDisableTelemetry(candidates.get("disableTelemetry") ?? [], consent);
  const settings = { ...selection.settings, disableTelemetry: disableTelemetry.value };
  return {
    settings,
    provenance: { ...selection.provenance, disableTelemetry: disableTelemetry.source },
    problems,
    filesRead: files.flatMap((file) => (file.kind === "read" ? [file.path] : [])),
    unreadableFiles: files.flatMap((file) =>
      file.kind === "unreadable" ? [{ path: file.path, error: file.error }] : [],
    ),
    ...consent,
    disabledBy: disableTelemetry.disabledBy,
    destinationParty: selection.destinationParty,
    ignoredProjectSettings: findIgnoredProjectSettings(files, candidates, settings),
  };
}

/** The value of `disable_telemetry`, for which other rules of precedence hold. */
interface DisableTelemetry {
  readonly value: boolean;
  readonly source: SettingSource;
  /** See `ResolvedSettings`. */
  readonly disabledBy: SettingSource | undefined;
}

/** Any source can turn telemetry off. A variable can force it on against files, but not against the author's options. */
function resolveDisableTelemetry(
  candidates: readonly Candidate[],
  { disabledBy: disablingVariable, forcedOnBy }: EnvironmentConsent,
): DisableTelemetry {
  const disabling = candidates.filter(({ value, source: { kind } }) => {
    const isForcedOn = forcedOnBy !== undefined && (kind === "project" || kind === "person");
    return value === true && !isForcedOn;
  });
  // An invalid value turns telemetry off, too, but it is reported as a mistake.
  const disabledBy = disablingVariable ?? disabling.find(({ isValid }) => isValid)?.source;
  return {
    value: disablingVariable !== undefined || disabling.length > 0,
    source: disabledBy ?? disabling[0]?.source ?? forcedOnBy ?? DEFAULT_SOURCE,
    disabledBy,
  };
}

function toRawSettings(options: UncheckedSettings, toSource: (name: string) => SettingSource): RawSetting[] {
  return Object.entries(options)
    .filter(([name, raw]) => raw !== undefined && isSettingOption(name))
    .map(([name, raw]) => ({ key: toSettingKey(name), raw, source: toSource(name) }));
}

/** Settings of a project's file that are ignored, because the person has not trusted the file. */
export interface IgnoredProjectSettings
  extends Pick<ProjectTrust, "untrustableReason" | "record" | "digest"> {
  readonly path: string;
  /** The ignored settings in snake_case. A key is not listed if its value has no effect anyway. */
  readonly keys: readonly string[];
}

function findIgnoredProjectSettings(
  files: readonly SettingsFile[],
  candidates: Candidates,
  settings: Settings,
): IgnoredProjectSettings | undefined {
  for (const file of files) {
    if (file.kind !== "read" || file.trust === undefined || file.trust.isTrusted) continue;
    const sources = new Set(file.settings.map(({ source }) => source));
    const ignored = SETTING_NAMES.filter(
      (name) =>
        name !== "disableTelemetry" && // no file turns telemetry on
        candidates.get(name)?.some(({ source, value }) => sources.has(source) && value !== settings[name]),
    );
    if (ignored.length === 0) continue;
    const { untrustableReason, record, digest } = file.trust;
    return { path: file.path, keys: ignored.map(toSettingKey), untrustableReason, record, digest };
  }
  return undefined;
}
