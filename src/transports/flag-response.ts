/** Parses the response of PostHog's `/flags/?v=2`. Every part is checked, because it comes from the network. */
import type { Json } from "../envelope.js";
import type { Flag, FlagResponse } from "./transport.js";

/** Returns undefined for a response that does not answer the request. */
export function parseFlagResponse(response: object): FlagResponse | undefined {
  const { flags: details, requestId, errorsWhileComputingFlags, quotaLimited } = Object(response);
  if (typeof details !== "object" || details === null || Array.isArray(details)) return undefined;
  const errorsWhileComputing = errorsWhileComputingFlags === true;
  const isOverQuota = Array.isArray(quotaLimited) && quotaLimited.includes("feature_flags");
  const flags = new Map<string, Flag>();
  const unevaluatedKeys = new Set<string>();
  for (const [key, detail] of Object.entries(details)) {
    // Over its quota the server evaluates nothing, so posthog-node does not use what is in such an answer either.
    const flag = isOverQuota ? undefined : parseFlag(detail, errorsWhileComputing);
    if (flag === undefined) unevaluatedKeys.add(key);
    else flags.set(key, flag);
  }
  return {
    flags,
    unevaluatedKeys,
    requestId: typeof requestId === "string" ? requestId : undefined,
    errorsWhileComputing,
    quotaLimited: isOverQuota,
  };
}

/** Returns undefined if the server could not evaluate the flag. */
function parseFlag(detail: unknown, errorsWhileComputing: boolean): Flag | undefined {
  const { enabled, variant, reason, metadata, failed } = Object(detail);
  const { id, version, payload } = Object(metadata);
  const { code } = Object(reason);
  const value = parseValue(enabled, variant);
  const isFailed = failed !== undefined && failed !== null && failed !== false;
  if (value === undefined || isFailed || code === MISSING_DEPENDENCY) return undefined;
  // Servers of before 2026 mark a failed flag only by `enabled: false` and the code of the error.
  if (value === false && errorsWhileComputing && !OFF_CODES.has(code)) return undefined;
  return {
    value,
    payload: parsePayload(payload),
    id: typeof id === "number" ? id : undefined,
    version: typeof version === "number" ? version : undefined,
    reason: typeof code === "string" ? code : undefined,
  };
}

/** "Flag cannot be evaluated due to missing dependency" (PostHog's FeatureFlagMatchReason). */
const MISSING_DEPENDENCY = "missing_dependency";

/** The reasons of FeatureFlagMatchReason for which an evaluated flag is off. */
const OFF_CODES: ReadonlySet<unknown> = new Set([
  "no_condition_match",
  "out_of_rollout_bound",
  "no_group_type",
  "holdout_condition_value",
  "super_condition_value",
  "flag_disabled",
]);

/** Returns undefined for anything but a variant's key, true and false. */
function parseValue(enabled: unknown, variant: unknown): string | boolean | undefined {
  if (typeof enabled !== "boolean") return undefined;
  if (!enabled || variant === undefined || variant === null) return enabled;
  return typeof variant === "string" && variant !== "" ? variant : undefined;
}

/** PostHog sends a text that contains JSON. Like posthog-node, this also accepts the JSON itself. */
function parsePayload(payload: unknown): Json | undefined {
  // Everything in an answer was parsed from JSON.
  if (typeof payload !== "string") return (payload as Json | undefined) ?? undefined;
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}
