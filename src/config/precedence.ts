/**
 * Chooses each setting's value from what several parties ask for.
 *
 * The person wins over a trusted project, and that over the author. Two rules stand above this order: the settings that
 * name where data is sent are taken from one party together, and what makes telemetry more private counts from anybody.
 */

import { SETTING_NAMES, SETTINGS, type SettingName } from "./setting-definitions.js";
import { DEFAULT_SOURCE, type SettingSource, type SourceKind } from "./setting-source.js";

/** Who speaks: the person by their environment and their own file, the author by options and the tool's profile. */
export type Party = "override" | "person" | "project" | "author";

/** A value that a setting might have. */
export interface Candidate {
  readonly value: unknown;
  readonly source: SettingSource;
  /** False where the value could not be used, and counts as the more private one. */
  readonly isReadable: boolean;
  /** It was given under another name of the key, which gives way to the key's own. */
  readonly isAlias: boolean;
}

export type Candidates = ReadonlyMap<SettingName, readonly Candidate[]>;

export interface Selection {
  readonly values: Readonly<Record<string, unknown>>;
  readonly provenance: Readonly<Record<string, SettingSource>>;
  readonly destinationParty: Party | undefined;
}

/** @param destination the settings that name where data is sent */
export function selectSettings(candidates: Candidates, destination: readonly SettingName[]): Selection {
  const unit = findDestinationUnit(candidates, destination);
  const values: Record<string, unknown> = {};
  const provenance: Record<string, SettingSource> = {};
  for (const name of SETTING_NAMES) {
    const sorted = sortByPrecedence(candidates.get(name) ?? []);
    const allowed = sorted.filter(({ source }) => source.isUntrusted !== true);
    const chosen = destination.includes(name)
      ? allowed.find(({ source }) => unit !== undefined && belongsToDestination(unit, name, source))
      : selectMostPrivate(name, allowed[0], sorted);
    values[name] = chosen?.value ?? SETTINGS[name].default;
    const isDefault = chosen === undefined || (!chosen.isReadable && chosen.value === undefined);
    provenance[name] = isDefault ? DEFAULT_SOURCE : chosen.source;
  }
  return { values, provenance, destinationParty: unit && PARTY_BY_KIND[unit.namedBy] };
}

/** Where data is sent, as one source names it. */
interface DestinationUnit {
  readonly namedBy: SourceKind;
  /** The parts that this source names, such as `key and host`; others belong to another destination. */
  readonly parts: ReadonlySet<SettingName>;
}

/** Settings that make one destination together. `exporter` says which of them is meant. */
const COMPANIONS: Partial<Record<SettingName, readonly SettingName[]>> = {
  posthogApiKey: ["posthogHost"],
  posthogHost: ["posthogApiKey"],
  exporter: ["endpoint", "gcpProject", "posthogApiKey", "posthogHost"],
};

/** Returns the destination that the source of the highest precedence names. */
function findDestinationUnit(
  candidates: Candidates,
  destination: readonly SettingName[],
): DestinationUnit | undefined {
  for (const kind of PRECEDENCE) {
    const named = destination.filter((name) =>
      candidates
        .get(name)
        ?.some(({ source, value }) => hasKind(kind, source) && value !== NEUTRAL_VALUES[name]),
    );
    if (named.length > 0)
      return {
        namedBy: kind,
        parts: new Set([...named, ...named.flatMap((name) => COMPANIONS[name] ?? [])]),
      };
  }
  return undefined;
}

/** What a source leaves out is completed by the same party alone, and only with parts of the same destination. */
function belongsToDestination(
  { namedBy, parts }: DestinationUnit,
  name: SettingName,
  source: SettingSource,
): boolean {
  if (hasKind(namedBy, source)) return true;
  const party = PARTY_BY_KIND[source.kind];
  const isSameParty = party === PARTY_BY_KIND[namedBy] || (namedBy === "override" && party === "author");
  const isWeaker = PRECEDENCE.indexOf(source.kind) > PRECEDENCE.indexOf(namedBy);
  return isSameParty && isWeaker && name !== "exporter" && parts.has(name);
}

function hasKind(kind: SourceKind, source: SettingSource): boolean {
  return source.kind === kind && source.isUntrusted !== true;
}

/** `exporter = "auto"` leaves open where data is sent. */
const NEUTRAL_VALUES: Partial<Record<SettingName, unknown>> = { exporter: "auto" };

/** Returns the most private of the chosen value, the person's own, and what a project asks for, trusted or not. */
function selectMostPrivate(
  name: SettingName,
  chosen: Candidate | undefined,
  sorted: readonly Candidate[],
): Candidate | undefined {
  if (SETTINGS[name].isLowerMorePrivate !== true) return chosen;
  // The person's variables come before their file.
  const personsKind = sorted.find(({ source }) => PARTY_BY_KIND[source.kind] === "person")?.source.kind;
  const limits = sorted.filter(({ source }) => source.kind === personsKind || source.kind === "project");
  return limits.reduce(
    (lowest, limit) =>
      Number(limit.value) < Number(lowest?.value ?? SETTINGS[name].default) ? limit : lowest,
    chosen,
  );
}

/** Within one source a key's own name comes before its aliases. */
function sortByPrecedence(candidates: readonly Candidate[]): Candidate[] {
  const getRank = ({ source, isAlias }: Candidate) => PRECEDENCE.indexOf(source.kind) * 2 + Number(isAlias);
  return [...candidates].sort((a, b) => getRank(a) - getRank(b));
}

const PRECEDENCE: readonly SourceKind[] = [
  "override",
  "environment",
  "person",
  "project",
  "option",
  "default",
];

const PARTY_BY_KIND: Readonly<Record<SourceKind, Party>> = {
  override: "override",
  environment: "person",
  person: "person",
  project: "project",
  option: "author",
  default: "author",
};
