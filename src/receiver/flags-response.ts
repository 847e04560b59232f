/** The answer of PostHog's `/flags/`, from a plain table. */

/** A flag is on, off or a variant; or that with its payload. */
export type FlagDefinition =
  | boolean
  | string
  | { readonly value: boolean | string; readonly payload?: unknown };
export type FlagTable = Readonly<Record<string, FlagDefinition>>;

/** What a client asks; other fields of the request are in it too. */
export interface FlagRequest {
  readonly distinct_id?: string;
  readonly flag_keys_to_evaluate?: readonly string[];
}

/** Version 2 lists each flag's details, version 1 only the values. `requestId` is echoed in `$feature_flag_called`. */
export function createFlagsResponse(
  table: FlagTable,
  request: FlagRequest,
  version: string | null,
  requestId: string,
): object {
  const requestedKeys = request.flag_keys_to_evaluate;
  const entries = Object.entries(table).filter(
    ([key]) => requestedKeys === undefined || requestedKeys.includes(key),
  );
  const common = { errorsWhileComputingFlags: false, requestId, evaluatedAt: Date.now() };
  if (version !== "2") {
    return {
      ...common,
      featureFlags: Object.fromEntries(entries.map(([key, flag]) => [key, getFlagValue(flag)])),
      featureFlagPayloads: Object.fromEntries(
        entries.flatMap(([key, flag]) =>
          getFlagPayload(flag) === undefined ? [] : [[key, JSON.stringify(getFlagPayload(flag))]],
        ),
      ),
    };
  }
  const details = entries.map(([key, flag], index) => {
    const value = getFlagValue(flag);
    const payload = getFlagPayload(flag);
    return [
      key,
      {
        key,
        enabled: value !== false,
        variant: typeof value === "string" ? value : null,
        reason: { code: "condition_match", condition_index: 0, description: "Matched condition set 1" },
        metadata: {
          id: index + 1,
          version: 1,
          description: null,
          payload: payload === undefined ? null : JSON.stringify(payload),
        },
      },
    ] as const;
  });
  return { ...common, flags: Object.fromEntries(details) };
}

function getFlagValue(flag: FlagDefinition): boolean | string {
  return typeof flag === "object" ? flag.value : flag;
}

function getFlagPayload(flag: FlagDefinition): unknown {
  return typeof flag === "object" ? flag.payload : undefined;
}
