/** Derives a table with typed columns for each event from the fields of the manifests. */
import { EVERY_EVENT, type Manifest, type ManifestField } from "codeweaver-telemetry/manifest";
import { mergeFields, SPAN_EVENT, type SpanPart } from "../ingest/manifest-set.js";

/** `JSON` holds lists, and what has several shapes. */
export type ColumnType = "DOUBLE" | "BOOLEAN" | "VARCHAR" | "JSON";

export interface Column {
  /** The path of the field, which is also the column's name: `results.returned`. */
  readonly name: string;
  readonly type: ColumnType;
}

export interface EventTable {
  readonly event: string;
  /** The table is `event."<name>"`. It is the event's name, unless another one differs only in the case of its letters. */
  readonly name: string;
  readonly columns: readonly Column[];
  /** Paths of objects whose keys are data, such as `languages`. Their items are rows of the table `entries`. */
  readonly maps: readonly string[];
  /** The beginnings of properties whose names are data, such as `$feature/`. */
  readonly prefixes: readonly string[];
}

/** A column of the table `spans` for one attribute, so that a question need not parse the JSON of all of them. */
export interface SpanColumn extends Column {
  /** The column of JSON that has the attribute as well. */
  readonly part: SpanPart;
  /** The name of the attribute, such as `gen_ai.request.model`. */
  readonly key: string;
}

export interface StoreTables {
  readonly events: readonly EventTable[];
  /** The columns that each of these tables has, and so the view `events` of all of them. */
  readonly common: readonly Column[];
  readonly spans: readonly SpanColumn[];
}

/** The properties of its event that an entry has as well, because questions filter and weigh by them. */
export const ENTRY_CONTEXT: readonly Column[] = [
  { name: "tool_version", type: "VARCHAR" },
  { name: "platform", type: "VARCHAR" },
  { name: "is_ci", type: "BOOLEAN" },
  { name: "telemetry_sample_rate", type: "DOUBLE" },
];

/** The keys that questions read of the maps of spans, or filter by. */
const SPAN_MAP_KEYS: Readonly<Record<string, Readonly<Record<string, ColumnType>>>> = {
  "attributes.zen.cost": { usd: "DOUBLE", source: "VARCHAR" },
  "attributes.zen.tokens": {
    input: "DOUBLE",
    cache_read: "DOUBLE",
    cache_creation: "DOUBLE",
    output: "DOUBLE",
  },
  resource: {
    is_ci: "BOOLEAN",
    "service.name": "VARCHAR",
    "service.version": "VARCHAR",
    "session.id": "VARCHAR",
    "os.type": "VARCHAR",
    "process.runtime.name": "VARCHAR",
    "process.runtime.version": "VARCHAR",
    "telemetry.distro.name": "VARCHAR",
    "telemetry.distro.version": "VARCHAR",
  },
};

/** The columns beside the properties. */
const FIXED_COLUMNS: ReadonlySet<string> = new Set(["uuid", "event", "distinct_id", "timestamp", "day"]);

/** Derives the tables of a project. @param manifests of all versions */
export function deriveManifestTables(manifests: readonly Manifest[]): StoreTables {
  return deriveTables(mergeFields(manifests));
}

/** @param fieldsByEvent the fields of all versions */
export function deriveTables(fieldsByEvent: ReadonlyMap<string, readonly ManifestField[]>): StoreTables {
  const commonFields = fieldsByEvent.get(EVERY_EVENT) ?? [];
  const names = new Set<string>();
  const events = [...fieldsByEvent]
    .filter(([event]) => event !== EVERY_EVENT && event !== SPAN_EVENT)
    .map(([event, fields]) => {
      const name = chooseName(event, names);
      return { event, name, ...deriveColumns([...commonFields, ...fields]) };
    });
  const { columns } = deriveColumns(commonFields);
  const isCommon = ({ name }: Column) =>
    events.every((table) => table.columns.some((column) => column.name === name));
  return {
    events,
    common: columns.filter(isCommon),
    spans: deriveSpanColumns(fieldsByEvent.get(SPAN_EVENT) ?? []),
  };
}

