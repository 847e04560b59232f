/** Links the records that a server has of sessions and weeks by equal values, and counts how many of the links are correct. */
import type { StoredEvent } from "../../examples/analysis/read-events.js";

/** All that a server has of one session, or one report. */
export interface LinkRecord {
  /** Which installation it is from. Only the simulation knows it. */
  readonly owner: number;
  /** The values by path. A path that several events have holds the values of all, sorted. */
  readonly values: ReadonlyMap<string, string>;
}

/** Ids that are new for each session or report, and constants. Times are not compared, because no two runs have the same. */
const EXCLUDED_PATHS = new Set(["$session_id", "tool", "runtime", "is_ci", "$lib", "$lib_version", "$ip"]);

/** Combines the events of a session to one record. */
export function createRecord(owner: number, events: readonly StoredEvent[]): LinkRecord {
  const values = new Map<string, string[]>();
  for (const { event, properties } of events)
    for (const [path, value] of listValues(properties)) {
      const key = path.startsWith("metrics.") ? `${event}.${path}` : path;
      values.set(key, [...(values.get(key) ?? []), value]);
    }
  return {
    owner,
    values: new Map([...values].map(([path, each]) => [path, [...new Set(each)].sort().join("|")])),
  };
}

function listValues(properties: object, prefix = ""): [path: string, value: string][] {
  return Object.entries(properties).flatMap(([key, value]): [string, string][] => {
    const path = `${prefix}${key}`;
    if (EXCLUDED_PATHS.has(path)) return [];
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? listValues(value, `${path}.`)
      : [[path, JSON.stringify(value)]];
  });
}

/** The links by one set of paths. */
export interface Links {
  /** Pairs of records whose values are equal. */
  readonly pairs: number;
  /** Pairs of one installation. */
  readonly correct: number;
}

/** Counts the pairs of records that have equal values at all paths. A record without a value is in no pair. */
export function countLinks(records: readonly LinkRecord[], paths: readonly string[]): Links {
  const groups = new Map<string, Map<number, number>>();
  for (const { owner, values } of records) {
    const key = createKey(values, paths);
    if (key === undefined) continue;
    const owners = groups.get(key) ?? new Map<number, number>();
    owners.set(owner, (owners.get(owner) ?? 0) + 1);
    groups.set(key, owners);
  }
  let pairs = 0;
  let correct = 0;
  for (const owners of groups.values()) {
    const size = [...owners.values()].reduce((sum, count) => sum + count, 0);
    pairs += (size * (size - 1)) / 2;
    for (const count of owners.values()) correct += (count * (count - 1)) / 2;
  }
  return { pairs, correct };
}

/** Counts the pairs of a record of one list and a record of the other that have equal values at all paths. */
export function countLinksBetween(
  first: readonly LinkRecord[],
  second: readonly LinkRecord[],
  paths: readonly string[],
): Links {
  const both = countLinks([...first, ...second], paths);
  const [withinFirst, withinSecond] = [countLinks(first, paths), countLinks(second, paths)];
  return {
    pairs: both.pairs - withinFirst.pairs - withinSecond.pairs,
    correct: both.correct - withinFirst.correct - withinSecond.correct,
  };
}

function createKey(values: ReadonlyMap<string, string>, paths: readonly string[]): string | undefined {
  let key = "";
  for (const path of paths) {
    const value = values.get(path);
    if (value === undefined) return undefined;
    key += `${value}\n`;
  }
  return key;
}

/** Counts the links between weekly reports of different weeks. Two reports of one week are of two installations. */
export function countLinksAcrossWeeks(reports: readonly LinkRecord[], paths: readonly string[]): Links {
  const all = countLinks(reports, paths);
  return { ...all, pairs: all.pairs - countLinks(reports, [...paths, "week"]).pairs };
}

/** Returns all paths of the records that have more than one value. */
function listPaths(records: readonly LinkRecord[]): string[] {
  const seen = new Map<string, Set<string>>();
  for (const { values } of records)
    for (const [path, value] of values) seen.set(path, (seen.get(path) ?? new Set()).add(value));
  return [...seen].flatMap(([path, values]) => (values.size > 1 ? [path] : [])).sort();
}

export type CountLinks = (records: readonly LinkRecord[], paths: readonly string[]) => Links;

/** Fewer links say little. */
export const MIN_PAIRS = 300;

export const getShare = ({ pairs, correct }: Links) => correct / pairs;

/** Returns by which factor another value, or two, make more of the links correct than the declared ones. */
export function listGains(
  { list, count }: { readonly list: () => readonly LinkRecord[]; readonly count: CountLinks },
  declared: readonly string[],
): [gain: number, paths: string][] {
  const records = list();
  const base = getShare(count(records, declared));
  const paths = listPaths(records).filter((path) => path !== "week" && !declared.includes(path));
  const sets = paths.flatMap((path, index) => [
    [path],
    ...paths.slice(index + 1).map((other) => [path, other]),
  ]);
  return sets.flatMap((set): [number, string][] => {
    const links = count(records, [...declared, ...set]);
    return links.pairs < MIN_PAIRS ? [] : [[getShare(links) / base, set.join(" ")]];
  });
}
