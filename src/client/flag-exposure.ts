/** Defines `$feature_flag_called`, which PostHog's experiments need once for each id. */
import type { Json } from "../envelope.js";
import type { ListedField } from "../events/manifest.js";
import type { TelemetryEvent } from "../events/telemetry-event.js";
import { type DeclaredText, verbatim } from "../privacy/sanitizer/declared-text.js";
import { sealName } from "../privacy/sanitizer/seal.js";
import type { Flag, FlagResponse } from "../transports/transport.js";

export const FLAG_CALLED_EVENT = "$feature_flag_called";

/** Creates the properties that PostHog's experiments read. Keys, variants and reasons are names that the author wrote. */
export function createExposureProperties(
  key: string,
  flag: Flag | undefined,
  response: FlagResponse,
): Partial<Record<keyof typeof FLAG_CALLED_FIELDS, Json | DeclaredText>> {
  const isUnevaluated = response.unevaluatedKeys.has(key);
  const errors = [
    ...(response.errorsWhileComputing || isUnevaluated ? ["errors_while_computing_flags"] : []),
    ...(response.quotaLimited ? ["quota_limited"] : []),
    ...(flag === undefined && !isUnevaluated ? ["flag_missing"] : []),
  ];
  const properties: Record<keyof typeof FLAG_CALLED_FIELDS, Json | DeclaredText | undefined> = {
    $feature_flag: declaredName(key),
    $feature_flag_response: declaredName(flag?.value),
    $feature_flag_id: flag?.id,
    $feature_flag_version: flag?.version,
    $feature_flag_reason: declaredName(flag?.reason),
    $feature_flag_request_id: response.requestId,
    $feature_flag_error: errors.length > 0 ? verbatim(errors.join(",")) : undefined,
    locally_evaluated: false,
  };
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Creates the event that states the variant of an experiment, which was assigned on this machine. */
export function createExperimentExposure(experiment: string, variant: string): TelemetryEvent {
  const properties = {
    $feature_flag: declaredName(experiment),
    $feature_flag_response: declaredName(variant),
    locally_evaluated: true,
  } satisfies Partial<Record<keyof typeof FLAG_CALLED_FIELDS, Json | DeclaredText>>;
  return { toPosthogEvent: () => [FLAG_CALLED_EVENT, properties] };
}

function declaredName<T>(name: string | T): DeclaredText | T {
  return typeof name === "string" ? verbatim(sealName(name)) : name;
}

export const FLAG_CALLED_FIELDS = {
  $feature_flag: { type: "string", purpose: "Which flag was read." },
  $feature_flag_response: {
    type: "string | boolean",
    purpose: "Which variant the flag had, to compare the variants of an experiment.",
  },
  $feature_flag_id: { type: "number", purpose: "The flag's number in PostHog.", sensitivity: "none" },
  $feature_flag_version: {
    type: "number",
    purpose: "Whether the flag was changed during an experiment.",
    sensitivity: "none",
  },
  $feature_flag_reason: {
    type: "string",
    purpose: "Which rule of the flag decided, to find flags that are set up wrongly.",
  },
  $feature_flag_request_id: {
    type: "string",
    purpose: "PostHog's own number for its answer, to investigate faults.",
    sensitivity: "none",
  },
  $feature_flag_error: {
    type: "string",
    purpose: "Why there was no value (from a fixed list), to exclude such reads from an experiment.",
    sensitivity: "none",
  },
  locally_evaluated: {
    type: "boolean",
    purpose:
      "`true` for an experiment, whose variant was assigned on this machine; `false` if the server decided.",
    sensitivity: "none",
  },
} as const satisfies Readonly<Record<string, ListedField>>;
