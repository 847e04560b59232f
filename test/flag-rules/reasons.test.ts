/** The parts of an evaluation that posthog-node's local evaluation does not have: reasons, and missing properties. */
import { describe, expect, it } from "vitest";
import { type EvaluationContext, evaluateFlag } from "../../src/flag-rules/evaluate-flag.js";
import { describeReason } from "../../src/flag-rules/evaluation.js";
import type { FlagFilters, Operator, PropertyFilter } from "../../src/flag-rules/flag-rule.js";
import { createRule, GROUP_TYPES } from "./posthog-node.js";

const PRO: PropertyFilter = { key: "plan", type: "person", operator: "exact", value: "pro" };
const OF_GROUP = { aggregation_group_type_index: 0 };

describe("the reason of an evaluation", () => {
  it.each<[string, Partial<FlagFilters>, Partial<EvaluationContext>, unknown[]]>([
    [
      "names the first set of conditions that matches",
      { groups: [{ properties: [PRO] }, { properties: [] }, { properties: [] }] },
      {},
      [true, "condition_match", 1, "Matched condition set 2"],
    ],
    [
      "is the last set without a match",
      { groups: [{ properties: [PRO] }, { properties: [PRO] }] },
      {},
      [false, "no_condition_match", 1, "No matching condition set"],
    ],
    [
      "is the rollout rather than a set without a match",
      { groups: [{ properties: [], rollout_percentage: 0 }, { properties: [PRO] }] },
      {},
      [false, "out_of_rollout_bound", 0, "Out of rollout bound"],
    ],
    [
      "is the rollout at which the evaluation ended early",
      { groups: [{ properties: [], rollout_percentage: 0 }, { properties: [] }], early_exit: true },
      {},
      [false, "out_of_rollout_bound", 0, "Out of rollout bound"],
    ],
    [
      "is a missing group of the flag",
      { ...OF_GROUP },
      {},
      [false, "no_group_type", undefined, "No group type"],
    ],
    [
      "is a set without a match rather than a missing group",
      { groups: [{ properties: [PRO] }, { properties: [], ...OF_GROUP }] },
      {},
      [false, "no_condition_match", 0, "No matching condition set"],
    ],
    [
      "is a missing group if no other set was evaluated",
      { groups: [{ properties: [], ...OF_GROUP }] },
      {},
      [false, "no_group_type", 0, "No group type"],
    ],
    [
      "is the holdout, before any condition",
      { holdout: { id: 4, exclusion_percentage: 100 }, groups: [{ properties: [] }] },
      {},
      ["holdout-4", "holdout_condition_value", undefined, "Holdout condition value"],
    ],
  ])("%s", (_, filters, context, [value, reason, conditionIndex, description]) => {
    const result = evaluateFlag(createRule("a", filters), { distinctId: "d", ...context }, GROUP_TYPES);
    expect(result).toMatchObject({ value, reason, conditionIndex });
    expect(describeReason(result)).toBe(description);
  });

  it("says that a flag is disabled, also with a holdout", () => {
    const rule = createRule("a", { holdout: { id: 4, exclusion_percentage: 100 } }, false);
    const result = evaluateFlag(rule, { distinctId: "d" });
    expect([result.value, result.reason, describeReason(result)]).toEqual([
      false,
      "flag_disabled",
      "Feature flag is disabled",
    ]);
  });
});

describe("a property that the request does not have", () => {
  it.each<[Operator, boolean]>([
    ["exact", false],
    ["is_not", true],
    ["is_set", false],
    ["is_not_set", true],
    ["icontains", false],
    ["not_icontains", true],
    ["starts_with", false],
    ["not_starts_with", true],
    ["ends_with", false],
    ["not_ends_with", true],
    ["gt", false],
    ["lte", false],
    ["semver_gte", false],
    ["semver_neq", false],
  ])("%s: matches = %s, as in PostHog's server", (operator, isMatch) => {
    const filter: PropertyFilter = { key: "toString", type: "person", operator, value: "1" };
    const rule = createRule("a", { groups: [{ properties: [filter] }] });
    expect(evaluateFlag(rule, { distinctId: "d" }).value).toBe(isMatch);
  });
});

describe("a property that is not a version", () => {
  it.each(["", "latest", "01.2", ".5", "1.x", null, {}])("%j matches no version", (version) => {
    const filter: PropertyFilter = { key: "v", type: "person", operator: "semver_neq", value: "1.0.0" };
    const rule = createRule("a", { groups: [{ properties: [filter] }] });
    expect(evaluateFlag(rule, { distinctId: "d", personProperties: { v: version } }).value).toBe(false);
  });
});
