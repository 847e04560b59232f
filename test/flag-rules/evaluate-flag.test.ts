/** Compares values and payloads with those of posthog-node's local evaluation. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EvaluationContext, evaluateFlag } from "../../src/flag-rules/evaluate-flag.js";
import type {
  FlagCondition,
  FlagRule,
  FlagVariant,
  Operator,
  PropertyFilter,
} from "../../src/flag-rules/flag-rule.js";
import {
  createDefinitions,
  createRule,
  GROUP_TYPES,
  type LocalEvaluation,
  startLocalEvaluation,
} from "./posthog-node.js";

/** Compares each flag for each context. Returns the number of comparisons. */
async function compare(
  local: LocalEvaluation,
  flags: readonly FlagRule[],
  contexts: readonly EvaluationContext[],
): Promise<number> {
  await local.load(createDefinitions(flags));
  for (const context of contexts) {
    const { featureFlags, featureFlagPayloads } = await local.evaluate(context);
    const ours = flags.map((rule) => ({ key: rule.key, ...evaluateFlag(rule, context, GROUP_TYPES) }));
    const values = ours.map(({ key, value }) => [key, value]);
    const payloads = ours.flatMap(({ key, payload }) =>
      payload === undefined ? [] : [[key, JSON.parse(payload)]],
    );
    // For a variant such as `toString`, posthog-node finds a function of every object instead of a payload.
    const jsonPayloads = Object.entries(featureFlagPayloads ?? {}).filter(
      ([, payload]) => typeof payload !== "function",
    );
    const expected = { values: featureFlags, payloads: Object.fromEntries(jsonPayloads) };
    const found = { values: Object.fromEntries(values), payloads: Object.fromEntries(payloads) };
    expect(found, JSON.stringify({ flags, context })).toEqual(expected);
  }
  return flags.length * contexts.length;
}

const AB: readonly FlagVariant[] = [
  { key: "control", rollout_percentage: 50 },
  { key: "test", rollout_percentage: 50 },
];
const THREE: readonly FlagVariant[] = [
  { key: "a", rollout_percentage: 33.3 },
  { key: "zweite Variante", rollout_percentage: 33.3 },
  { key: "変種", rollout_percentage: 33.4 },
];
const rollout = (percentage: number, rest: Partial<FlagCondition> = {}): FlagCondition => ({
  properties: [],
  rollout_percentage: percentage,
  ...rest,
});
const plan = (value: PropertyFilter["value"], operator: PropertyFilter["operator"] = "exact") =>
  ({ key: "plan", type: "person", operator, value }) as const;
const ids = (...value: string[]): PropertyFilter => ({
  key: "distinct_id",
  type: "person",
  operator: "exact",
  value,
});
const payloads = { true: '{"limit":5}', control: '"c"', test: "[1,2]", "holdout-7": "true" };

