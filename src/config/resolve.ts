/** Makes one set of settings of everything that was found, with the source of each and the problems met. */
import { type Alias, asksNotToTrack, type Environment, readEnvironment } from "./environment.js";
import type { SettingsFile } from "./files.js";
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
  readonly files: readonly SettingsFile[];
  /** Options in code, camelCase. */
  readonly options: Readonly<Record<string, unknown>>;
}

export function resolveSettings(sources: Sources): Resolved {
  const { files, env } = sources;
  const { candidates, problems } = judged(findingsOf(sources));
  const { values, provenance } = chosenOf(candidates);
  const disabled = disabledIn(candidates);
  return {
    settings: { ...values, disableTelemetry: disabled.is } as unknown as Settings, // every name was given what its form read, or its default
    provenance: provenance as Resolved["provenance"], // the same loop fills it
    problems,
    read: files.flatMap((file) => (file.kind === "read" ? [file.path] : [])),
    unreadable: files.flatMap((file) => (file.kind === "unreadable" ? [file.path] : [])),
    doNotTrack: asksNotToTrack(env),
    disabledBy: disabled.by,
    enabledExplicitly: disabled.contradictedBy !== undefined,
    enabledBy: disabled.contradictedBy,
  };
}

/** Everything that was found, in order of precedence. */
function findingsOf({ tool, aliases, defaults, env, files, options }: Sources): Finding[] {
  return [
    ...readOptions(options, (name) => ({ kind: "option", label: `option ${name}` })),
    ...readEnvironment(env, tool, aliases),
    ...files.flatMap((file) => (file.kind === "read" ? file.findings : [])),
    ...readOptions(defaults, () => ({ kind: "default", label: `profile ${tool}` })),
  ];
}

type Candidates = ReadonlyMap<SettingName, readonly Candidate[]>;

/** What each setting might be, best first, and what is wrong with what was found. */
function judged(findings: readonly Finding[]): {
  readonly candidates: Candidates;
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const candidates = new Map<SettingName, Candidate[]>();
  for (const { key, raw, source } of findings) {
    const name = nameOf(key);
    if (name === undefined) {
      const expected = `one of ${SETTING_NAMES.map(keyOf).join(", ")}`;
      problems.push({ key: printable(key), source, expected });
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
    const isAlias = key !== keyOf(name);
    const candidate = { value: value ?? PRIVATE_ANSWER[name], source, isReadable, isAlias };
    candidates.set(name, [...(candidates.get(name) ?? []), candidate]);
  }
  for (const [name, found] of candidates) candidates.set(name, ranked(found));
  return { candidates, problems };
}

function chosenOf(candidates: Candidates): {
  readonly values: Readonly<Record<string, unknown>>;
  readonly provenance: Readonly<Record<string, Source>>;
} {
  const values: Record<string, unknown> = {};
  const provenance: Record<string, Source> = {};
  for (const name of SETTING_NAMES) {
    const found = candidates.get(name) ?? [];
    const chosen = (name === "toolsOverPrivacy" ? personsRefusal(found) : undefined) ?? found[0];
    values[name] = chosen?.value ?? SETTINGS[name].default;
    const isDefault = chosen === undefined || (!chosen.isReadable && chosen.value === undefined);
    provenance[name] = isDefault ? DEFAULT_SOURCE : chosen.source;
  }
  return { values, provenance };
}

/** One no is enough, be it of whatever source; only the environment overrides a file's. */
function disabledIn(candidates: Candidates): {
  readonly is: boolean;
  /** The first that says so. */
  readonly by: Source | undefined;
  /** What in the environment says that it is not. */
  readonly contradictedBy: Source | undefined;
} {
  const found = candidates.get("disableTelemetry") ?? [];
  const byEnvironment = found.find(({ source }) => source.kind === "environment");
  const isContradicted = byEnvironment?.value === false;
  const isNo = ({ value, source }: Candidate) => value === true && !(isContradicted && isFile(source));
  return {
    is: found.some(isNo),
    by: found.find((candidate) => candidate.isReadable && isNo(candidate))?.source,
    contradictedBy: isContradicted ? byEnvironment.source : undefined,
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
