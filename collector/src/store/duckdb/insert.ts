/** Writes the SQL that moves lines of JSON into DuckDB's tables. */
import { quoteName, quoteText } from "../quote.js";
import { ENTRY_CONTEXT, type EventTable, type SpanColumn } from "../tables.js";
import { getTableName, UNDECLARED_TABLE } from "./schema.js";

/** The statements that fill the temporary table `batch`: each line, its id and its event. */
interface Stage {
  readonly create: string;
  /** Adds the lines `$1`. */
  readonly insert: string;
  /** Skips lines that are not JSON, which only a damaged disk has. The check takes a third of the time. */
  readonly insertValid: string;
}

export const STAGE_EVENTS = createStage("UUID", { uuid: "UUID", event: "VARCHAR" }, "e.uuid, e.event");
export const STAGE_SPANS = createStage(
  "VARCHAR",
  { trace_id: "VARCHAR", span_id: "VARCHAR" },
  "e.trace_id || e.span_id, 'span'",
);

/** DuckDB splits the text, because a call for each line takes longer. An erased line is blank. */
function createStage(idType: string, shape: object, columns: string): Stage {
  const createInsert = (condition: string) => `
    INSERT INTO batch
    SELECT line, ${columns}
    FROM (SELECT line, ${createTransform(shape)} AS e
          FROM (SELECT unnest(string_split($1, chr(10))) AS line) WHERE ${condition})`;
  const isFilled = "line LIKE '{%'";
  return {
    create: `CREATE OR REPLACE TEMP TABLE batch (line VARCHAR, id ${idType}, event VARCHAR)`,
    insert: createInsert(isFilled),
    insertValid: createInsert(`CASE WHEN ${isFilled} THEN json_valid(line) ELSE false END`),
  };
}

/** Deletes the lines of `batch` that it has twice. */
export const DELETE_REPEATED =
  "DELETE FROM batch WHERE rowid NOT IN (SELECT min(rowid) FROM batch GROUP BY id)";

/** Deletes the lines of `batch` that a table has. */
export function createDeleteKnown(event: string, table: string, id: string): string {
  return `
    DELETE FROM batch WHERE rowid IN (
      SELECT b.rowid FROM batch b SEMI JOIN (SELECT ${id} AS id FROM ${table}) x ON x.id = b.id
      WHERE b.event = ${quoteText(event)})`;
}

/** The statements for the lines of one event. */
export interface InsertStatements {
  readonly deleteKnown: string;
  /** Inserts into the table, with the day `$1`. */
  readonly insert: string;
  /** Inserts the items of maps, with the day `$1`. Undefined if the event has none. */
  readonly insertEntries: string | undefined;
}

const FIXED_SHAPE = { uuid: "UUID", event: "VARCHAR", distinct_id: "VARCHAR", timestamp: "TIMESTAMP" };
const FIXED_COLUMNS = "e.uuid, e.event, e.distinct_id, e.timestamp, CAST($1 AS DATE)";

/** For a project without manifests, all events have the same table. */
export const INSERT_UNDECLARED: Omit<InsertStatements, "deleteKnown"> = {
  insert: `
    INSERT INTO ${UNDECLARED_TABLE} SELECT ${FIXED_COLUMNS}, e.properties
    FROM (SELECT ${createTransform({ ...FIXED_SHAPE, properties: "JSON" })} AS e FROM batch)`,
  insertEntries: undefined,
};

const SPAN_SHAPE = {
  trace_id: "VARCHAR",
  span_id: "VARCHAR",
  parent_span_id: "VARCHAR",
  trace_state: "VARCHAR",
  name: "VARCHAR",
  kind: "INTEGER",
  start_ns: "BIGINT",
  end_ns: "BIGINT",
  status: "INTEGER",
  scope: "VARCHAR",
  links: "JSON",
  left_out: "JSON",
  attributes: "JSON",
  resource: "JSON",
};
const SPAN_MEMBERS = Object.keys(SPAN_SHAPE);

/** The columns of attributes are read from the same line, beside the JSON of all attributes. */
export function createInsertSpans(columns: readonly SpanColumn[]): string {
  const parts = [...new Set(columns.map(({ part }) => part))];
  const transforms = parts.map((part) => {
    const ofPart = columns.filter((column) => column.part === part);
    const shape = Object.fromEntries(ofPart.map(({ key, type }) => [key, type]));
    return `, ${createTransform(shape, `line->'${part}'`)} AS ${part}_values`;
  });
  const names = columns.map(({ name }) => quoteName(name));
  const values = columns.map(({ part, key }) => `${part}_values.${quoteName(key)}`);
  return `
    INSERT INTO spans (${[...SPAN_MEMBERS, "day", ...names].join(", ")})
    SELECT ${[...SPAN_MEMBERS.map((name) => `e.${name}`), "CAST($1 AS DATE)", ...values].join(", ")}
    FROM (SELECT ${createTransform(SPAN_SHAPE)} AS e${transforms.join("")} FROM batch)`;
}

