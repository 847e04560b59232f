/** Makes one set of settings of everything that was found, with the source of each and the problems met. */

import { escapeForTerminal } from "../internal/terminal-text.js";
import { type Alias, type Environment, readEnvironment } from "./environment.js";
import { isDoNotTrackSet, readEnvironmentConsent } from "./environment-consent.js";
import { findIgnoredProjectSettings, type IgnoredProjectSettings } from "./ignored-requests.js";
import { type Candidate, type Candidates, type Party, selectSettings } from "./precedence.js";
import {
  findSettingName,
  SETTING_NAMES,
  SETTINGS,
  type SettingName,
  type Settings,
  toSettingKey,
} from "./setting-definitions.js";
import { DEFAULT_SOURCE, type RawSetting, type SettingSource } from "./setting-source.js";
import type { SettingsFile } from "./settings-files.js";

/** A value that cannot be used. The value itself is not kept: it may be a key put in the wrong place. */
export interface SettingProblem {
  readonly key: string;
  readonly source: SettingSource;
  readonly expected: string;
}

export function formatProblem({ key, source, expected }: SettingProblem): string {
  return `${key} (${source.label}) is not ${expected}`;
}

export interface ResolvedSettings {
  readonly settings: Settings;
  readonly provenance: { readonly [N in SettingName]: SettingSource };
  readonly problems: readonly SettingProblem[];
  /** Files that are there: what they say is among the settings. */
  readonly filesRead: readonly string[];
  /** Files that are there and cannot be used as settings. */
  readonly unreadableFiles: readonly string[];
  readonly doNotTrack: boolean;
  /** The first source that says `disable_telemetry`, unless the environment overrides it. */
  readonly disabledBy: SettingSource | undefined;
  /** A variable that turns telemetry on. */
  readonly enabledBy: SettingSource | undefined;
  /** `…DISABLE_TELEMETRY=false` in the environment, which overrides files and the person's saved choice. */
  readonly overriddenBy: SettingSource | undefined;
  /** Who names where data is sent; undefined where nobody does. */
  readonly destinationParty: Party | undefined;
  /** Settings of an untrusted project's file that were ignored; undefined where there are none. */
  readonly ignored: IgnoredProjectSettings | undefined;
}

/** Everything that may give a setting. */
export interface SettingsSources {
  readonly tool: string;
  readonly aliases: readonly Alias[];
  /** Settings that the tool's profile gives, camelCase. */
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly env: Environment;
  readonly files: readonly SettingsFile[];
  /** The author's options in code, camelCase: defaults for everybody. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The author's options that win over the person's, camelCase. */
  readonly overrides: Readonly<Record<string, unknown>>;
  /** The settings that name where data is sent; they are taken from one party together. */
  readonly destination: readonly SettingName[];
}

export function resolveSettings(sources: SettingsSources): ResolvedSettings {
  const { files, env, tool, aliases } = sources;
  const { candidates, problems } = validateSettings(collectSettings(sources));
  const { values, provenance, destinationParty } = selectSettings(candidates, sources.destination);
  const consent = readEnvironmentConsent(env, tool, aliases);
  const disabling = findDisablingCandidates(candidates, consent.overrideBy !== undefined);
  const disabledBy = consent.offBy ?? disabling.find(({ isReadable }) => isReadable)?.source;
  const disableTelemetry = consent.offBy !== undefined || disabling.length > 0;
  const settings = { ...values, disableTelemetry } as unknown as Settings; // selectSettings sets every name
  return {
    settings,
    provenance: {
      ...provenance,
      disableTelemetry: disabledBy ?? disabling[0]?.source ?? consent.overrideBy ?? DEFAULT_SOURCE,
    } as ResolvedSettings["provenance"], // selectSettings sets every name
    problems,
    filesRead: files.flatMap((file) => (file.kind === "read" ? [file.path] : [])),
    unreadableFiles: files.flatMap((file) => (file.kind === "unreadable" ? [file.path] : [])),
    doNotTrack: isDoNotTrackSet(env),
    disabledBy,
    enabledBy: consent.onBy,
    overriddenBy: consent.overrideBy,
    destinationParty,
    ignored: findIgnoredProjectSettings(files, candidates, settings),
  };
}

function collectSettings({
  tool,
  aliases,
  defaults,
  env,
  files,
  options,
  overrides,
}: SettingsSources): RawSetting[] {
  return [
    ...toRawSettings(overrides, (name) => ({ kind: "override", label: `option overrides.${name}` })),
    ...readEnvironment(env, tool, aliases),
    ...files.flatMap((file) => (file.kind === "read" ? file.settings : [])),
    ...toRawSettings(options, (name) => ({ kind: "option", label: `option ${name}` })),
    ...toRawSettings(defaults, () => ({ kind: "default", label: `profile ${tool}` })),
  ];
}

function toRawSettings(
  options: Readonly<Record<string, unknown>>,
  nameSource: (name: string) => SettingSource,
): RawSetting[] {
  return Object.entries(options)
    .filter(([, raw]) => raw !== undefined)
    .map(([name, raw]) => ({ key: toSettingKey(name), raw, source: nameSource(name) }));
}

/** Returns what each setting might be, and what is wrong with what was found. */
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
      problems.push({ key: escapeForTerminal(key).slice(0, MAX_PRINTED_KEY), source, expected });
      continue;
    }
    const { parse, expected, notInProjectFile } = SETTINGS[name];
    if (source.kind === "project" && source.isUntrusted !== true && notInProjectFile !== undefined) {
      problems.push({ key, source, expected: `allowed in a project's file, ${notInProjectFile}` });
      continue;
    }
    const value = isTooLong(raw) ? undefined : parse(raw);
    const isReadable = value !== undefined;
    if (!isReadable) problems.push({ key, source, expected });
    const isAlias = key !== toSettingKey(name);
    const candidate = { value: value ?? PRIVACY_SAFE_FALLBACKS[name], source, isReadable, isAlias };
    candidates.set(name, [...(candidates.get(name) ?? []), candidate]);
  }
  return { candidates, problems: problems.slice(0, MAX_PROBLEMS) };
}

/** A file may hold thousands; whoever mends these sees the next. */
const MAX_PROBLEMS = 3;

/** No setting is longer. What reads a value need not be quick for any length. */
const MAX_VALUE_CHARACTERS = 2048;

function isTooLong(raw: unknown): boolean {
  return typeof raw === "string" && raw.length > MAX_VALUE_CHARACTERS;
}

/** A setting that cannot be read counts as the more private of its values. */
const PRIVACY_SAFE_FALLBACKS: Partial<Record<SettingName, unknown>> = {
  disableTelemetry: true,
  toolsOverPrivacy: false,
  debug: false,
};

/** One "off" is enough, whatever source it is of; the environment alone overrides a file's. */
function findDisablingCandidates(candidates: Candidates, isOverridden: boolean): Candidate[] {
  const found = candidates.get("disableTelemetry") ?? [];
  return found.filter(({ value, source }) => value === true && !(isOverridden && isFromFile(source)));
}

function isFromFile({ kind }: SettingSource): boolean {
  return kind === "project" || kind === "person";
}

/** Longer keys are cut where they are printed. */
const MAX_PRINTED_KEY = 64;
