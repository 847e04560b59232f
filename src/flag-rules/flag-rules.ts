/** The rules of all flags of a project, which answer for an id. */
import { type EvaluationContext, evaluateFlag } from "./evaluate-flag.js";
import type { FlagEvaluation } from "./evaluation.js";
import type { FlagDefinitions, FlagRule } from "./flag-rule.js";

/**
 * Rules of flags, such as `parseFlagRules` returns. `startReceiver` answers requests for flags by them.
 *
 * @example
 * import { readFileSync } from "node:fs";
 * const flags: FlagRules = parseFlagRules(readFileSync("flags.toml", "utf8"));
 * await using receiver = await startReceiver({ flags });
 */
export class FlagRules {
  /** The rules in the form of PostHog's `/flags/definitions`, from which posthog-node evaluates flags itself. */
  readonly definitions: FlagDefinitions;

  /** Checks nothing. `parseFlagRules` checks rules, and is the way to create this object. */
  constructor(definitions: FlagDefinitions) {
    this.definitions = definitions;
  }

  /**
   * Returns the value of each flag, in the order of the rules.
   * @param keys Only these flags are evaluated. @default all flags
   *
   * @example
   * const rules = parseFlagRules(`
   *   [flags.new_reranker]
   *   rollout = 50
   * `);
   * for (const { rule, evaluation } of rules.evaluate({ distinctId: "0198c0de-0000-7000-8000-000000000001" }))
   *   console.log(rule.key, evaluation.value, evaluation.reason);
   */
  evaluate(
    context: EvaluationContext,
    keys?: readonly string[],
  ): readonly { readonly rule: FlagRule; readonly evaluation: FlagEvaluation }[] {
    const { flags, group_type_mapping } = this.definitions;
    const wanted = keys && new Set(keys);
    return flags
      .filter(({ key }) => wanted?.has(key) ?? true)
      .map((rule) => ({ rule, evaluation: evaluateFlag(rule, context, group_type_mapping) }));
  }
}
