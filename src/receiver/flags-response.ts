/** Creates the response of PostHog's `/flags/` (PostHog/posthog, rust/feature-flags/src/api/types.rs). */

/** A flag, as both versions of the response need it. */
export interface AnsweredFlag {
  readonly id: number;
  readonly version: number;
  readonly key: string;
  /** A variant, or whether the flag is on. */
  readonly value: boolean | string;
  /** JSON. */
  readonly payload: string | undefined;
  readonly reason: {
    readonly code: string;
    readonly condition_index: number | null;
    readonly description: string;
  };
}

/** Creates a response. Version 2 has the details of each flag, version 1 only its value and payload. */
export function createFlagsResponse(
  flags: readonly AnsweredFlag[],
  version: string | null,
  requestId: string,
): object {
  const common = { errorsWhileComputingFlags: false, requestId, evaluatedAt: Date.now() };
  if (version === "2")
    return { ...common, flags: Object.fromEntries(flags.map((flag) => [flag.key, createDetails(flag)])) };
  return {
    ...common,
    featureFlags: Object.fromEntries(flags.map(({ key, value }) => [key, value])),
    featureFlagPayloads: Object.fromEntries(
      flags.flatMap(({ key, payload }) => (payload === undefined ? [] : [[key, payload]])),
    ),
  };
}

function createDetails({ id, version, key, value, payload, reason }: AnsweredFlag): object {
  return {
    key,
    enabled: value !== false,
    variant: typeof value === "string" ? value : null,
    reason,
    metadata: { id, version, description: null, payload: payload ?? null, has_experiment: false },
  };
}
