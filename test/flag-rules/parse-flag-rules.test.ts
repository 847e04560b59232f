/** The format of `flags.toml`, and the sentence for each mistake in it. */
import { describe, expect, it } from "vitest";
import type { FlagRules } from "../../src/flag-rules/flag-rules.js";
import { FlagRulesError } from "../../src/flag-rules/mistakes.js";
import { parseFlagRules } from "../../src/flag-rules/parse-flag-rules.js";
import { startLocalEvaluation } from "./posthog-node.js";

const EXAMPLE = `
[flags.new_reranker]
rollout = 50
variants = { control = 50, test = 50 }
payloads = { test = '{"k": 1}' }
holdout = { id = 7, percent = 10 }
early_exit = true

[[flags.new_reranker.overrides]]
ids = ["jane", "身分"]
variant = "test"

[[flags.new_reranker.overrides]]
properties = { plan = "pro", tool_version = { semver_gte = "1.2", semver_lt = "2" } }
rollout = 20

[flags."für teams"]
group = "company"
overrides = [{ ids = ["acme"], properties = { seats = { gt = 5 } } }]
rollout = 0

[flags.stopped]
enabled = false
payloads = { true = "5" }
`;

function getMistakes(text: string): readonly string[] {
  try {
    parseFlagRules(text, "my flags.toml");
  } catch (error) {
    if (error instanceof FlagRulesError) return error.mistakes;
    throw error;
  }
  return [];
}

describe("parseFlagRules", () => {
  it("returns the definitions that posthog-node evaluates", () => {
    const { definitions } = parseFlagRules(EXAMPLE);
    const person = { type: "person" };
    const group = { type: "group", group_type_index: 0 };
    expect(definitions).toEqual({
      flags: [
        {
          id: 1,
          key: "new_reranker",
          version: 1,
          active: true,
          ensure_experience_continuity: false,
          filters: {
            groups: [
              {
                properties: [{ key: "distinct_id", ...person, operator: "exact", value: ["jane", "身分"] }],
                rollout_percentage: 100,
                variant: "test",
              },
              {
                properties: [
                  { key: "plan", ...person, operator: "exact", value: "pro" },
                  { key: "tool_version", ...person, operator: "semver_gte", value: "1.2" },
                  { key: "tool_version", ...person, operator: "semver_lt", value: "2" },
                ],
                rollout_percentage: 20,
              },
              { properties: [], rollout_percentage: 50 },
            ],
            multivariate: {
              variants: [
                { key: "control", rollout_percentage: 50 },
                { key: "test", rollout_percentage: 50 },
              ],
            },
            payloads: { test: '{"k": 1}' },
            holdout: { id: 7, exclusion_percentage: 10 },
            early_exit: true,
          },
        },
        {
          id: 2,
          key: "für teams",
          version: 1,
          active: true,
          ensure_experience_continuity: false,
          filters: {
            groups: [
              {
                properties: [
                  { key: "$group_key", ...group, operator: "exact", value: ["acme"] },
                  { key: "seats", ...group, operator: "gt", value: 5 },
                ],
                rollout_percentage: 100,
              },
              { properties: [], rollout_percentage: 0 },
            ],
            aggregation_group_type_index: 0,
            early_exit: false,
          },
        },
        {
          id: 3,
          key: "stopped",
          version: 1,
          active: false,
          ensure_experience_continuity: false,
          filters: {
            groups: [{ properties: [], rollout_percentage: 100 }],
            payloads: { true: "5" },
            early_exit: false,
          },
        },
      ],
      group_type_mapping: { 0: "company" },
      cohorts: {},
      property_matching_version: 2,
    });
  });

  it("returns rules with the values of posthog-node", async () => {
    const rules = parseFlagRules(EXAMPLE);
    await using local = await startLocalEvaluation();
    await local.load(rules.definitions);
    const seen = new Set<unknown>();
    for (const id of ["jane", "身分", ...Array.from({ length: 200 }, (_, n) => `id-${n}`)]) {
      const context = {
        distinctId: id,
        personProperties: { plan: id.endsWith("1") ? "pro" : "free", tool_version: "1.5.0" },
        groups: { company: id.endsWith("2") ? "ACME" : id },
        groupProperties: { company: { seats: 9 } },
      };
      const values = getValues(rules, context);
      expect(values).toEqual((await local.evaluate(context)).featureFlags);
      for (const value of Object.entries(values)) seen.add(value.join());
    }
    expect([...seen].sort()).toEqual([
      "für teams,false",
      "für teams,true",
      "new_reranker,control",
      "new_reranker,false",
      "new_reranker,holdout-7",
      "new_reranker,test",
      "stopped,false",
    ]);
  });

  it.each([
    ["an empty file", "", 0],
    ["an empty table of a flag", "[flags.a]", 1],
    ["a key that JavaScript's objects have", "[flags.__proto__]\n[flags.constructor]", 2],
    [
      "decimal percentages, whose sum is not exact",
      "[flags.a]\nvariants = { v0 = 11.1, v1 = 11.1, v2 = 11.1, v3 = 11.1, v4 = 11.1, v5 = 11.1, v6 = 11.1, v7 = 11.1, v8 = 11.2 }",
      1,
    ],
  ])("accepts %s", (_, text, count) => {
    expect(getMistakes(text)).toEqual([]);
    expect(parseFlagRules(text).evaluate({ distinctId: "d" })).toHaveLength(count);
  });

  it("evaluates only the flags that are asked for", () => {
    const evaluated = parseFlagRules(EXAMPLE).evaluate({ distinctId: "d" }, ["stopped", "unknown"]);
    expect(evaluated.map(({ rule }) => rule.key)).toEqual(["stopped"]);
  });
});

