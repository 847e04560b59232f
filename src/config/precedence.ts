/**
 * Chooses each setting's value from what several parties ask for.
 *
 * The person wins over a trusted project, and that over the author. Two rules stand above this order: the settings that
 * name where data is sent are taken from one party together, and what makes telemetry more private counts from anybody.
 */
import { SETTING_NAMES, SETTINGS, type SettingName } from "./settings.js";
import { DEFAULT_SOURCE, type Source, type SourceKind } from "./source.js";

/** Who speaks: the person by their environment and their own file, the author by options and the tool's profile. */
export type Party = "override" | "person" | "project" | "author";

/** A value that a setting might have. */
export interface Candidate {
  readonly value: unknown;
  readonly source: Source;
  /** False where the value could not be used, and counts as the more private one. */
  readonly isReadable: boolean;
  /** It was given under another name of the key, which gives way to the key's own. */
  readonly isAlias: boolean;
}

export type Candidates = ReadonlyMap<SettingName, readonly Candidate[]>;

export interface Selection {
  readonly values: Readonly<Record<string, unknown>>;
  readonly provenance: Readonly<Record<string, Source>>;
  readonly destinationParty: Party | undefined;
}

/** @param destination the settings that name where data is sent */
export function selectSettings(candidates: Candidates, destination: readonly SettingName[]): Selection {
  const party = findDestinationParty(candidates, destination);
  const values: Record<string, unknown> = {};
  const provenance: Record<string, Source> = {};
  for (const name of SETTING_NAMES) {
    const found = sortByPrecedence(candidates.get(name) ?? []);
    const allowed = found.filter(({ source }) => source.isUntrusted !== true);
    const chosen = destination.includes(name)
      ? allowed.find(({ source }) => speaksFor(source, party))
      : restrict(name, allowed[0], found);
    values[name] = chosen?.value ?? SETTINGS[name].default;
    const isDefault = chosen === undefined || (!chosen.isReadable && chosen.value === undefined);
    provenance[name] = isDefault ? DEFAULT_SOURCE : chosen.source;
  }
  return { values, provenance, destinationParty: party };
}

/** Returns the first party that names a part of the destination: the other parts are its own too, or this library's defaults. */
function findDestinationParty(
  candidates: Candidates,
  destination: readonly SettingName[],
): Party | undefined {
  const named = destination.flatMap((name) =>
    (candidates.get(name) ?? []).filter(
      ({ source, value }) => source.isUntrusted !== true && value !== NEUTRAL[name],
    ),
  );
  return PARTIES.find((party) => named.some(({ source }) => partyOf(source) === party));
}

const PARTIES: readonly Party[] = ["override", "person", "project", "author"];

/** `exporter = "auto"` leaves open where data is sent. */
const NEUTRAL: Partial<Record<SettingName, unknown>> = { exporter: "auto" };

/** Returns the most private of the chosen value, the person's own, and what a project asks for, be it trusted or not. */
function restrict(
  name: SettingName,
  chosen: Candidate | undefined,
  found: readonly Candidate[],
): Candidate | undefined {
  if (SETTINGS[name].isLowerMorePrivate !== true) return chosen;
  const persons = found.find(({ source }) => partyOf(source) === "person"); // the first: a variable speaks before their file
  const limits = [persons, ...found.filter(({ source }) => source.kind === "project")];
  return limits.reduce(
    (lowest, limit) =>
      limit !== undefined && Number(limit.value) < Number(lowest?.value ?? SETTINGS[name].default)
        ? limit
        : lowest,
    chosen,
  );
}

/** Within one source a key's own name comes before its aliases. */
function sortByPrecedence(found: readonly Candidate[]): Candidate[] {
  const rank = ({ source, isAlias }: Candidate) => PRECEDENCE.indexOf(source.kind) * 2 + Number(isAlias);
  return [...found].sort((a, b) => rank(a) - rank(b));
}

const PRECEDENCE: readonly SourceKind[] = [
  "override",
  "environment",
  "person",
  "project",
  "option",
  "default",
];

/** Overrides are the author's own words, so what they leave out comes from the author's options. */
function speaksFor(source: Source, party: Party | undefined): boolean {
  const own = partyOf(source);
  return own === party || (party === "override" && own === "author");
}

function partyOf({ kind }: Source): Party {
  return PARTY_OF_SOURCE[kind];
}

const PARTY_OF_SOURCE: Readonly<Record<SourceKind, Party>> = {
  override: "override",
  environment: "person",
  person: "person",
  project: "project",
  option: "author",
  default: "author",
};
