/**
 * Receives events, traces and flag requests on this machine, for tests and demonstrations.
 *
 * @module codeweaver-telemetry/receiver
 */

export type { EvaluationContext } from "../flag-rules/evaluate-flag.js";
export type { FlagEvaluation, ReasonCode } from "../flag-rules/evaluation.js";
export type {
  FilterScalar,
  FlagCondition,
  FlagDefinitions,
  FlagFilters,
  FlagRule,
  FlagVariant,
  GroupTypes,
  Holdout,
  Operator,
  PropertyFilter,
} from "../flag-rules/flag-rule.js";
export { FlagRules } from "../flag-rules/flag-rules.js";
export type { Properties } from "../flag-rules/match-property.js";
export { FlagRulesError } from "../flag-rules/mistakes.js";
export { parseFlagRules } from "../flag-rules/parse-flag-rules.js";
export {
  type DecodedRequest,
  type DecodeOptions,
  decodeRequest,
  type EncodedRequest,
  getMaxBodyBytes,
  isEndpoint,
} from "./decode-request.js";
export type { FlagRequest } from "./flag-request.js";
export { answerFlagRequest } from "./flag-rules-answer.js";
export type { FlagDefinition, FlagTable } from "./flag-table.js";
export type { EventResults } from "./posthog-events-v1.js";
export type { ReceivedRequest } from "./received-data.js";
export type { ReceivedEvent } from "./received-event.js";
export { type Receiver, startReceiver } from "./receiver.js";
export type { ReceiverOptions } from "./receiver-options.js";
export { RejectedRequest } from "./rejection.js";
export { type RequestBody, readBody, UploadBudget } from "./request-body.js";
export type { ReceivedSpan } from "./traces.js";
