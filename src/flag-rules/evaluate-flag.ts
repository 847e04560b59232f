/**
 * Evaluates the rule of one flag for an id. The value is that of posthog-node's local evaluation (PostHog/posthog-js,
 * packages/node/src/extensions/feature-flags), except that it is always decided: a property that the request does not
 * have counts as not set, because this package stores no persons.
 */
import { type FlagEvaluation, isAtLeastAsStrong, type MismatchReason } from "./evaluation.js";
import type { FlagCondition, FlagFilters, FlagRule, GroupTypes } from "./flag-rule.js";
import { chooseVariant, findHoldoutVariant, isInRollout } from "./id-hash.js";
import { matchProperty, type Properties } from "./match-property.js";

/**
 * The id for which flags are evaluated, and what is known about it.
 *
 * @example
 * const context: EvaluationContext = {
 *   distinctId: "0198c0de-0000-7000-8000-000000000001",
 *   personProperties: { plan: "pro" },
 *   groups: { company: "acme" },
 *   groupProperties: { company: { seats: 25 } },
 * };
 */
export interface EvaluationContext {
  readonly distinctId: string;
  readonly personProperties?: Properties;
  /** The keys of groups by type. */
  readonly groups?: Readonly<Record<string, string>>;
  /** The properties of groups by type. */
  readonly groupProperties?: Readonly<Record<string, Properties>>;
}

/** An id and what is known about it: of the person, or of a group. */
interface Subject {
  readonly id: string;
  readonly properties: Properties;
}

/**
 * Returns the value of a flag, with its payload and reason.
 *
 * @param groupTypes The names of the group types to which the rule refers by index.
 */
export function evaluateFlag(
  rule: FlagRule,
  context: EvaluationContext,
  groupTypes: GroupTypes = {},
): FlagEvaluation {
  const { filters } = rule;
  if (!rule.active) return createMismatch("flag_disabled");
  const subject = findSubject(filters.aggregation_group_type_index, context, groupTypes);
  if (subject === undefined) return createMismatch("no_group_type");
  const heldOut = filters.holdout ? findHoldoutVariant(filters.holdout, subject.id) : undefined;
  if (heldOut !== undefined)
    return {
      value: heldOut,
      payload: findPayload(filters, heldOut),
      reason: "holdout_condition_value",
      conditionIndex: undefined,
    };
  return evaluateConditions(rule, (groupIndex) =>
    groupIndex === undefined ? subject : findSubject(groupIndex, context, groupTypes),
  );
}

/** @param find Returns the subject of a set of conditions, or undefined if the request does not name its group. */
function evaluateConditions(
  rule: FlagRule,
  find: (groupIndex: number | undefined) => Subject | undefined,
): FlagEvaluation {
  const { groups, early_exit } = rule.filters;
  let reason: MismatchReason = "no_group_type";
  let conditionIndex: number | undefined;
  for (const [index, condition] of groups.entries()) {
    const subject = find(condition.aggregation_group_type_index ?? undefined);
    const result = evaluateCondition(rule, condition, subject);
    if ("value" in result) {
      const payload = findPayload(rule.filters, result.value);
      return { value: result.value, payload, reason: "condition_match", conditionIndex: index };
    }
    const { mismatch } = result;
    if (mismatch === "out_of_rollout_bound" && early_exit) return createMismatch(mismatch, index);
    if (!isAtLeastAsStrong(mismatch, reason)) continue;
    reason = mismatch;
    conditionIndex = index;
  }
  return createMismatch(reason, conditionIndex);
}

function createMismatch(reason: FlagEvaluation["reason"], conditionIndex?: number): FlagEvaluation {
  return { value: false, payload: undefined, reason, conditionIndex };
}

/** Returns undefined for a group that the request does not name. */
function findSubject(
  groupIndex: number | null | undefined,
  { distinctId, personProperties, groups = {}, groupProperties = {} }: EvaluationContext,
  groupTypes: GroupTypes,
): Subject | undefined {
  // posthog-node adds the id to the properties, too, so that filters can name single ids.
  if (groupIndex === undefined || groupIndex === null)
    return { id: distinctId, properties: { distinct_id: distinctId, ...personProperties } };
  const type = groupTypes[groupIndex];
  if (type === undefined) return undefined;
  const id = Object.hasOwn(groups, type) ? groups[type] : undefined;
  if (id === undefined) return undefined;
  const properties = Object.hasOwn(groupProperties, type) ? groupProperties[type] : {};
  return { id, properties: { $group_key: id, ...properties } };
}

function evaluateCondition(
  { key, filters }: FlagRule,
  condition: FlagCondition,
  subject: Subject | undefined,
): { readonly value: string | true } | { readonly mismatch: MismatchReason } {
  if (subject === undefined) return { mismatch: "no_group_type" };
  const { properties, rollout_percentage } = condition;
  const isMatch = properties.every((filter) => matchProperty(filter, subject.properties));
  if (!isMatch) return { mismatch: "no_condition_match" };
  if (!isInRollout(key, subject.id, rollout_percentage ?? 100)) return { mismatch: "out_of_rollout_bound" };
  return { value: chooseValue(key, condition, filters, subject) };
}

/** Returns the variant, or true for a flag without variants. */
function chooseValue(
  flagKey: string,
  { variant }: FlagCondition,
  { multivariate }: FlagFilters,
  { id }: Subject,
): string | true {
  const variants = multivariate?.variants ?? [];
  const isVariant = variants.some(({ key }) => key === variant);
  return isVariant && variant ? variant : (chooseVariant(flagKey, id, variants) ?? true);
}

function findPayload({ payloads = {} }: FlagFilters, value: string | boolean): string | undefined {
  const key = String(value);
  return Object.hasOwn(payloads, key) ? payloads[key] : undefined;
}
