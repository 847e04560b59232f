/** Parses the table of one flag, such as `[flags.new_reranker]`, to a rule. */
import { isHundredPercent } from "../internal/percentages.js";
import type { FlagCondition, FlagFilters, FlagVariant, Holdout } from "./flag-rule.js";
import { type FilterTarget, parseFilters } from "./parse-filters.js";
import {
  BOOLEAN,
  PERCENTAGE,
  POSITIVE_INTEGER,
  type TableReader,
  TEXT,
  TEXTS,
  type ValueForm,
} from "./table-reader.js";

const FLAG_KEYS = [
  "enabled",
  "rollout",
  "variants",
  "payloads",
  "overrides",
  "holdout",
  "group",
  "early_exit",
];
const OVERRIDE_KEYS = ["ids", "properties", "rollout", "variant"];
const HOLDOUT_KEYS = ["id", "percent"];

/** A flag without its id and key. */
export interface ParsedFlag {
  readonly active: boolean;
  readonly filters: FlagFilters;
}

/** @param findGroupIndex Returns the index of a group type by its name. */
export function parseFlag(flag: TableReader, findGroupIndex: (group: string) => number): ParsedFlag {
  flag.checkKeys(FLAG_KEYS);
  const variants = parseVariants(flag);
  const holdout = parseHoldout(flag);
  const group = flag.read("group", TEXT);
  const groupIndex = group === undefined ? undefined : findGroupIndex(group);
  const target: FilterTarget =
    groupIndex === undefined ? { type: "person" } : { type: "group", group_type_index: groupIndex };
  const overrides = flag.openTables("overrides").map((table) => parseOverride(table, variants, target));
  const rollout = flag.read("rollout", PERCENTAGE) ?? 100;
  const payloads = parsePayloads(flag, variants, holdout);
  return {
    active: flag.read("enabled", BOOLEAN) ?? true,
    filters: {
      groups: [...overrides, { properties: [], rollout_percentage: rollout }],
      ...(variants && { multivariate: { variants } }),
      ...(payloads && { payloads }),
      ...(holdout && { holdout }),
      ...(groupIndex !== undefined && { aggregation_group_type_index: groupIndex }),
      early_exit: flag.read("early_exit", BOOLEAN) ?? false,
    },
  };
}

function parseVariants(flag: TableReader): readonly FlagVariant[] | undefined {
  const table = flag.openTable("variants");
  if (table === undefined) return undefined;
  const variants: FlagVariant[] = [];
  const keys = Object.keys(table.table);
  for (const key of keys) {
    const percentage = table.read(key, PERCENTAGE);
    if (key === "") table.addMistake(key, "the percentage of a variant with a name");
    else if (percentage !== undefined) variants.push({ key, rollout_percentage: percentage });
  }
  const sum = variants.reduce((total, { rollout_percentage }) => total + rollout_percentage, 0);
  const isComplete = variants.length === keys.length;
  if (isComplete && !isHundredPercent(sum))
    flag.addMistake("variants", `variants whose percentages are 100 together, not ${sum}`);
  return variants;
}

function parseHoldout(flag: TableReader): Holdout | undefined {
  const table = flag.openTable("holdout");
  if (table === undefined) return undefined;
  table.checkKeys(HOLDOUT_KEYS);
  const id = table.require("id", POSITIVE_INTEGER);
  const percentage = table.require("percent", PERCENTAGE);
  return id === undefined || percentage === undefined ? undefined : { id, exclusion_percentage: percentage };
}

function parseOverride(
  override: TableReader,
  variants: readonly FlagVariant[] | undefined,
  target: FilterTarget,
): FlagCondition {
  override.checkKeys(OVERRIDE_KEYS);
  const ids = override.read("ids", TEXTS);
  const properties = override.openTable("properties");
  const hasFilter = ["ids", "properties"].some((key) => Object.hasOwn(override.table, key));
  if (!hasFilter) override.addMistake("ids", "a list of texts, unless the override has properties");
  if (properties !== undefined && Object.keys(properties.table).length === 0)
    override.addMistake("properties", "a table with at least one property");
  // The clients of PostHog add these properties to each request, so that a filter can name an id.
  const idKey = target.type === "person" ? "distinct_id" : "$group_key";
  const variant = override.read("variant", createVariantForm(variants));
  return {
    properties: [
      ...(ids ? [{ key: idKey, ...target, operator: "exact" as const, value: ids }] : []),
      ...(properties ? parseFilters(properties, target) : []),
    ],
    rollout_percentage: override.read("rollout", PERCENTAGE) ?? 100,
    ...(variant !== undefined && { variant }),
  };
}

function createVariantForm(variants: readonly FlagVariant[] = []): ValueForm<string> {
  const keys = variants.map(({ key }) => key);
  const expected = keys.length === 0 ? "left out, because the flag has no variants" : formatChoice(keys);
  return { expected, parse: (value) => keys.find((key) => key === value) };
}

function parsePayloads(
  flag: TableReader,
  variants: readonly FlagVariant[] | undefined,
  holdout: Holdout | undefined,
): Readonly<Record<string, string>> | undefined {
  const table = flag.openTable("payloads");
  if (table === undefined) return undefined;
  const values = variants?.map(({ key }) => key) ?? ["true"];
  const known = holdout === undefined ? values : [...values, `holdout-${holdout.id}`];
  table.checkKeys(known);
  return Object.fromEntries(
    Object.keys(table.table).flatMap((key) => {
      const payload = known.includes(key) ? table.read(key, JSON_TEXT) : undefined;
      return payload === undefined ? [] : [[key, payload]];
    }),
  );
}

const JSON_TEXT: ValueForm<string> = {
  expected: `a text that contains JSON, such as '{"limit": 5}'`,
  parse: (value) => (typeof value === "string" && isJson(value) ? value : undefined),
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function formatChoice(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(" or ");
}
