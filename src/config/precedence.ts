/** Selects the value of each setting from the values of several sources. */
import { SETTING_NAMES, SETTINGS } from "./setting-definitions.js";
import {
  DEFAULT_SOURCE,
  type SettingName,
  type SettingSource,
  type Settings,
  type SourceKind,
} from "./settings.js";

/** The people who set settings. `override` is the author's option `overrides`. */
export type Party = "override" | "person" | "project" | "author";

/** The party of each kind of source, from the strongest kind to the weakest. */
const PARTY_BY_KIND: Readonly<Record<SourceKind, Party>> = {
  override: "override",
  environment: "person",
  person: "person",
  project: "project",
  option: "author",
  default: "author",
};
const PRECEDENCE = Object.keys(PARTY_BY_KIND) as readonly SourceKind[]; // the record has exactly these keys

/** A possible value of a setting. */
export interface Candidate {
  readonly value: unknown;
  readonly source: SettingSource;
  /** False if the given value was invalid. `value` is then the one that replaces it, or undefined for the default. */
  readonly isValid: boolean;
  /** The value was given under an alias of the key. Within one source, the key's own name has precedence. */
  readonly isAlias: boolean;
}

export type Candidates = ReadonlyMap<SettingName, readonly Candidate[]>;

/** The source of each setting's value. */
export type Provenance = { readonly [N in SettingName]: SettingSource };

export interface Selection {
  readonly settings: Settings;
  readonly provenance: Provenance;
  /** The party that names the destination. Undefined if no party does. */
  readonly destinationParty: Party | undefined;
}

/**
 * Selects the values. The person has precedence over a trusted project, and a trusted project over the author. There are
 * two exceptions: the settings of a destination are taken from one party together, and a value that makes telemetry more
 * private is always used.
 * @param destinationSettings the settings that name where data is sent
 */
export function selectSettings(
  candidates: Candidates,
  destinationSettings: readonly SettingName[],
): Selection {
  const unit = findDestinationUnit(candidates, destinationSettings);
  const values: Record<string, unknown> = {};
  const provenance: Record<string, SettingSource> = {};
  for (const name of SETTING_NAMES) {
    const sorted = sortByPrecedence(candidates.get(name) ?? []);
    const trusted = sorted.filter(({ source }) => source.isUntrusted !== true);
    const selected = destinationSettings.includes(name)
      ? trusted.find(({ source }) => unit !== undefined && belongsToUnit(unit, name, source.kind))
      : selectMostPrivate(name, trusted[0], sorted);
    values[name] = selected?.value ?? SETTINGS[name].default;
    provenance[name] = selected?.value === undefined ? DEFAULT_SOURCE : selected.source;
  }
  return {
    settings: values as unknown as Settings, // the loop sets every name to a valid value
    provenance: provenance as Provenance,
    destinationParty: unit && PARTY_BY_KIND[unit.sourceKind],
  };
}

function sortByPrecedence(candidates: readonly Candidate[]): Candidate[] {
  return [...candidates].sort(
    (a, b) =>
      PRECEDENCE.indexOf(a.source.kind) - PRECEDENCE.indexOf(b.source.kind) ||
      Number(a.isAlias) - Number(b.isAlias),
  );
}

/** The destination that one kind of source names. */
interface DestinationUnit {
  readonly sourceKind: SourceKind;
  /** The settings of this destination, such as key and host. Others belong to another destination. */
  readonly settings: ReadonlySet<SettingName>;
}

/** The settings that name one destination together. `exporter` selects among the others. */
const COMPANIONS: Partial<Record<SettingName, readonly SettingName[]>> = {
  posthogApiKey: ["posthogHost"],
  posthogHost: ["posthogApiKey"],
  exporter: ["endpoint", "gcpProject", "posthogApiKey", "posthogHost"],
};

/** Values that name no destination. */
const NEUTRAL_VALUES: Partial<Record<SettingName, unknown>> = { exporter: "auto" };

/** Returns the destination that the strongest trusted source names. */
function findDestinationUnit(
  candidates: Candidates,
  destinationSettings: readonly SettingName[],
): DestinationUnit | undefined {
  for (const kind of PRECEDENCE) {
    const named = destinationSettings.filter((name) => {
      const trusted = candidates.get(name)?.filter(({ source }) => source.isUntrusted !== true) ?? [];
      return trusted.some(({ source, value }) => source.kind === kind && value !== NEUTRAL_VALUES[name]);
    });
    if (named.length > 0)
      return {
        sourceKind: kind,
        settings: new Set([...named, ...named.flatMap((name) => COMPANIONS[name] ?? [])]),
      };
  }
  return undefined;
}

/**
 * Returns whether a kind of source may give a setting of the destination. Weaker kinds of the same party complete it: a key in
 * the person's environment is completed by a host in their file.
 */
function belongsToUnit(
  { sourceKind, settings }: DestinationUnit,
  name: SettingName,
  kind: SourceKind,
): boolean {
  if (kind === sourceKind) return true;
  const party = PARTY_BY_KIND[kind];
  const isSameParty =
    party === PARTY_BY_KIND[sourceKind] || (sourceKind === "override" && party === "author");
  const isWeaker = PRECEDENCE.indexOf(kind) > PRECEDENCE.indexOf(sourceKind);
  return isSameParty && isWeaker && name !== "exporter" && settings.has(name);
}

/**
 * Returns the most private of the selected value, the person's value, and the project's values, trusted or not. Settings for
 * which a lower value is not more private are returned as selected.
 */
function selectMostPrivate(
  name: SettingName,
  selected: Candidate | undefined,
  sorted: readonly Candidate[],
): Candidate | undefined {
  if (SETTINGS[name].isLowerMorePrivate !== true) return selected;
  // The person's environment has precedence over their file.
  const personKind = sorted.find(({ source }) => PARTY_BY_KIND[source.kind] === "person")?.source.kind;
  const others = sorted.filter(({ source }) => source.kind === personKind || source.kind === "project");
  return others.reduce(
    (lowest, candidate) =>
      Number(candidate.value) < Number(lowest?.value ?? SETTINGS[name].default) ? candidate : lowest,
    selected,
  );
}
