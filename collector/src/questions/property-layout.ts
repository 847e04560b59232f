/** Finds fields in one column of JSON: the layout of a project without manifests, and that of PostHog. */
import { EVERY_EVENT } from "codeweaver-telemetry/manifest";
import { DIALECTS, type Dialect, type Engine } from "../store/dialect.js";
import { quoteText } from "../store/quote.js";
import { ENTRY_FIELDS, type EventLayout, type EventTableSource, FIXED_PATHS } from "./event-layout.js";
import { HOGQL } from "./hogql-dialect.js";
import { HOGQL_PROPERTIES, PROPERTY_EXPRESSIONS, type PropertyExpressions } from "./property-expressions.js";
import type { Field } from "./row-set.js";

interface PropertyLayoutOptions {
  readonly dialect: Dialect;
  readonly properties: PropertyExpressions;
  readonly time: string;
  readonly hasSpans: boolean;
  /** Which rows of the table are the project's. Undefined if all are. */
  readonly condition?: string | undefined;
}

export class PropertyLayout implements EventLayout {
  readonly dialect: Dialect;
  readonly time: string;
  readonly hasSpans: boolean;
  readonly #properties: PropertyExpressions;
  readonly #condition: string | undefined;

  constructor({ dialect, properties, time, hasSpans, condition }: PropertyLayoutOptions) {
    this.dialect = dialect;
    this.time = time;
    this.hasSpans = hasSpans;
    this.#properties = properties;
    this.#condition = condition;
  }

  findTable(event: string): EventTableSource {
    const conditions = [
      ...(this.#condition === undefined ? [] : [this.#condition]),
      ...(event === EVERY_EVENT ? [] : [`event = ${quoteText(event)}`]),
    ];
    return { from: "events", condition: conditions.length === 0 ? undefined : conditions.join(" AND ") };
  }

  formatField(_event: string, { path, type }: Field): string {
    if (FIXED_PATHS.has(path)) return this.#properties.toText(path);
    return this.#properties[type](path.split("."));
  }

  /** The keys of a map with a prefix, such as `$feature/`, are names of properties. */
  formatMap(event: string, map: string, conditions: readonly string[]): string {
    const { eachEntry, key, value } = this.#properties;
    const isPrefix = map.endsWith("/");
    const context = Object.entries(ENTRY_FIELDS).map(
      ([name, field]) => `${this.formatField(event, field)} AS ${name}`,
    );
    const entry = `${eachEntry(isPrefix ? [] : map.split("."))} AS entry`;
    const { from, condition = "true" } = this.findTable(event);
    const where = [condition, ...conditions].join(" AND ");
    const names = ["time", "id", "uuid", ...Object.keys(ENTRY_FIELDS)].join(", ");
    const name = isPrefix ? `substring(name, ${map.length + 1}, length(name))` : "name";
    const hasPrefix = isPrefix ? ` WHERE substring(name, 1, ${map.length}) = ${quoteText(map)}` : "";
    return `(SELECT ${names}, ${name} AS key, ${this.dialect.toNumber("text")} AS number, text
    FROM (SELECT ${names}, ${key("entry")} AS name, ${value("entry")} AS text
      FROM (SELECT ${this.time} AS time, distinct_id AS id, uuid, ${context.join(", ")}, ${entry}
        FROM ${from} WHERE ${where}) AS event_entries) AS named_entries${hasPrefix})`;
  }
}

/** The layout of a project of the collector that has no manifests. */
export function createUndeclaredLayout(engine: Engine): PropertyLayout {
  return new PropertyLayout({
    dialect: DIALECTS[engine],
    properties: PROPERTY_EXPRESSIONS[engine],
    time: "timestamp",
    hasSpans: true,
  });
}

/**
 * The layout of PostHog's own table `events` in ClickHouse (posthog/models/event/sql.py in PostHog/posthog), which also has a
 * column of JSON. It has no spans.
 * @param team the project's number in PostHog. Undefined for all projects
 */
export function createPostHogLayout(team?: number): PropertyLayout {
  return new PropertyLayout({
    dialect: DIALECTS.clickhouse,
    properties: PROPERTY_EXPRESSIONS.clickhouse,
    time: "timestamp",
    hasSpans: false,
    condition: team === undefined ? undefined : `team_id = ${team}`,
  });
}

/** The layout of HogQL's table `events`, which has the rows of one project, and their times in the project's time zone. */
export const HOGQL_LAYOUT = new PropertyLayout({
  dialect: HOGQL,
  properties: HOGQL_PROPERTIES,
  time: "toTimeZone(timestamp, 'UTC')",
  hasSpans: false,
});
