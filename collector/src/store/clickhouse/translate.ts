/** Turns a statement that DuckDB runs into one for ClickHouse: its parameters, and the names of the events' tables. */
import type { QueryParameter } from "../store.js";

export interface TranslatedStatement {
  readonly sql: string;
  /** The values of `{p1:String}` and so on. */
  readonly parameters: Readonly<Record<string, QueryParameter>>;
}

/** Comments, texts, quoted names, words, parameters, and any other character. */
const TOKEN = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$\d+|[A-Za-z_]\w*|[\s\S]/g;
const PARAMETER = /^\$(\d+)$/;
const EVENT_SCHEMA = /^(?:event|"event")$/i;
const NAME = /^(?:[A-Za-z_]|")/;

/**
 * Replaces `$1` by a parameter of ClickHouse, and `event."name"` by the name of one table, because a schema would be a
 * database there. A backslash in a text has no meaning for DuckDB, so it is escaped.
 * @throws RangeError for a parameter without a value
 */
export function translateStatement(sql: string, values: readonly QueryParameter[]): TranslatedStatement {
  const parameters: Record<string, QueryParameter> = {};
  const tokens = sql.match(TOKEN) ?? [];
  let text = "";
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] ?? "";
    const table = tokens[index - 1] === "." ? undefined : readEventTable(tokens, index);
    if (table !== undefined) {
      text += formatEventTable(table);
      index += 2;
      continue;
    }
    const number = PARAMETER.exec(token)?.[1];
    text +=
      number === undefined ? escapeBackslashes(token) : addParameter(Number(number), values, parameters);
  }
  return { sql: text, parameters };
}

/** Returns the name in quotes. It contains that of the schema, so that it is no other table's. */
export function formatEventTable(name: string): string {
  return `"event.${name.replaceAll("\\", "\\\\").replaceAll('"', '""')}"`;
}

/** Returns the name that quotes are around. */
export function unquoteName(name: string): string {
  return name.slice(1, -1).replaceAll('""', '"').replaceAll("\\\\", "\\");
}

function readEventTable(tokens: readonly string[], index: number): string | undefined {
  const name = tokens[index + 2];
  if (!EVENT_SCHEMA.test(tokens[index] ?? "") || tokens[index + 1] !== "." || name === undefined)
    return undefined;
  if (!NAME.test(name)) return undefined;
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}

function escapeBackslashes(token: string): string {
  return token.startsWith("'") || token.startsWith('"') ? token.replaceAll("\\", "\\\\") : token;
}

function addParameter(
  number: number,
  values: readonly QueryParameter[],
  parameters: Record<string, QueryParameter>,
): string {
  const value = values[number - 1];
  if (value === undefined) throw new RangeError(`the statement has no value for $${number}`);
  parameters[`p${number}`] = value;
  return `{p${number}:${chooseType(value)}}`;
}

function chooseType(value: QueryParameter): string {
  if (value === null) return "Nullable(String)";
  if (typeof value === "boolean") return "Bool";
  if (typeof value === "string") return "String";
  return Number.isSafeInteger(value) ? "Int64" : "Float64";
}
