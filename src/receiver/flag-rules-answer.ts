/** Answers requests for flags by rules. The values of a request were checked, except for those of groups and properties. */
import type { EvaluationContext } from "../flag-rules/evaluate-flag.js";
import { describeReason } from "../flag-rules/evaluation.js";
import type { FlagRules } from "../flag-rules/flag-rules.js";
import { isRecord, type UnknownRecord } from "../internal/record.js";
import type { FlagRequest } from "./flag-request.js";
import type { AnsweredFlag } from "./flags-response.js";

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