const TABLE: readonly FlagRule[] = [
  ...[0, 0.01, 1, 12.5, 33.3, 50, 99, 99.99, 100].map((percentage) =>
    createRule(`rollout-${percentage}`, { groups: [rollout(percentage)] }),
  ),
  createRule("without a percentage", { groups: [{ properties: [] }] }),
  createRule("without conditions", { groups: [] }),
  createRule("disabled", { payloads }, false),
  createRule("payload", { groups: [rollout(50)], payloads }),
  createRule("ab", { multivariate: { variants: AB }, payloads }),
  createRule("ab of half", { groups: [rollout(50)], multivariate: { variants: AB }, payloads }),
  createRule("three", { multivariate: { variants: THREE } }),
  createRule("rest without variant", { multivariate: { variants: THREE.slice(0, 2) }, payloads }),
  createRule("no variants", { multivariate: { variants: [] } }),
  createRule("Überprüfung", { groups: [rollout(50)], multivariate: { variants: THREE } }),
  createRule("再ランク", { groups: [rollout(50)] }),
  createRule("🚀.emoji", { groups: [rollout(50)] }),
  createRule("override of ids", {
    groups: [
      rollout(100, { properties: [ids("id-1", "ID-2", "ïd-3", "身分-4")], variant: "test" }),
      rollout(10),
    ],
    multivariate: { variants: AB },
    payloads,
  }),
  createRule("override to no variant", {
    groups: [rollout(50, { variant: "other" })],
    multivariate: { variants: AB },
  }),
  createRule("override of properties", {
    groups: [
      rollout(60, { properties: [plan(["pro", "free"]), plan("free", "is_not")], variant: "control" }),
      rollout(80, { properties: [plan("F", "starts_with")] }),
    ],
    multivariate: { variants: AB },
  }),
  createRule("holdout", { holdout: { id: 7, exclusion_percentage: 10 }, payloads }),
  createRule("holdout of ab", {
    holdout: { id: 8, exclusion_percentage: 33.3 },
    groups: [rollout(20)],
    multivariate: { variants: AB },
  }),
  createRule("holdout of all", { holdout: { id: 9, exclusion_percentage: 100 } }),
  createRule("holdout of nobody", { holdout: { id: 9, exclusion_percentage: 0 }, groups: [rollout(50)] }),
  ...[true, false].map((early_exit) =>
    createRule(`early exit ${early_exit}`, {
      early_exit,
      groups: [
        rollout(30, { properties: [plan("pro")], variant: "test" }),
        rollout(30, { properties: [plan("free")], variant: "test" }),
        rollout(100, { variant: "control" }),
      ],
      multivariate: { variants: AB },
    }),
  ),
  createRule("group", {
    aggregation_group_type_index: 0,
    groups: [rollout(50)],
    multivariate: { variants: AB },
    holdout: { id: 3, exclusion_percentage: 20 },
  }),
  createRule("group with properties", {
    aggregation_group_type_index: 1,
    groups: [rollout(70, { properties: [{ ...plan("pro"), type: "group", group_type_index: 1 }] })],
  }),
  createRule("mixed", {
    groups: [rollout(40, { aggregation_group_type_index: 0, variant: "test" }), rollout(40)],
    multivariate: { variants: AB },
  }),
];

const ID_FORMS = [
  (n: number) => `id-${n}`,
  (n: number) => `0198c0de-0000-7000-8000-${String(n).padStart(12, "0")}`,
  (n: number) => `ïd-${n}`,
  (n: number) => `身分-${n}`,
  (n: number) => `${"🙂".repeat(n % 40)}${n}`,
  (n: number) => `two words\n${n}`,
];

function createContext(n: number): EvaluationContext {
  const distinctId = ID_FORMS[n % ID_FORMS.length]?.(n) ?? "";
  const plans = ["pro", "Pro", "free", "enterprise", true, null];
  const groups =
    [{}, { company: `Acme ${n}` }, { company: `Ünïcode ${n}`, équipe: `チーム ${n}` }][n % 3] ?? {};
  return {
    distinctId,
    personProperties: { plan: plans[n % plans.length] },
    groups,
    groupProperties: { company: { plan: "free" }, équipe: { plan: n % 2 === 0 ? "pro" : "free" } },
  };
}

describe("evaluateFlag", () => {
  it("agrees with posthog-node in 20,000 comparisons of a table", async () => {
    await using local = await startLocalEvaluation();
    const contexts = Array.from({ length: 700 }, (_, n) => createContext(n));
    expect(await compare(local, TABLE, contexts)).toBeGreaterThanOrEqual(20_000);
  });

  it("agrees with posthog-node about random flags and ids in 20,000 comparisons", async () => {
    await using local = await startLocalEvaluation();
    let comparisons = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(arbitraryRule, { selector: ({ key }) => key, minLength: 4, maxLength: 8 }),
        fc.array(arbitraryContext, { minLength: 10, maxLength: 12 }),
        async (flags, contexts) => {
          comparisons += await compare(local, flags, contexts);
        },
      ),
      { numRuns: 500 },
    );
    expect(comparisons).toBeGreaterThanOrEqual(20_000);
  });
});

const OPERATORS = {
  equality: ["exact", "is_not"],
  presence: ["is_set", "is_not_set"],
  text: ["icontains", "not_icontains", "starts_with", "not_starts_with", "ends_with", "not_ends_with"],
  number: ["gt", "gte", "lt", "lte"],
  version: ["semver_eq", "semver_neq", "semver_gt", "semver_gte", "semver_lt", "semver_lte"],
} as const satisfies Record<string, readonly Operator[]>;