export function createInsertStatements(table: EventTable): InsertStatements {
  const name = getTableName(table);
  const properties = createShape(table.columns.map((column) => [column.name, column.type]));
  const values = table.columns.map((column) => toExpression(column.name)).join(", ");
  const names = table.columns.map((column) => quoteName(column.name)).join(", ");
  const lines = `FROM batch WHERE event = ${quoteText(table.event)}`;
  return {
    deleteKnown: createDeleteKnown(table.event, name, "uuid"),
    insert: `
      INSERT INTO ${name} (uuid, event, distinct_id, timestamp, day${names === "" ? "" : `, ${names}`})
      SELECT ${FIXED_COLUMNS}${values === "" ? "" : `, ${values}`}
      FROM (SELECT ${createTransform(withProperties(properties))} AS e ${lines})`,
    insertEntries: createEntriesInsert(table, lines),
  };
}

/** Only lines that contain the key of a map are parsed once more. */
function createEntriesInsert({ maps, prefixes }: EventTable, lines: string): string | undefined {
  if (maps.length + prefixes.length === 0) return undefined;
  const keys = [
    ...maps.map((map) => `${escapePattern(map.split(".").at(-1) ?? "")}":\\{`),
    ...prefixes.map(escapePattern),
  ];
  const hasEntry = `regexp_matches(line, ${quoteText(`"(?:${keys.join("|")})`)})`;
  const shape = createShape([
    ...ENTRY_CONTEXT.map(({ name, type }): [string, string] => [name, type]),
    ...maps.map((map): [string, string] => [map, MAP_TYPE]),
  ]);
  const context = ENTRY_CONTEXT.map(({ name }) => name).join(", ");
  const contextValues = ENTRY_CONTEXT.map(({ name }) => `${toExpression(name)} AS ${name}`).join(", ");
  const lists = [
    ...maps.map((map) => createEntryList(quoteText(map), `map_entries(${toExpression(map)})`, "m.key")),
    ...prefixes.map((prefix) => {
      const named = `list_filter(map_entries(p), lambda m: starts_with(m.key, ${quoteText(prefix)}))`;
      return createEntryList(quoteText(prefix), named, `substr(m.key, ${prefix.length + 1})`);
    }),
  ];
  const all = prefixes.length === 0 ? "NULL" : `json_transform(line->'properties', '"${MAP_TYPE}"')`;
  return `
    INSERT INTO entries
    SELECT uuid, event, distinct_id, timestamp, day, ${context}, i.field, i.key, TRY_CAST(i.value AS DOUBLE), i.value
    FROM (
      SELECT ${FIXED_COLUMNS} AS day, ${contextValues}, unnest(flatten([${lists.join(", ")}])) AS i
      FROM (SELECT ${createTransform(withProperties(shape))} AS e, ${all} AS p ${lines} AND ${hasEntry}))`;
}

/** Escapes a text for RE2 (github.com/google/re2/wiki/Syntax). */
function escapePattern(text: string): string {
  return text.replaceAll(/[^\w/]/gu, String.raw`\$&`);
}

const MAP_TYPE = "MAP(VARCHAR, VARCHAR)";

function createEntryList(field: string, entries: string, key: string): string {
  const entry = `{'field': ${field}, 'key': ${key}, 'value': m.value}`;
  return `coalesce(list_transform(${entries}, lambda m: ${entry}), [])`;
}

interface ShapeTree {
  [key: string]: string | ShapeTree;
}

/** @param types pairs of a path and its type */
function createShape(types: readonly (readonly [string, string])[]): ShapeTree {
  const root: ShapeTree = {};
  for (const [path, type] of types) {
    const keys = path.split(".");
    let place = root;
    for (const key of keys.slice(0, -1)) {
      const next = place[key];
      const child: ShapeTree = typeof next === "object" ? next : {};
      place[key] = child;
      place = child;
    }
    place[keys.at(-1) ?? ""] = type;
  }
  return root;
}

/** DuckDB refuses an object without fields. */
function withProperties(properties: ShapeTree): object {
  return Object.keys(properties).length === 0 ? FIXED_SHAPE : { ...FIXED_SHAPE, properties };
}

function createTransform(shape: object, json = "line"): string {
  return `json_transform(${json}, ${quoteText(JSON.stringify(shape))})`;
}

function toExpression(path: string): string {
  return `e.properties.${path.split(".").map(quoteName).join(".")}`;
}
