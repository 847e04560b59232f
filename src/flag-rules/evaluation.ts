/** The result of an evaluation, with its reason. The codes and texts are those of PostHog's answers. */

/**
 * Why a flag has its value. The codes are a part of PostHog's `FeatureFlagMatchReason` (PostHog/posthog,
 * rust/feature-flags/src/flags/flag_match_reason.rs).
 *
 * @example
 * const rules = parseFlagRules("[flags.parallel_indexing]\nenabled = false");
 * const [result] = rules.evaluate({ distinctId: "0198c0de-0000-7000-8000-000000000001" });
 * const reason: ReasonCode | undefined = result?.evaluation.reason; // "flag_disabled"
 */
export type ReasonCode =
  | "condition_match"
  | "no_condition_match"
  | "out_of_rollout_bound"
  | "no_group_type"
  | "holdout_condition_value"
  | "flag_disabled";

/**
 * The value of a flag for an id.
 *
 * @example
 * function formatEvaluation({ value, reason, conditionIndex }: FlagEvaluation): string {
 *   const set = conditionIndex === undefined ? "" : ` in set ${conditionIndex + 1}`;
 *   return `${value}: ${reason}${set}`;
 * }
 */
export interface FlagEvaluation {
  /** A variant, `holdout-<id>`, or whether the flag is on. */
  readonly value: string | boolean;
  /** JSON. Undefined if the value has no payload. */
  readonly payload: string | undefined;
  readonly reason: ReasonCode;
  /** The set of conditions that decided, from 0. Undefined if none did. */
  readonly conditionIndex: number | undefined;
}

/** If several sets do not match, the reason with the highest rank is the reason of the flag, as in PostHog's server. */
const RANKS = { no_group_type: 1, no_condition_match: 2, out_of_rollout_bound: 3 } as const;

/** A reason why a set of conditions does not match. */
export type MismatchReason = keyof typeof RANKS;

/** Of two reasons with the same rank, the one of the later set is the reason of the flag. */
export function isAtLeastAsStrong(reason: MismatchReason, than: MismatchReason): boolean {
  return RANKS[reason] >= RANKS[than];
}

/** Returns PostHog's sentence for a reason (PostHog/posthog, rust/feature-flags/src/api/types.rs). */
export function describeReason({ reason, conditionIndex = 0 }: FlagEvaluation): string {
  switch (reason) {
    case "condition_match":
      return `Matched condition set ${conditionIndex + 1}`;
    case "no_condition_match":
      return "No matching condition set";
    case "out_of_rollout_bound":
      return "Out of rollout bound";
    case "no_group_type":
      return "No group type";
    case "holdout_condition_value":
      return "Holdout condition value";
    case "flag_disabled":
      return "Feature flag is disabled";
  }
}
