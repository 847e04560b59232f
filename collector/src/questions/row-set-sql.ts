/** Writes the SQL that selects the rows of a question, with its filter. */
import { quoteText } from "../store/quote.js";
import { splitSpanPath } from "../store/tables.js";
import type { AnswerFilter } from "./answer-filter.js";
import type { EventLayout } from "./event-layout.js";
import { readJson } from "./json-field.js";
import { type Field, type ItemRows, type MapRows, type RowSet, SPAN_EVENT, text } from "./row-set.js";
import {
  excludeDoctor,
  formatColumns,
  formatFields,
  formatWeight,
  formatWhere,
  limitContext,
  limitTime,
  listBaseColumns,
  SPAN_PLATFORM,
  SPAN_VERSION,
  selectRows,
} from "./select-rows.js";

/** Returns the SELECT of the rows, whose columns are described at `Fields`. */
export function createRowsSql(rows: RowSet, layout: EventLayout, filter: AnswerFilter): string {
  switch (rows.kind) {
    case "events":
      return selectRows(rows.event, rows.fields, layout, filter);
    case "items":
      return createItemsSql(rows, layout, filter);
    case "map":
      return rows.event === SPAN_EVENT
        ? createSpanMapSql(rows, layout, filter)
        : createMapSql(rows, layout, filter);
    case "spans":
      return selectRows(SPAN_EVENT, rows.fields, layout, filter);
  }
}

/** A row of an item has the columns of its event as well. */
function createItemsSql(
  { event, list, items, fields }: ItemRows,
  layout: EventLayout,
  filter: AnswerFilter,
): string {
  const { dialect } = layout;
  const isText = Object.values(items).every(({ path }) => path === `${list}[]`);
  const [outerList = "", ...innerLists] = list.split("[].");
  const outer = [...listBaseColumns(event), ...Object.keys(fields)].join(", ");
  const lists = ["list", ...innerLists.map((inner) => dialect.jsonText("item", ...inner.split(".")))];
  let rows = selectRows(event, { ...fields, list: text(outerList) }, layout, filter);
  for (const [index, expression] of lists.entries()) {
    const each = isText && index === lists.length - 1 ? dialect.eachText : dialect.eachObject;
    rows = `SELECT ${outer}, ${each(expression)} AS item\n  FROM (${rows}) AS list_rows`;
  }
  const read = ({ path, type, key }: Field) => {
    const keys = path.slice(`${list}[].`.length).replace(/\.\*$/, "").split(".");
    return readJson(dialect, type, "item", key === undefined ? keys : [...keys, key]);
  };
  const values = isText ? formatFields(items, () => "item") : formatFields(items, read);
  return `SELECT ${outer}${formatColumns(values)}\n  FROM (${rows}) AS item_rows`;
}

/** The names of columns of a map's entries. */
const MAP_CONTEXT = { isCi: "is_ci", version: "version", platform: "platform" };

function createMapSql({ event, map }: MapRows, layout: EventLayout, filter: AnswerFilter): string {
  const entries = layout.formatMap(event, map, [
    ...excludeDoctor(event, filter),
    ...limitTime(layout.time, filter),
  ]);
  return `SELECT time, id, uuid, ${formatWeight("rate")} AS weight, version, platform, key, number, text
  FROM ${entries} AS map_entries${formatWhere(limitContext(MAP_CONTEXT, filter))}`;
}

/** The entries of `attributes.telemetry.refused` are the attributes whose names begin with `telemetry.refused.`. */
function createSpanMapSql({ map }: MapRows, layout: EventLayout, filter: AnswerFilter): string {
  const { dialect } = layout;
  const [column, name] = splitSpanPath(map);
  const prefix = name === "" ? "" : `${name}.`;
  const fields = { version: SPAN_VERSION, platform: SPAN_PLATFORM, entries: text(column) };
  const outer = [...listBaseColumns(SPAN_EVENT), "version", "platform"].join(", ");
  // Most spans have no entry. To search their text is faster than to split it.
  const entries = `SELECT ${outer}, ${dialect.eachEntry("entries")} AS entry
  FROM (${selectRows(SPAN_EVENT, fields, layout, filter)}) AS span_rows
  WHERE entries LIKE ${quoteText(`%"${prefix}%`)}`;
  const [key, value] = [dialect.entryKey("entry"), dialect.entryValue("entry")];
  return `SELECT ${outer}, substring(${key}, ${prefix.length + 1}) AS key,
    ${dialect.toNumber(value)} AS number, ${value} AS text
  FROM (${entries}) AS entry_rows WHERE substring(${key}, 1, ${prefix.length}) = ${quoteText(prefix)}`;
}
