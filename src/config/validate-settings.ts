/** Validates the values that the sources give, and lists those that cannot be used. */

import { suggestNames } from "../internal/nearest-name.js";
import { escapeForTerminal } from "../internal/terminal-text.js";
import type { Candidate, Candidates } from "./precedence.js";
import { findSettingName, SETTING_NAMES, SETTINGS, toSettingKey } from "./setting-definitions.js";
import type { RawSetting, SettingName, SettingSource } from "./settings.js";

/** A value that cannot be used. The value itself is not stored, because it may be a key in the wrong place. */
export interface SettingProblem {
  readonly key: string;
  readonly source: SettingSource;
  /** Completes the sentence "<key> …", such as "is not true or false". */
  readonly complaint: string;
}

export function formatProblem({ key, source, complaint }: SettingProblem): string {
  return `${key} (${source.label}) ${complaint}`;
}

/** The number of problems that are reported at once, because a file may cause thousands. */
const MAX_PROBLEMS = 3;
const MAX_PRINTED_KEY_CHARACTERS = 64;

/** The longest value of a setting. It bounds the time that validators take. */
const MAX_VALUE_CHARACTERS = 2048;

/**
 * The values that replace invalid ones. They send less, except for `dryRun`: an invalid `dry_run` must not count as printing,
 * which needs no consent.
 */
const FALLBACKS: Partial<Record<SettingName, unknown>> = {
  disableTelemetry: true,
  toolsOverPrivacy: false,
  dryRun: false,
};

/** Returns the possible values of each setting, and at most three problems. */
export function validateSettings(rawSettings: readonly RawSetting[]): {
  readonly candidates: Candidates;
  readonly problems: readonly SettingProblem[];
} {
  const problems: SettingProblem[] = [];
  const candidates = new Map<SettingName, Candidate[]>();
  for (const { key, raw, source } of rawSettings) {
    const name = findSettingName(key);
    if (name === undefined) {
      problems.push({ key: formatUnknownKey(key), source, complaint: describeUnknownKey(key) });
      continue;
    }
    const { expected, notInProjectFile } = SETTINGS[name];
    // Only for trusted files: in an untrusted one, such a setting has no effect anyway.
    if (source.kind === "project" && source.isUntrusted !== true && notInProjectFile !== undefined) {
      const complaint = `is not allowed in a project's file, ${notInProjectFile}`;
      problems.push({ key, source, complaint });
      continue;
    }
    const value = parseSetting(name, raw);
    const isValid = value !== undefined;
    if (!isValid) problems.push({ key, source, complaint: `is not ${expected}` });
    const isAlias = key !== toSettingKey(name);
    const candidate = { value: value ?? FALLBACKS[name], source, isValid, isAlias };
    candidates.set(name, [...(candidates.get(name) ?? []), candidate]);
  }
  return { candidates, problems: problems.slice(0, MAX_PROBLEMS) };
}

/** Completes the sentence "<key> …". There are too many settings to list them in a warning. */
function describeUnknownKey(key: string): string {
  const suggestion = suggestNames(key, SETTING_NAMES.map(toSettingKey));
  return `is not a setting (${suggestion || "docs/SETTINGS.md lists them"})`;
}

/** Formats a key on one line. An empty key, or blanks around it, would be invisible without quotation marks. */
export function formatUnknownKey(key: string): string {
  const printed = escapeForTerminal(key).slice(0, MAX_PRINTED_KEY_CHARACTERS);
  return printed === "" || printed.trim() !== printed ? `"${printed}"` : printed;
}

/** Returns undefined for an invalid value. */
function parseSetting(name: SettingName, raw: unknown): unknown {
  const isTooLong = typeof raw === "string" && raw.length > MAX_VALUE_CHARACTERS;
  return isTooLong ? undefined : SETTINGS[name].parse(raw);
}
