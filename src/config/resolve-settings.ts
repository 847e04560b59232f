/** Resolves the settings from all sources, and lists the source of each value and the problems. */

import { escapeForTerminal } from "../internal/terminal-text.js";
import {
  type Environment,
  type EnvironmentConsent,
  readEnvironment,
  readEnvironmentConsent,
  type ToolVariables,
} from "./environment.js";
import { type Candidate, type Candidates, type Party, selectSettings } from "./precedence.js";
import { findSettingName, SETTING_NAMES, SETTINGS, toSettingKey } from "./setting-definitions.js";
import {
  DEFAULT_SOURCE,
  type RawSetting,
  type SettingName,
  type SettingSource,
  type Settings,
} from "./settings.js";
import type { ProjectTrust, SettingsFile } from "./settings-files.js";

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
  readonly provenance: { readonly [N in SettingName]: SettingSource };
  /** At most three problems are listed. */
  readonly problems: readonly SettingProblem[];
  readonly filesRead: readonly string[];
  /** The files that exist and cannot be used. */
  readonly unreadableFiles: readonly string[];
  /** The first source that sets `disable_telemetry`, unless the environment overrides it. */
  readonly disabledBy: SettingSource | undefined;
  /** The party that names the destination. Undefined if no party does. */
  readonly destinationParty: Party | undefined;
  /** Settings of an untrusted project's file that were ignored. Undefined if there are none. */
  readonly ignoredProjectSettings: IgnoredProjectSettings | undefined;
}

/** A value that cannot be used. The value itself is not stored, because it may be a key in the wrong place. */
export interface SettingProblem {
  readonly key: string;
  readonly source: SettingSource;
  /** Completes the sentence "<key> is not …". */
  readonly expected: string;
}

export function formatProblem({ key, source, expected }: SettingProblem): string {
  return `${key} (${source.label}) is not ${expected}`;
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
  const { values, provenance, destinationParty } = selectSettings(candidates, sources.destinationSettings);
  // Any source can turn telemetry off. Only the environment overrides a file that does.
  const disabling = (candidates.get("disableTelemetry") ?? []).filter(({ value, source: { kind } }) => {
    const isOverridden = consent.forcedOnBy !== undefined && (kind === "project" || kind === "person");
    return value === true && !isOverridden;
  });
  const disabledBy = consent.disabledBy ?? disabling.find(({ isReadable }) => isReadable)?.source;
  const disableTelemetry = consent.disabledBy !== undefined || disabling.length > 0;
  const settings = { ...values, disableTelemetry } as unknown as Settings; // selectSettings sets every name
  return {
    settings,
    provenance: {
      ...provenance,
      disableTelemetry: disabledBy ?? disabling[0]?.source ?? consent.forcedOnBy ?? DEFAULT_SOURCE,
    } as ResolvedSettings["provenance"], // selectSettings sets every name
    problems,
    filesRead: files.flatMap((file) => (file.kind === "read" ? [file.path] : [])),
    unreadableFiles: files.flatMap((file) => (file.kind === "unreadable" ? [file.path] : [])),
    ...consent,
    disabledBy,
    destinationParty,
    ignoredProjectSettings: findIgnoredProjectSettings(files, candidates, settings),
  };
}

function toRawSettings(options: UncheckedSettings, toSource: (name: string) => SettingSource): RawSetting[] {
  return Object.entries(options)
    .filter(([name, raw]) => raw !== undefined && Object.hasOwn(SETTINGS, name))
    .map(([name, raw]) => ({ key: toSettingKey(name), raw, source: toSource(name) }));
}

/** The number of problems that are reported at once, because a file may cause thousands. */
const MAX_PROBLEMS = 3;
const MAX_PRINTED_KEY_CHARACTERS = 64;

/** The longest value of a setting. It bounds the time that validators take. */
const MAX_VALUE_CHARACTERS = 2048;

/** An invalid value of these settings is replaced by the more private one. */
const PRIVACY_SAFE_FALLBACKS: Partial<Record<SettingName, unknown>> = {
  disableTelemetry: true,
  toolsOverPrivacy: false,
  debug: false,
};

/** Returns the possible values of each setting, and the problems. */
function validateSettings(rawSettings: readonly RawSetting[]): {
  readonly candidates: Candidates;
  readonly problems: readonly SettingProblem[];
} {
  const problems: SettingProblem[] = [];
  const candidates = new Map<SettingName, Candidate[]>();
  for (const { key, raw, source } of rawSettings) {
    const name = findSettingName(key);
    if (name === undefined) {
      const expected = `one of ${SETTING_NAMES.map(toSettingKey).join(", ")}`;
      problems.push({ key: escapeForTerminal(key).slice(0, MAX_PRINTED_KEY_CHARACTERS), source, expected });
      continue;
    }
    const { parse, expected, notInProjectFile } = SETTINGS[name];
    if (source.kind === "project" && source.isUntrusted !== true && notInProjectFile !== undefined) {
      problems.push({ key, source, expected: `allowed in a project's file, ${notInProjectFile}` });
      continue;
    }
    const isTooLong = typeof raw === "string" && raw.length > MAX_VALUE_CHARACTERS;
    const value = isTooLong ? undefined : parse(raw);
    const isReadable = value !== undefined;
    if (!isReadable) problems.push({ key, source, expected });
    const isAlias = key !== toSettingKey(name);
    const candidate = { value: value ?? PRIVACY_SAFE_FALLBACKS[name], source, isReadable, isAlias };
    candidates.set(name, [...(candidates.get(name) ?? []), candidate]);
  }
  return { candidates, problems: problems.slice(0, MAX_PROBLEMS) };
}

/** Settings of a project's file that are ignored, because the person has not trusted the file. */
export interface IgnoredProjectSettings
  extends Pick<ProjectTrust, "untrustableReason" | "record" | "digest"> {
  readonly path: string;
  /** The ignored keys, as in the file. A key is not listed if its value has no effect anyway. */
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
