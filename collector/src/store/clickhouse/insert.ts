/** Writes the SQL that splits the properties of a batch's events into the columns of ClickHouse's tables. */
import { ENTRY_CONTEXT, type EventTable } from "../tables.js";
import { createInsertSettings, type WorkTables } from "./batch.js";
import { COLUMN_TYPES, getTableName, quoteName, quoteText, UNDECLARED_TABLE } from "./schema.js";

/** The statements for the lines of one event. Each has the parameters `{day:Date}` and `{collector:String}`. */
export interface InsertStatements {
  /** The table into which the events are inserted. */
  readonly table: string;
  /** Which lines of the batch are inserted into it. */
  readonly condition: string;
  /** Inserts what the tables do not have. */
  readonly insert: (token: string) => string;
  /** Inserts the items of maps, before the events. Undefined if the event has none. */
  readonly insertEntries: ((token: string, isReplay: boolean) => string) | undefined;
}

const FIXED_COLUMNS = "uuid, event, distinct_id, timestamp, day, _collector";
const FIXED_VALUES = "uuid, event, distinct_id, timestamp, {day:Date}, {collector:String}";

/** For a project without manifests, all events have the same table. */
export function createUndeclaredInsert(work: WorkTables): InsertStatements {
  return {
    table: UNDECLARED_TABLE,
    condition: "true",
    insert: (token) => `
      INSERT INTO ${UNDECLARED_TABLE} (${FIXED_COLUMNS}, properties) ${createInsertSettings(token)}
      SELECT ${FIXED_VALUES}, properties FROM (${selectNew(work, "true")})`,
    insertEntries: undefined,
  };
}

export function createInsertStatements(table: EventTable, work: WorkTables): InsertStatements {
  const name = getTableName(table);
  const condition = `event = ${quoteText(table.event)}`;
  const names = table.columns.map((column) => `, ${quoteName(column.name)}`).join("");
  const { type, expressions } = createTransform(table);
  const transform = type === undefined ? "" : `, JSONExtract(properties, ${quoteText(type)}) AS fields`;
  return {
    table: name,
    condition,
    insert: (token) => `
      INSERT INTO ${name} (${FIXED_COLUMNS}${names}) ${createInsertSettings(token)}
      SELECT ${FIXED_VALUES}${expressions.map((expression) => `, ${expression}`).join("")}
      FROM (SELECT *${transform} FROM (${selectNew(work, condition)}))`,
    insertEntries: createEntriesInsert(table, work, condition),
  };
}

/** Selects the lines that the tables do not have, each once. */
function selectNew({ events, known }: WorkTables, condition: string): string {
  return `SELECT * FROM ${events} WHERE ${condition} AND uuid NOT IN (SELECT uuid FROM ${known}) LIMIT 1 BY uuid`;
}

/**
 * If a crash came after the insert of entries and before that of the events, the batch is inserted again. Then the entries
 * that exist have to be skipped. The entries of an event are in the same part, so that there are all of them or none. All
 * events have their entries in one table, so the token contains the event.
 */
function createEntriesInsert({ event, maps, prefixes }: EventTable, work: WorkTables, condition: string) {
  if (maps.length + prefixes.length === 0) return undefined;
  const lists = [
    ...maps.map((map) => createEntryList(map, createEntries(map.split(".")), "e.1")),
    ...prefixes.map((prefix) => {
      const named = `arrayFilter(e -> startsWith(e.1, ${quoteText(prefix)}), ${createEntries([])})`;
      return createEntryList(prefix, named, `substring(e.1, ${Buffer.byteLength(prefix) + 1})`);
    }),
  ];
  const existing = `SELECT uuid FROM entries
    WHERE toDate(timestamp) IN (SELECT DISTINCT toDate(timestamp) FROM ${work.events} WHERE ${condition})
    AND uuid IN (SELECT uuid FROM ${work.events} WHERE ${condition})`;
  const context = ENTRY_CONTEXT.map((column) => column.name).join(", ");
  const values = ENTRY_CONTEXT.map(
    ({ name, type }) => `JSONExtract(properties, ${quoteText(name)}, ${quoteText(COLUMN_TYPES[type])})`,
  ).join(", ");
  return (token: string, isReplay: boolean) => `
    INSERT INTO entries (${FIXED_COLUMNS}, ${context}, field, key, number, text) ${createInsertSettings(`${token}:${event}`)}
    SELECT ${FIXED_VALUES}, ${values}, i.1, i.2, toFloat64OrNull(i.3), i.3
    FROM (SELECT *, arrayJoin(arrayConcat(${lists.join(", ")})) AS i
          FROM (${selectNew(work, isReplay ? `${condition} AND uuid NOT IN (${existing})` : condition)}))`;
}

function createEntries(path: readonly string[]): string {
  const keys = path.map((key) => `${quoteText(key)}, `).join("");
  return `JSONExtractKeysAndValues(properties, ${keys}'Nullable(String)')`;
}

function createEntryList(field: string, entries: string, key: string): string {
  return `arrayMap(e -> (${quoteText(field)}, ${key}, e.2), ${entries})`;
}

interface Transform {
  /** The type of a tuple with all columns. Undefined if there is none. */
  readonly type: string | undefined;
  /** The value of each column, from the tuple `fields`. */
  readonly expressions: readonly string[];
}

interface ShapeTree extends Map<string, string | ShapeTree> {}

/** The properties are parsed once for all columns. Only columns of JSON need their text as it is. */
function createTransform({ columns }: EventTable): Transform {
  const root: ShapeTree = new Map();
  const places = new Map<string, readonly number[]>();
  for (const { name, type } of columns)
    if (type !== "JSON") places.set(name, addPath(root, name.split("."), COLUMN_TYPES[type]));
  const expressions = columns.map(({ name }) => {
    const place = places.get(name);
    if (place !== undefined) return `fields.${place.join(".")}`;
    const keys = name.split(".").map(quoteText).join(", ");
    return `nullIf(nullIf(JSONExtractRaw(properties, ${keys}), ''), 'null')`;
  });
  return { type: root.size === 0 ? undefined : formatTuple(root), expressions };
}

/** Returns the numbers of the elements on the way to the new one. */
function addPath(tree: ShapeTree, keys: readonly string[], type: string): number[] {
  const [key = "", ...rest] = keys;
  if (rest.length === 0) {
    tree.set(key, type);
    return [[...tree.keys()].indexOf(key) + 1];
  }
  const next = tree.get(key);
  const child: ShapeTree = next instanceof Map ? next : new Map();
  tree.set(key, child);
  return [[...tree.keys()].indexOf(key) + 1, ...addPath(child, rest, type)];
}

function formatTuple(tree: ShapeTree): string {
  const elements = [...tree].map(
    ([key, value]) => `${quoteName(key)} ${typeof value === "string" ? value : formatTuple(value)}`,
  );
  return `Tuple(${elements.join(", ")})`;
}
