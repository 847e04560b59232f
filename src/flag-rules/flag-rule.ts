/** The rules of feature flags, in the JSON form of PostHog's `/flags/definitions`. posthog-node evaluates the same form. */

/**
 * How a filter compares a property with its value. PostHog has more operators: regular expressions, dates, cohorts and
 * flags that depend on others. They are left out, because they need a store of persons, or because PostHog's own clients
 * and servers do not agree on them.
 *
 * @example
 * const operator: Operator = "semver_gte"; // 1.2.0-beta.1 counts as 1.2.0
 * const filter: PropertyFilter = { key: "tool_version", type: "person", operator, value: "1.2.0" };
 */
export type Operator =
  | ("exact" | "is_not")
  | ("is_set" | "is_not_set")
  | ("icontains" | "not_icontains" | "starts_with" | "not_starts_with" | "ends_with" | "not_ends_with")
  | ("gt" | "gte" | "lt" | "lte")
  | ("semver_eq" | "semver_neq" | "semver_gt" | "semver_gte" | "semver_lt" | "semver_lte");

/**
 * A single value of a filter.
 *
 * @example
 * const plans: readonly FilterScalar[] = ["pro", "team"];
 * const filter: PropertyFilter = { key: "plan", type: "person", operator: "exact", value: plans };
 */
export type FilterScalar = string | number | boolean;

/**
 * A filter of a property of the person or the group.
 *
 * @example
 * const filter: PropertyFilter = { key: "seats", type: "group", group_type_index: 0, operator: "gte", value: 10 };
 */
export interface PropertyFilter {
  readonly key: string;
  readonly type: "person" | "group";
  readonly group_type_index?: number;
  readonly operator: Operator;
  /** Of a list, `exact` and `is_not` compare with each item. */
  readonly value: FilterScalar | readonly FilterScalar[];
}

/**
 * A set of conditions for the same part of the ids. All filters must match, and the id must be in the rollout.
 *
 * @example
 * const condition: FlagCondition = {
 *   properties: [{ key: "plan", type: "person", operator: "exact", value: "pro" }],
 *   rollout_percentage: 20, // of the ids whose plan is pro
 *   variant: "test",
 * };
 */
export interface FlagCondition {
  readonly properties: readonly PropertyFilter[];
  /** Per cent of the ids. @default 100 */
  readonly rollout_percentage?: number | null;
  /** The variant of all ids in this set. @default the variant that the hash of the id chooses */
  readonly variant?: string | null;
  /** The group type whose key is hashed. @default that of the flag */
  readonly aggregation_group_type_index?: number | null;
}

/**
 * A variant, which a part of the ids gets.
 *
 * @example
 * const variants: readonly FlagVariant[] = [
 *   { key: "control", rollout_percentage: 50 },
 *   { key: "test", rollout_percentage: 50 },
 * ];
 */
export interface FlagVariant {
  readonly key: string;
  /** Per cent of the ids. */
  readonly rollout_percentage: number;
}

/**
 * Ids that no flag with a holdout reaches. Their value is `holdout-<id>`.
 *
 * @example
 * const holdout: Holdout = { id: 1, exclusion_percentage: 5 }; // these ids get "holdout-1"
 * const filters: FlagFilters = { groups: [{ properties: [] }], holdout };
 */
export interface Holdout {
  readonly id: number;
  /** Per cent of the ids. They are the same ids for every flag. */
  readonly exclusion_percentage: number;
}

/**
 * The conditions, variants, payloads and holdout of a flag.
 *
 * @example
 * const filters: FlagFilters = {
 *   groups: [{ properties: [], rollout_percentage: 50 }],
 *   payloads: { true: '{"max_files": 5000}' },
 * };
 */
export interface FlagFilters {
  /** In this order. The first set that matches decides. */
  readonly groups: readonly FlagCondition[];
  readonly multivariate?: { readonly variants: readonly FlagVariant[] } | null;
  /** JSON texts by variant, or by `true` for a flag without variants. */
  readonly payloads?: Readonly<Record<string, string>>;
  readonly holdout?: Holdout | null;
  /** The group type whose key is hashed. @default the distinct id is hashed */
  readonly aggregation_group_type_index?: number | null;
  /** True: if the filters of a set match and its rollout excludes the id, no later set is evaluated. @default false */
  readonly early_exit?: boolean;
}

/**
 * One flag.
 *
 * @example
 * function listDisabled(rules: readonly FlagRule[]): string[] {
 *   return rules.filter(({ active }) => !active).map(({ key }) => key);
 * }
 * console.log(listDisabled(parseFlagRules("[flags.parallel_indexing]\nenabled = false").definitions.flags));
 */
export interface FlagRule {
  readonly id: number;
  readonly key: string;
  readonly active: boolean;
  readonly version: number;
  readonly filters: FlagFilters;
  /** Persons who keep a value after their rollout has changed need a store of ids, so there are none. */
  readonly ensure_experience_continuity: false;
}

/**
 * The names of the group types by their index.
 *
 * @example
 * const groupTypes: GroupTypes = { 0: "company", 1: "project" };
 */
export type GroupTypes = Readonly<Record<string, string>>;

/**
 * The body of `/flags/definitions`.
 *
 * @example
 * const rules = parseFlagRules('[flags.team_cache]\ngroup = "company"');
 * const { flags, group_type_mapping }: FlagDefinitions = rules.definitions;
 * console.log(flags.length, group_type_mapping); // 1 { '0': 'company' }
 */
export interface FlagDefinitions {
  readonly flags: readonly FlagRule[];
  readonly group_type_mapping: GroupTypes;
  readonly cohorts: Readonly<Record<string, never>>;
  /** In version 2, `exact` compares texts. In version 1, the filter `false` matches everything except `true`. */
  readonly property_matching_version: 2;
}