function getValues(rules: FlagRules, context: Parameters<FlagRules["evaluate"]>[0]): Record<string, unknown> {
  return Object.fromEntries(
    rules.evaluate(context).map(({ rule, evaluation }) => [rule.key, evaluation.value]),
  );
}

describe("a mistake", () => {
  const flag = (lines: string) => `[flags.a]\nvariants = { control = 50, test = 50 }\n${lines}`;
  const properties = (text: string) => `[[flags.a.overrides]]\nproperties = ${text}`;

  it.each([
    ["no TOML", "a = \n", "line 1, column 5 is not TOML: invalid value."],
    ["a key twice", "[flags.a]\nrollout = 1\nrollout = 2", "line 3, column 1 is not TOML: "],
    ["another table", "[flag.a]", 'flag ({"a":{}}) is not a known key; did you mean flags?'],
    ["flags that are no table", "flags = 1", "flags is 1, but must be a table."],
    ["a flag that is no table", "[flags]\na = true", "flags.a is true, but must be a table."],
    ["an empty key", '[flags.""]', 'flags."" is {}, but must be a flag whose key is not empty.'],
    [
      "an unknown key",
      flag("rolout = 5"),
      "flags.a.rolout (5) is not a known key; did you mean rollout or holdout?",
    ],
    [
      "a key that is like no other",
      flag("zzz = 5"),
      "flags.a.zzz (5) is not a known key; the keys here are enabled, ",
    ],
    ["enabled", flag('enabled = "no"'), 'flags.a.enabled is "no", but must be true or false.'],
    [
      "a rollout as text",
      flag('rollout = "5"'),
      'flags.a.rollout is "5", but must be a number from 0 to 100.',
    ],
    [
      "a rollout of 101",
      flag("rollout = 101"),
      "flags.a.rollout is 101, but must be a number from 0 to 100.",
    ],
    [
      "a negative rollout",
      flag("rollout = -1"),
      "flags.a.rollout is -1, but must be a number from 0 to 100.",
    ],
    ["no number", flag("rollout = nan"), "flags.a.rollout is NaN, but must be a number from 0 to 100."],
    ["a list of variants", '[flags.a]\nvariants = ["a"]', 'flags.a.variants is ["a"], but must be a table.'],
    [
      "variants of 99 per cent",
      "[flags.a]\nvariants = { a = 50, b = 49 }",
      'flags.a.variants is {"a":50,"b":49}, but must be variants whose percentages are 100 together, not 99.',
    ],
    [
      "no variants",
      "[flags.a]\nvariants = {}",
      "flags.a.variants is {}, but must be variants whose percentages",
    ],
    [
      "a variant without a name",
      '[flags.a]\nvariants = { "" = 100 }',
      'flags.a.variants."" is 100, but must be the percentage of a variant with a name.',
    ],
    [
      "a variant of 101 per cent",
      '[flags."a b"]\nvariants = { a = 101 }',
      'flags."a b".variants.a is 101, but must be a number from 0 to 100.',
    ],
    [
      "a payload that is no JSON",
      flag("payloads = { test = 'x y' }"),
      'flags.a.payloads.test is "x y", but must be a text that contains JSON, such as \'{"limit": 5}\'.',
    ],
    [
      "a payload that is a table",
      flag("payloads = { test = { a = 1 } }"),
      'flags.a.payloads.test is {"a":1}, but must be a text that contains JSON',
    ],
    [
      "a payload of another variant",
      flag("payloads = { tset = '1' }"),
      'flags.a.payloads.tset ("1") is not a known key; did you mean test?',
    ],
    [
      "a payload of a variant that the flag does not have",
      "[flags.a]\npayloads = { b = '1' }",
      'flags.a.payloads.b ("1") is not a known key; the keys here are true.',
    ],
    ["an empty group", flag('group = ""'), 'flags.a.group is "", but must be a text that is not empty.'],
    ["early_exit", flag("early_exit = 1"), "flags.a.early_exit is 1, but must be true or false."],
    ["a holdout", flag("holdout = 5"), "flags.a.holdout is 5, but must be a table."],
    [
      "a holdout without an id",
      flag("holdout = { percent = 5 }"),
      "flags.a.holdout.id is missing, but must be an integer from 1.",
    ],
    [
      "a holdout without per cent",
      flag("holdout = { id = 5 }"),
      "flags.a.holdout.percent is missing, but must be a number from 0 to 100.",
    ],
    [
      "the id of a holdout",
      flag("holdout = { id = 1.5, percent = 5 }"),
      "flags.a.holdout.id is 1.5, but must be an integer from 1.",
    ],
    ["overrides", flag("overrides = {}"), "flags.a.overrides is {}, but must be a list of tables."],
    [
      "an override for everybody",
      flag('overrides = [{ variant = "test" }]'),
      "flags.a.overrides[1].ids is missing, but must be a list of texts, unless the override has properties.",
    ],
    [
      "an override for no id",
      flag("overrides = [{ ids = [] }]"),
      "flags.a.overrides[1].ids is [], but must be a list of texts that are not empty.",
    ],
    [
      "an override for any properties",
      flag(properties("{}")),
      "flags.a.overrides[1].properties is {}, but must be a table with at least one property.",
    ],
    [
      "an override with another variant",
      flag('overrides = [{ ids = ["d"] }, { ids = ["d"], variant = "tset" }]'),
      'flags.a.overrides[2].variant is "tset", but must be "control" or "test".',
    ],
    [
      "an override with a variant of a flag that has none",
      '[flags.a]\noverrides = [{ ids = ["d"], variant = "test" }]',
      'flags.a.overrides[1].variant is "test", but must be left out, because the flag has no variants.',
    ],
    [
      "a date as property",
      flag(properties("{ plan = 2026-01-01 }")),
      'flags.a.overrides[1].properties.plan is "2026-01-01", but must be a text, a number, true, false, or a list',
    ],
    [
      "an integer of more than 53 bits",
      flag(properties("{ plan = 9223372036854775807 }")),
      "flags.a.overrides[1].properties.plan is 9223372036854775807, but must be a text, a number, true, false",
    ],
    [
      "an operator of PostHog that is not supported",
      flag(properties('{ plan = { regex = "^p" } }')),
      'flags.a.overrides[1].properties.plan.regex ("^p") is an operator of PostHog that is not supported; the keys ',
    ],
    [
      "an unknown operator",
      flag(properties("{ seats = { gtt = 5 } }")),
      "flags.a.overrides[1].properties.seats.gtt (5) is not a known key; did you mean gt",
    ],
    [
      "an operator for numbers",
      flag(properties('{ seats = { gt = "5" } }')),
      'flags.a.overrides[1].properties.seats.gt is "5", but must be a number.',
    ],
    [
      "an operator for versions",
      flag(properties('{ v = { semver_gt = "1.x" } }')),
      'flags.a.overrides[1].properties.v.semver_gt is "1.x", but must be a version, such as "1.2.0".',
    ],
    [
      "an operator without a value",
      flag(properties("{ plan = { is_set = false } }")),
      "flags.a.overrides[1].properties.plan.is_set is false, but must be true.",
    ],
  ])("%s is told in one sentence", (_, text, sentence) => {
    const mistakes = getMistakes(text);
    expect(mistakes).toEqual([expect.stringContaining(sentence)]);
    expect(mistakes[0]).toMatch(/^my flags\.toml: .+[.?]$/);
  });

  it("does not hide the others", () => {
    expect(getMistakes("[flags.a]\nrollout = 101\nenabled = 1\n[flags.b]\nx = 1")).toHaveLength(3);
  });
});
