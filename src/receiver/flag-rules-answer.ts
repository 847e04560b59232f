/** Answers requests for flags by rules. The values of a request were checked, except for those of groups and properties. */
import { randomUUID } from "node:crypto";
import type { EvaluationContext } from "../flag-rules/evaluate-flag.js";
import { describeReason } from "../flag-rules/evaluation.js";
import type { FlagRules } from "../flag-rules/flag-rules.js";
import { isRecord, type UnknownRecord } from "../internal/record.js";
import type { FlagRequest } from "./flag-request.js";
import { type AnsweredFlag, createFlagsResponse } from "./flags-response.js";

/**
 * Creates the answer of `/flags/` to a request, by rules.
 *
 * @param version the value of `v` in the query; `2` has the details of each flag
 *
 * @example
 * const rules = parseFlagRules("[flags.new_reranker]");
 * const answer = answerFlagRequest(rules, { distinct_id: "7" }, "2");
 */
export function answerFlagRequest(rules: FlagRules, request: FlagRequest, version: string | null): object {
  return createFlagsResponse(answerByRules(rules, request), version, randomUUID());
}

/** Returns no flags for a request that disables them, which needs no id. */
export function answerByRules(rules: FlagRules, request: FlagRequest): AnsweredFlag[] {
  const { distinct_id, disable_flags, flag_keys_to_evaluate } = request;
  if (distinct_id === undefined || disable_flags === true) return [];
  const context = createContext(distinct_id, request);
  return rules.evaluate(context, flag_keys_to_evaluate).map(({ rule, evaluation }) => ({
    id: rule.id,
    version: rule.version,
    key: rule.key,
    value: evaluation.value,
    payload: evaluation.payload,
    reason: {
      code: evaluation.reason,
      condition_index: evaluation.conditionIndex ?? null,
      description: describeReason(evaluation),
    },
  }));
}

function createContext(
  distinctId: string,
  { person_properties = {}, groups = {}, group_properties = {} }: FlagRequest,
): EvaluationContext {
  return {
    distinctId,
    personProperties: person_properties,
    groups: Object.fromEntries(Object.entries(groups).flatMap(parseGroup)),
    groupProperties: Object.fromEntries(Object.entries(group_properties).filter(hasProperties)),
  };
}

/** The key of a group can be a number. PostHog ignores a key that is something else. */
function parseGroup([type, key]: [string, unknown]): [string, string][] {
  return typeof key === "string" || typeof key === "number" ? [[type, String(key)]] : [];
}

function hasProperties(entry: [string, unknown]): entry is [string, UnknownRecord] {
  return isRecord(entry[1]);
}
