/** Parses the properties that an override asks for: `{ plan = "pro", tool_version = { semver_gte = "1.2" } }`. */
import type { FilterScalar, Operator, PropertyFilter } from "./flag-rule.js";
import { NUMBER, TABLE, type TableReader, TEXT, type ValueForm } from "./table-reader.js";
import { parseVersion } from "./version.js";

/** Whose properties a filter compares. */
export type FilterTarget = Pick<PropertyFilter, "type" | "group_type_index">;

function isScalar(value: unknown): value is FilterScalar {
  return typeof value === "string" || NUMBER.parse(value) !== undefined || typeof value === "boolean";
}

const EQUALITY: ValueForm<FilterScalar | readonly FilterScalar[]> = {
  expected: "a text, a number, true, false, or a list of these",
  parse: (value) => {
    if (Array.isArray(value)) return value.length > 0 && value.every(isScalar) ? value : undefined;
    return isScalar(value) ? value : undefined;
  },
};

const PRESENCE: ValueForm<true> = {
  expected: "true",
  parse: (value) => (value === true ? value : undefined),
};

const VERSION: ValueForm<string> = {
  expected: 'a version, such as "1.2.0"',
  parse: (value) => (typeof value === "string" && parseVersion(value) !== undefined ? value : undefined),
};

/** The form of each operator's value. */
const FORMS: Readonly<Record<Operator, ValueForm<PropertyFilter["value"]>>> = {
  exact: EQUALITY,
  is_not: EQUALITY,
  is_set: PRESENCE,
  is_not_set: PRESENCE,
  icontains: TEXT,
  not_icontains: TEXT,
  starts_with: TEXT,
  not_starts_with: TEXT,
  ends_with: TEXT,
  not_ends_with: TEXT,
  gt: NUMBER,
  gte: NUMBER,
  lt: NUMBER,
  lte: NUMBER,
  semver_eq: VERSION,
  semver_neq: VERSION,
  semver_gt: VERSION,
  semver_gte: VERSION,
  semver_lt: VERSION,
  semver_lte: VERSION,
};

function isOperator(name: string): name is Operator {
  return Object.hasOwn(FORMS, name);
}

/** Returns a filter for each operator of each property. All of them must match. */
export function parseFilters(properties: TableReader, target: FilterTarget): PropertyFilter[] {
  return Object.keys(properties.table).flatMap((key) => {
    const isComparison = TABLE.parse(properties.table[key]) !== undefined;
    if (!isComparison) {
      const value = properties.read(key, EQUALITY);
      return value === undefined ? [] : [{ key, ...target, operator: "exact", value }];
    }
    const operators = properties.openTable(key);
    return operators === undefined ? [] : parseOperators(operators, key, target);
  });
}

/** Operators of PostHog that `flag-rule.ts` leaves out. */
const UNSUPPORTED: ReadonlySet<string> = new Set([
  ...["regex", "not_regex", "icontains_multi", "not_icontains_multi", "between", "not_between"],
  ...["is_date_exact", "is_date_after", "is_date_before", "semver_tilde", "semver_caret", "semver_wildcard"],
  ...["in", "not_in", "flag_evaluates_to"],
]);

function parseOperators(operators: TableReader, key: string, target: FilterTarget): PropertyFilter[] {
  const { table, path, mistakes } = operators;
  return Object.keys(table).flatMap((name): PropertyFilter[] => {
    if (isOperator(name)) {
      const value = operators.read(name, FORMS[name]);
      return value === undefined ? [] : [{ key, ...target, operator: name, value }];
    }
    const supported = Object.keys(FORMS);
    if (UNSUPPORTED.has(name)) mistakes.addUnsupportedOperator(path, name, table[name], supported);
    else mistakes.addUnknownKey(path, name, table[name], supported);
    return [];
  });
}
