/** Makes one set of settings of everything that was found, with the source of each and the problems met. */
import { type Alias, asksNotToTrack, type Environment, readEnvironment } from "./environment.js";
import type { Reading } from "./files.js";
import { keyOf, nameOf, SETTING_NAMES, SETTINGS, type SettingName, type Settings } from "./settings.js";
import { DEFAULT_SOURCE, type Finding, type Source } from "./source.js";

/** A value that cannot be used. The value itself is not kept: it may be a key put in the wrong place. */
export interface Problem {
  readonly key: string;
  readonly source: Source;
  readonly expected: string;
}

export function problemText({ key, source, expected }: Problem): string {
  return `${key} (${source.label}) is not ${expected}`;
}

export interface Resolved {
  readonly settings: Settings;
  readonly provenance: { readonly [N in SettingName]: Source };
  readonly problems: readonly Problem[];
  /** Files that are there: what they say is among the settings. */
  readonly read: readonly string[];
  /** Files that are there and cannot be read as settings. */
  readonly unreadable: readonly string[];
  readonly doNotTrack: boolean;
  /** The first source that says `disable_telemetry`, whether or not something overrides it. */
  readonly disabledBy: Source | undefined;
  /** The environment says `disable_telemetry = false`, which overrides files and the person's saved choice. */
  readonly enabledExplicitly: boolean;
  /** What says it. */
  readonly enabledBy: Source | undefined;
}

/** What says how a setting is. */
export interface Sources {
  readonly tool: string;
  readonly aliases: readonly Alias[];
  /** Settings that the tool's profile gives, camelCase. */
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly env: Environment;
  readonly readings: readonly Reading[];
  /** Options in code, camelCase. */
  readonly options: Readonly<Record<string, unknown>>;
}

export function resolveSettings(sources: Sources): Resolved {
  const { tool, aliases, defaults, env, readings, options } = sources;
  // In order of precedence.
  const findings: Finding[] = [
    ...readOptions(options, (name) => ({ kind: "option", label: `option ${name}` })),
    ...readEnvironment(env, tool, aliases),
    ...readings.flatMap((reading) => (reading.kind === "read" ? reading.findings : [])),
    ...readOptions(defaults, () => ({ kind: "default", label: `profile ${tool}` })),
  ];

  const problems: Problem[] = [];
  const candidates = new Map<SettingName, Candidate[]>();
  for (const { key, raw, source } of findings) {
    const name = nameOf(key);
    if (name === undefined) {
      problems.push({
        key: printable(key),
        source,
        expected: `one of ${SETTING_NAMES.map(keyOf).join(", ")}`,
      });
      continue;
    }
    const whyNot = source.kind === "project" ? NOT_THE_PROJECTS[name] : undefined;
    if (whyNot !== undefined) {
      problems.push({ key, source, expected: `allowed in a project's file, ${whyNot}` });
      continue;
    }
    const { read, expected } = SETTINGS[name];
    const value = read(raw);
    const isReadable = value !== undefined;
    if (!isReadable) problems.push({ key, source, expected });
    const candidate = {
      value: value ?? PRIVATE_ANSWER[name],
      source,
      isReadable,
      isAlias: key !== keyOf(name),
    };
    candidates.set(name, [...(candidates.get(name) ?? []), candidate]);
  }

  const values: Record<string, unknown> = {};
  const provenance: Record<string, Source> = {};
  for (const name of SETTING_NAMES) {
    const found = ranked(candidates.get(name) ?? []);
    const chosen = (name === "toolsOverPrivacy" ? personsRefusal(found) : undefined) ?? found[0];
    values[name] = chosen?.value ?? SETTINGS[name].default;
    const isDefault = chosen === undefined || (!chosen.isReadable && chosen.value === undefined);
    provenance[name] = isDefault ? DEFAULT_SOURCE : chosen.source;
  }

  const off = ranked(candidates.get("disableTelemetry") ?? []);
  const byEnvironment = off.find(({ source }) => source.kind === "environment");
  const enabledExplicitly = byEnvironment?.value === false;
  const isNo = ({ value, source }: Candidate) => value === true && !(enabledExplicitly && isFile(source));
  return {
    settings: { ...values, disableTelemetry: off.some(isNo) } as unknown as Settings, // every name was given what its form read, or its default
    provenance: provenance as Resolved["provenance"], // the same loop fills it
    problems,
    read: readings.flatMap((reading) => (reading.kind === "read" ? [reading.file] : [])),
    unreadable: readings.flatMap((reading) => (reading.kind === "unreadable" ? [reading.file] : [])),
    doNotTrack: asksNotToTrack(env),
    disabledBy: off.find((candidate) => candidate.isReadable && isNo(candidate))?.source,
    enabledExplicitly,
    enabledBy: enabledExplicitly ? byEnvironment?.source : undefined,
  };
}

/** A key of somebody's file is printed on a terminal. */
function printable(key: string): string {
  return key.replace(/\p{Cc}/gu, "\ufffd").slice(0, LONGEST_KEY);
}

const LONGEST_KEY = 64;

interface Candidate {
  readonly value: unknown;
  readonly source: Source;
  readonly isReadable: boolean;
  readonly isAlias: boolean;
}

/** A setting that cannot be read counts as the more private of its answers. */
const PRIVATE_ANSWER: Partial<Record<SettingName, unknown>> = {
  disableTelemetry: true,
  toolsOverPrivacy: false,
  debug: false,
};

/** What a repository that somebody cloned has no say in. */
const NOT_THE_PROJECTS: Partial<Record<SettingName, string>> = {
  salt: "where others can read it",
  receipts: "for they are the person's",
};

function readOptions(
  options: Readonly<Record<string, unknown>>,
  sourceOf: (name: string) => Source,
): Finding[] {
  return Object.entries(options)
    .filter(([, raw]) => raw !== undefined)
    .map(([name, raw]) => ({
      key: keyOf(name),
      raw,
      source: sourceOf(name),
    }));
}

/** The order found is the order of precedence; within one source a key's own name comes before its aliases. */
function ranked(found: readonly Candidate[]): Candidate[] {
  const rank = ({ source, isAlias }: Candidate) => PRECEDENCE.indexOf(source.kind) * 2 + Number(isAlias);
  return [...found].sort((a, b) => rank(a) - rank(b));
}

const PRECEDENCE = ["option", "environment", "project", "person", "default"];

/** Nobody opts a person in who said no, be it the tool's author or a project; their environment speaks before their file. */
function personsRefusal(found: readonly Candidate[]): Candidate | undefined {
  const own = found.find(({ source }) => source.kind === "environment" || source.kind === "person");
  return own?.value === false ? own : undefined;
}

function isFile({ kind }: Source): boolean {
  return kind === "project" || kind === "person";
}
