/** Finds fields in one column of JSON: the layout of a project without manifests, and that of PostHog. */
import { EVERY_EVENT } from "codeweaver-telemetry/manifest";
import { DIALECTS, type Dialect, type Engine } from "../store/dialect.js";
import { quoteText } from "../store/quote.js";
import { ENTRY_FIELDS, type EventLayout, type EventTableSource, FIXED_PATHS } from "./event-layout.js";
import { HOGQL, readHogQlProperty } from "./hogql-dialect.js";
import { readJson } from "./json-field.js";
import { type Field, type FieldType, text } from "./row-set.js";
import { formatWhere } from "./select-rows.js";

/** The columns beside the properties that are text. */
const TEXT_PATHS: ReadonlySet<string> = new Set(["event", "distinct_id"]);

interface PropertyLayoutOptions {
  readonly dialect: Dialect;
  readonly time: string;
  readonly hasSpans: boolean;
  /** Returns the expression of a property. */
  readonly readProperty: (type: FieldType, keys: readonly string[]) => string;
  /** Returns a column beside the properties as text. */
  readonly readColumn: (column: string) => string;
  /** Which rows of the table are the project's. Undefined if all are. */
  readonly condition?: string | undefined;
}

export class PropertyLayout implements EventLayout {
  readonly dialect: Dialect;
  readonly time: string;
  readonly hasSpans: boolean;
  readonly #options: PropertyLayoutOptions;

  constructor(options: PropertyLayoutOptions) {
    this.dialect = options.dialect;
    this.time = options.time;
    this.hasSpans = options.hasSpans;
    this.#options = options;
  }

  findTable(event: string): EventTableSource {
    const conditions = this.#listConditions(event);
    return { from: "events", condition: conditions.length === 0 ? undefined : conditions.join(" AND ") };
  }

  formatField(_event: string, { path, type }: Field): string {
    if (TEXT_PATHS.has(path)) return path;
    if (FIXED_PATHS.has(path)) return this.#options.readColumn(path);
    return this.#options.readProperty(type, path.split("."));
  }

  /** The keys of a map with a prefix, such as `$feature/`, are the ends of names of properties. */
  formatMap(event: string, map: string, conditions: readonly string[]): string {
    const { eachEntry, entryKey, entryValue, toNumber } = this.dialect;
    const isPrefix = map.endsWith("/");
    const context = Object.entries(ENTRY_FIELDS).map(
      ([name, field]) => `${this.formatField(event, field)} AS ${name}`,
    );
    const entry = `${eachEntry(isPrefix ? "properties" : this.formatField(event, text(map)))} AS entry`;
    const names = ["time", "id", "uuid", ...Object.keys(ENTRY_FIELDS)].join(", ");
    const name = isPrefix ? `substring(name, ${map.length + 1}, length(name))` : "name";
    const hasPrefix = isPrefix ? [`substring(name, 1, ${map.length}) = ${quoteText(map)}`] : [];
    return `(SELECT ${names}, ${name} AS key, ${toNumber("text")} AS number, text
    FROM (SELECT ${names}, ${entryKey("entry")} AS name, ${entryValue("entry")} AS text
      FROM (SELECT ${this.time} AS time, distinct_id AS id, uuid, ${context.join(", ")}, ${entry}
        FROM events${formatWhere([...this.#listConditions(event), ...conditions])}) AS event_entries) AS named_entries${formatWhere(hasPrefix)})`;
  }

  /** All attributes are one column of JSON. */
  formatSpanColumn(): undefined {}

  #listConditions(event: string): string[] {
    const { condition } = this.#options;
    return [
      ...(condition === undefined ? [] : [condition]),
      ...(event === EVERY_EVENT ? [] : [`event = ${quoteText(event)}`]),
    ];
  }
}

/** The layout of a project of the collector that has no manifests. */
export function createUndeclaredLayout(engine: Engine): PropertyLayout {
  return new PropertyLayout({ ...readByDialect(DIALECTS[engine]), time: "timestamp", hasSpans: true });
}

/**
 * The layout of PostHog's own table `events` in ClickHouse (posthog/models/event/sql.py in PostHog/posthog), which also has a
 * column of JSON. It has no spans.
 * @param team the project's number in PostHog. Undefined for all projects
 */
export function createPostHogLayout(team?: number): PropertyLayout {
  const condition = team === undefined ? undefined : `team_id = ${team}`;
  const { clickhouse } = DIALECTS;
  return new PropertyLayout({ ...readByDialect(clickhouse), time: "timestamp", hasSpans: false, condition });
}

function readByDialect(
  dialect: Dialect,
): Pick<PropertyLayoutOptions, "dialect" | "readProperty" | "readColumn"> {
  return {
    dialect,
    readProperty: (type, keys) => readJson(dialect, type, "properties", keys),
    readColumn: (column) => `CAST(${column} AS VARCHAR)`,
  };
}

/** The layout of HogQL's table `events`, which has the rows of one project, and their times in the project's time zone. */
export const HOGQL_LAYOUT = new PropertyLayout({
  dialect: HOGQL,
  time: "toTimeZone(timestamp, 'UTC')",
  hasSpans: false,
  readProperty: readHogQlProperty,
  readColumn: (column) => `toString(${column})`,
});
