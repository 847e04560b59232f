/** Reads the values of one TOML table, and collects a mistake for each value that is not what it must be. */
import { isRecord } from "../internal/record.js";
import { joinPath, type Mistakes } from "./mistakes.js";

export type TomlTable = Readonly<Record<string, unknown>>;

/** Returns undefined for a value that is not as the form says. */
export interface ValueForm<T> {
  readonly expected: string;
  parse(value: unknown): T | undefined;
}

export const BOOLEAN: ValueForm<boolean> = {
  expected: "true or false",
  parse: (value) => (typeof value === "boolean" ? value : undefined),
};

export const TEXT: ValueForm<string> = {
  expected: "a text that is not empty",
  parse: (value) => (typeof value === "string" && value !== "" ? value : undefined),
};

export const TEXTS: ValueForm<readonly string[]> = {
  expected: "a list of texts that are not empty",
  parse: (value) =>
    Array.isArray(value) && value.length > 0 && value.every((item) => TEXT.parse(item) !== undefined)
      ? value
      : undefined,
};

export const PERCENTAGE: ValueForm<number> = {
  expected: "a number from 0 to 100",
  parse: (value) => (typeof value === "number" && value >= 0 && value <= 100 ? value : undefined),
};

export const NUMBER: ValueForm<number> = {
  expected: "a number",
  parse: (value) => (typeof value === "number" && Number.isFinite(value) ? value : undefined),
};

export const POSITIVE_INTEGER: ValueForm<number> = {
  expected: "an integer from 1",
  parse: (value) =>
    typeof value === "number" && Number.isSafeInteger(value) && value >= 1 ? value : undefined,
};

export const TABLE: ValueForm<TomlTable> = {
  expected: "a table",
  parse: (value) => (isTable(value) ? value : undefined),
};

export const TABLES: ValueForm<readonly TomlTable[]> = {
  expected: "a list of tables",
  parse: (value) => (Array.isArray(value) && value.every(isTable) ? value : undefined),
};

/** A date of TOML is an object, too. */
function isTable(value: unknown): value is TomlTable {
  return isRecord(value) && !(value instanceof Date);
}

export class TableReader {
  constructor(
    readonly table: TomlTable,
    /** The keys that lead to the table, such as `flags.new_reranker`. */
    readonly path: string,
    readonly mistakes: Mistakes,
  ) {}

  /** Adds a mistake for each key that is not known. */
  checkKeys(known: readonly string[]): void {
    for (const [key, value] of Object.entries(this.table))
      if (!known.includes(key)) this.mistakes.addUnknownKey(this.path, key, value, known);
  }

  /** Returns undefined if the key is missing, or if the value is a mistake. */
  read<T>(key: string, form: ValueForm<T>): T | undefined {
    if (!Object.hasOwn(this.table, key)) return undefined;
    const value = form.parse(this.table[key]);
    if (value === undefined) this.addMistake(key, form.expected);
    return value;
  }

  /** Like `read`, but a missing key is a mistake. */
  require<T>(key: string, form: ValueForm<T>): T | undefined {
    if (!Object.hasOwn(this.table, key)) this.addMistake(key, form.expected);
    return this.read(key, form);
  }

  /** Returns the reader of a table in this table. Undefined as with `read`. */
  openTable(key: string): TableReader | undefined {
    const table = this.read(key, TABLE);
    return table && new TableReader(table, joinPath(this.path, key), this.mistakes);
  }

  /** Returns the readers of a list of tables. Their paths have a number, from 1. */
  openTables(key: string): readonly TableReader[] {
    const tables = this.read(key, TABLES) ?? [];
    return tables.map(
      (table, index) => new TableReader(table, `${joinPath(this.path, key)}[${index + 1}]`, this.mistakes),
    );
  }

  /** Adds the mistake that a value is not what it must be. */
  addMistake(key: string, expected: string): void {
    const value = Object.hasOwn(this.table, key) ? this.table[key] : undefined;
    this.mistakes.add(joinPath(this.path, key), value, expected);
  }
}