const arbitraryText = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
const arbitraryPercentage = fc.oneof(
  fc.constantFrom(0, 25, 50, 100),
  fc.double({ min: 0, max: 100, noNaN: true }),
);
const arbitraryVersion = fc.constantFrom("1.2.0", "v1.10", "2", "2.0.0-beta.1", "1.2.3+build", "0.0.1");

/** Every property has a value of a kind that both sides can compare, so that no comparison is undecided. */
const PROPERTIES = {
  // posthog-node cannot decide about integers, because 5 and 5.0 have the same value in JavaScript.
  plan: fc.constantFrom("pro", "PRO", "free", "Größe", "ÄB", "true", true, false, null, 1.5, "1.5"),
  seats: fc.constantFrom(0, 5, -1, 2.5, "7", "many", null),
  version: fc.oneof(arbitraryVersion, fc.constant(null)),
};
const arbitraryProperties = fc.record(PROPERTIES);

const arbitraryPlan = PROPERTIES.plan.filter((value) => value !== null);
const arbitraryFilter: fc.Arbitrary<PropertyFilter> = fc.oneof(
  fc.record({
    key: fc.constant("plan"),
    type: fc.constant("person" as const),
    operator: fc.constantFrom(...OPERATORS.equality),
    value: fc.oneof(arbitraryPlan, fc.array(arbitraryPlan, { minLength: 1, maxLength: 3 })),
  }),
  fc.record({
    key: fc.constant("plan"),
    type: fc.constant("person" as const),
    operator: fc.constantFrom(...OPERATORS.text),
    value: fc.constantFrom("p", "PRO", "e", "Größe", "größe", "ä", "ree", "tru", "null"),
  }),
  fc.record({
    key: fc.constant("seats"),
    type: fc.constant("person" as const),
    operator: fc.constantFrom(...OPERATORS.number, ...OPERATORS.presence),
    value: fc.constantFrom(0, 5, 2.5, -3),
  }),
  fc.record({
    key: fc.constant("version"),
    type: fc.constant("person" as const),
    operator: fc.constantFrom(...OPERATORS.version),
    value: arbitraryVersion,
  }),
);

const arbitraryCondition: fc.Arbitrary<FlagCondition> = fc.record(
  {
    properties: fc.array(arbitraryFilter, { maxLength: 2 }),
    rollout_percentage: arbitraryPercentage,
    variant: fc.constantFrom("a", "b", "none", null),
    aggregation_group_type_index: fc.constantFrom(0, 1),
  },
  { requiredKeys: ["properties"] },
);

const arbitraryVariants: fc.Arbitrary<FlagVariant[]> = fc.uniqueArray(
  fc.record({
    key: fc.oneof(fc.constantFrom("a", "b"), arbitraryText),
    rollout_percentage: arbitraryPercentage,
  }),
  { selector: ({ key }) => key, maxLength: 4 },
);

/** `getAllFlagsAndPayloads` of posthog-node omits payloads that are false, 0, null or an empty text. */
const arbitraryPayload = fc.json().filter((json) => Boolean(JSON.parse(json)));

const arbitraryRule: fc.Arbitrary<FlagRule> = fc
  .record({
    key: arbitraryText.filter((key) => key !== "__proto__"),
    active: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
    filters: fc.record(
      {
        groups: fc.array(arbitraryCondition, { maxLength: 3 }),
        multivariate: fc.record({ variants: arbitraryVariants }),
        payloads: fc.record(
          { true: arbitraryPayload, a: arbitraryPayload, "holdout-7": arbitraryPayload },
          { requiredKeys: [] },
        ),
        holdout: fc.record({ id: fc.constant(7), exclusion_percentage: arbitraryPercentage }),
        early_exit: fc.boolean(),
        aggregation_group_type_index: fc.constantFrom(0, 1),
      },
      { requiredKeys: ["groups"] },
    ),
  })
  .map(({ key, active, filters }) => createRule(key, filters, active));

const arbitraryContext: fc.Arbitrary<EvaluationContext> = fc.record({
  distinctId: arbitraryText,
  personProperties: arbitraryProperties,
  groups: fc.record({ company: arbitraryText, équipe: arbitraryText }, { requiredKeys: [] }),
  groupProperties: fc.record({ company: arbitraryProperties, équipe: arbitraryProperties }),
});
