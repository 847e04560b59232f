/** Checks single values of the author's options. */

import { isAbsolute } from "node:path";
import type { SettingsLayer } from "../config/settings-layers.js"; // the module itself is not needed at the start
import { isRecord } from "../internal/record.js";

/** Returns the end of the sentence "option <name>…" for a value that cannot be used. Otherwise undefined. */
export type Check = (value: unknown) => string | undefined;

/** Returns the problem of each value that cannot be used, by its name. A value that is not given has none. */
export function findProblems(
  values: object,
  checks: Readonly<Record<string, Check>>,
): ReadonlyMap<string, string> {
  const problems = new Map<string, string>();
  for (const [name, check] of Object.entries(checks)) {
    const value: unknown = Reflect.get(values, name);
    const problem = value === undefined ? undefined : check(value);
    if (problem !== undefined) problems.set(name, `${name}${problem}`);
  }
  return problems;
}

export function createCheck(expected: string, isUsable: (value: unknown) => boolean): Check {
  return (value) => (isUsable(value) ? undefined : ` is not ${expected}`);
}

export function createTextCheck(expected: string, pattern = /^/): Check {
  return createCheck(expected, (value) => typeof value === "string" && pattern.test(value));
}

export function createChoiceCheck(words: readonly unknown[], expected = words.join(", ")): Check {
  return createCheck(expected, (value) => words.includes(value));
}

export const LAYER_OWNERS: readonly SettingsLayer["owner"][] = ["author", "person", "project"];

export function isSettingsLayer(layer: unknown): boolean {
  const { owner, name, path, config, error }: Partial<Record<keyof SettingsLayer, unknown>> = Object(layer);
  return (
    LAYER_OWNERS.some((each) => each === owner) &&
    typeof name === "string" &&
    (path === undefined || (typeof path === "string" && isAbsolute(path))) &&
    (config === undefined || isRecord(config)) &&
    (error === undefined || typeof error === "string")
  );
}

/** The thirteenth month is not a date, and neither is the 30th of February, which `Date` takes for a day of March. */
export function isDate(value: unknown): boolean {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}