/**
 * Members of a span, such as its `status`, have columns without a manifest. A manifest may list a key of a map by its name as well,
 * and SQL does not distinguish the case of names.
 */
function deriveSpanColumns(fields: readonly ManifestField[]): SpanColumn[] {
  const { columns, maps } = deriveColumns(fields.filter(({ path }) => findSpanPlace(path) !== undefined));
  const mapColumns = maps.flatMap((map) =>
    Object.entries(SPAN_MAP_KEYS[map] ?? {}).map(([key, type]) => ({ name: `${map}.${key}`, type })),
  );
  const taken = new Set<string>();
  return [...columns, ...mapColumns].flatMap((column) => {
    const place = findSpanPlace(column.name);
    if (place === undefined || taken.has(column.name.toLowerCase())) return [];
    taken.add(column.name.toLowerCase());
    return [{ ...column, ...place }];
  });
}

const SPAN_PARTS = ["attributes", "resource"] as const satisfies readonly SpanPart[];

function findSpanPlace(path: string): Pick<SpanColumn, "part" | "key"> | undefined {
  const [column, key] = splitSpanPath(path);
  const part = SPAN_PARTS.find((name) => name === column);
  return part === undefined || key === "" ? undefined : { part, key };
}

/** Splits `attributes.error.type` at its first dot, because the name of an attribute has dots, too. `status` has no second part. */
export function splitSpanPath(path: string): readonly [column: string, name: string] {
  const [column = "", ...rest] = path.split(".");
  return [column, rest.join(".")];
}

/** SQL does not distinguish the case of names. */
function chooseName(event: string, taken: Set<string>): string {
  let name = event;
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${event}_${number}`;
  taken.add(name.toLowerCase());
  return name;
}

function deriveColumns(fields: readonly ManifestField[]): Omit<EventTable, "event" | "name"> {
  const types = new Map<string, ColumnType>();
  const maps = new Set<string>();
  const prefixes = new Set<string>();
  for (const { path, type } of fields) {
    const [container = path] = path.split("[]", 1);
    if (FIXED_COLUMNS.has(path)) continue;
    if (container !== path) addType(types, container, "JSON");
    else if (path.endsWith(".*")) maps.add(path.slice(0, -".*".length));
    else if (path.endsWith("*")) prefixes.add(path.slice(0, -1));
    else addType(types, path, toColumnType(type));
  }
  for (const map of maps) types.delete(map);
  return { columns: removeConflicts(types, maps), maps: [...maps].sort(), prefixes: [...prefixes].sort() };
}

function addType(types: Map<string, ColumnType>, name: string, type: ColumnType): void {
  const known = types.get(name);
  if (known === undefined) types.set(name, type);
  else if (known !== type) types.set(name, known === "JSON" || type === "JSON" ? "JSON" : "VARCHAR");
}

function toColumnType(type: string): ColumnType {
  if (type === "number") return "DOUBLE";
  return type === "boolean" ? "BOOLEAN" : "VARCHAR";
}

/**
 * Removes columns that SQL cannot have beside each other: of two names that differ only in the case of their letters, the later
 * one, and of two versions' fields `status` and `status.code`, the shorter one.
 */
function removeConflicts(types: ReadonlyMap<string, ColumnType>, maps: ReadonlySet<string>): Column[] {
  const taken = new Set<string>(FIXED_COLUMNS);
  const paths = [...types.keys(), ...maps].map((path) => path.toLowerCase());
  return [...types].flatMap(([name, type]) => {
    const key = name.toLowerCase();
    if (taken.has(key) || paths.some((path) => path.startsWith(`${key}.`))) return [];
    taken.add(key);
    return [{ name, type }];
  });
}
