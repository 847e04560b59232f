/**
 * Tells whether a property matches a filter. A property that is present matches as in PostHog's clients
 * (PostHog/posthog-js, packages/core/src/featureFlagLocalEvaluation.ts). The clients cannot decide about a property that
 * is missing. It matches as in PostHog's server (PostHog/posthog, rust/feature-flags/src/properties/property_matching.rs).
 */
import type { Operator, PropertyFilter } from "./flag-rule.js";
import { compareVersions, parseVersion } from "./version.js";

/**
 * The properties of a person or a group, by name.
 *
 * @example
 * const personProperties: Properties = { plan: "pro", tool_version: "1.4.0" };
 * parseFlagRules("[flags.new_reranker]").evaluate({ distinctId: "someone", personProperties });
 */
export type Properties = Readonly<Record<string, unknown>>;

/** The operators that match if the property is missing. */
const MATCH_MISSING: ReadonlySet<Operator> = new Set([
  "is_not",
  "is_not_set",
  "not_icontains",
  "not_starts_with",
  "not_ends_with",
]);

export function matchProperty({ key, operator, value }: PropertyFilter, properties: Properties): boolean {
  const actual = Object.hasOwn(properties, key) ? properties[key] : undefined;
  if (actual === undefined) return MATCH_MISSING.has(operator);
  return matchValue(operator, actual, value);
}

function matchValue(operator: Operator, actual: unknown, expected: PropertyFilter["value"]): boolean {
  switch (operator) {
    case "exact":
      return isEqualToAny(actual, expected);
    case "is_not":
      return !isEqualToAny(actual, expected);
    case "is_set":
      return true;
    case "is_not_set":
      return false;
    case "icontains":
      return toAsciiLowerCase(actual).includes(toAsciiLowerCase(expected));
    case "not_icontains":
      return !toAsciiLowerCase(actual).includes(toAsciiLowerCase(expected));
    case "starts_with":
      return toAsciiLowerCase(actual).startsWith(toAsciiLowerCase(expected));
    case "not_starts_with":
      return !toAsciiLowerCase(actual).startsWith(toAsciiLowerCase(expected));
    case "ends_with":
      return toAsciiLowerCase(actual).endsWith(toAsciiLowerCase(expected));
    case "not_ends_with":
      return !toAsciiLowerCase(actual).endsWith(toAsciiLowerCase(expected));
    default:
      return actual !== null && matchOrder(operator, actual, expected);
  }
}

type OrderOperator = Extract<Operator, "gt" | "gte" | "lt" | "lte" | `semver_${string}`>;

function matchOrder(operator: OrderOperator, actual: unknown, expected: unknown): boolean {
  if (!operator.startsWith("semver_")) return isOrdered(operator, compareNumbers(actual, expected));
  const versions = [parseVersion(toText(actual)), parseVersion(toText(expected))] as const;
  if (versions[0] === undefined || versions[1] === undefined) return false;
  return isOrdered(operator, compareVersions(versions[0], versions[1]));
}

/** Returns whether an operator accepts an order, which is negative, zero or positive. */
function isOrdered(operator: OrderOperator, order: number): boolean {
  switch (operator) {
    case "gt":
    case "semver_gt":
      return order > 0;
    case "gte":
    case "semver_gte":
      return order >= 0;
    case "lt":
    case "semver_lt":
      return order < 0;
    case "lte":
    case "semver_lte":
      return order <= 0;
    case "semver_eq":
      return order === 0;
    case "semver_neq":
      return order !== 0;
  }
}

/** Values are equal if their texts are, in any case. */
function isEqualToAny(actual: unknown, expected: PropertyFilter["value"]): boolean {
  const text = toText(actual).toLowerCase();
  const list = Array.isArray(expected) ? expected : [expected];
  return list.some((item) => toText(item).toLowerCase() === text);
}

/** Compares as texts if one of the two is not a number. */
function compareNumbers(actual: unknown, expected: unknown): number {
  const [left, right] = [toNumber(actual), toNumber(expected)];
  if (Number.isFinite(left) && Number.isFinite(right)) return left - right;
  return compareTexts(toText(actual), toText(expected));
}

function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function toNumber(value: unknown): number {
  return typeof value === "number" ? value : Number.parseFloat(toText(value));
}

/** Letters outside of ASCII keep their case, as in PostHog. */
function toAsciiLowerCase(value: unknown): string {
  return toText(value).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** A value from JSON is never undefined, so JSON.stringify returns a text. */
function toText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
