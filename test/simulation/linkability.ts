/** Joins the records that a server has of sessions and weeks by equal values, and counts how many joins are right. */
import type { StoredEvent } from "../../examples/analysis/read-events.js";

/** All that a server has of one session, or one report. */
export interface LinkRecord {
  /** Which installation it is from. Only the simulation knows it. */
  readonly owner: number;
  /** The values by path. A path that several events have holds the values of all, sorted. */
  readonly values: ReadonlyMap<string, string>;
}

/** Ids that are new for each session or report, and constants. Times are not joined, because no two runs have the same. */
const LEFT_OUT = new Set(["$session_id", "tool", "runtime", "is_ci", "$lib", "$lib_version", "$ip"]);

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
    if (LEFT_OUT.has(path)) return [];
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? listValues(value, `${path}.`)
      : [[path, JSON.stringify(value)]];
  });
}

/** The joins by one set of paths. */
export interface Joins {
  /** Pairs of records whose values are equal. */
  readonly pairs: number;
  /** Pairs of one installation. */
  readonly right: number;
}

/** Counts the pairs of records that have equal values at all paths. A record without a value is in no pair. */
export function countJoins(records: readonly LinkRecord[], paths: readonly string[]): Joins {
  const groups = new Map<string, Map<number, number>>();
  for (const { owner, values } of records) {
    const key = joinValues(values, paths);
    if (key === undefined) continue;
    const owners = groups.get(key) ?? new Map<number, number>();
    owners.set(owner, (owners.get(owner) ?? 0) + 1);
    groups.set(key, owners);
  }
  let pairs = 0;
  let right = 0;
  for (const owners of groups.values()) {
    const size = [...owners.values()].reduce((sum, count) => sum + count, 0);
    pairs += (size * (size - 1)) / 2;
    for (const count of owners.values()) right += (count * (count - 1)) / 2;
  }
  return { pairs, right };
}

/** Counts the pairs of a record of one list and a record of the other that have equal values at all paths. */
export function countJoinsBetween(
  first: readonly LinkRecord[],
  second: readonly LinkRecord[],
  paths: readonly string[],
): Joins {
  const both = countJoins([...first, ...second], paths);
  const [withinFirst, withinSecond] = [countJoins(first, paths), countJoins(second, paths)];
  return {
    pairs: both.pairs - withinFirst.pairs - withinSecond.pairs,
    right: both.right - withinFirst.right - withinSecond.right,
  };
}

function joinValues(values: ReadonlyMap<string, string>, paths: readonly string[]): string | undefined {
  let key = "";
  for (const path of paths) {
    const value = values.get(path);
    if (value === undefined) return undefined;
    key += `${value}\n`;
  }
  return key;
}

/** Returns all paths of the records that have more than one value. */
export function listPaths(records: readonly LinkRecord[]): string[] {
  const seen = new Map<string, Set<string>>();
  for (const { values } of records)
    for (const [path, value] of values) seen.set(path, (seen.get(path) ?? new Set()).add(value));
  return [...seen].flatMap(([path, values]) => (values.size > 1 ? [path] : [])).sort();
}
