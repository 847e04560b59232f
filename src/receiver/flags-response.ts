/** Creates the response of PostHog's `/flags/` from a table. */

import { isJsonObject } from "./json-text.js";

/** A flag that is on, off or has a variant, with or without a payload. */
export type FlagDefinition =
  | boolean
  | string
  | { readonly value: boolean | string; readonly payload?: unknown };
/** Flags by key. */
export type FlagTable = Readonly<Record<string, FlagDefinition>>;

/** The body of a flag request. It has more fields than these. */
export interface FlagRequest {
  readonly distinct_id?: string;
  readonly flag_keys_to_evaluate?: readonly string[];
}

/**
 * Creates a response. Version 2 has the details of each flag, version 1 only its value.
 * @throws TypeError if the author's table is not one, as JavaScript allows
 */
export function createFlagsResponse(
  table: FlagTable,
  request: FlagRequest,
  version: string | null,
  requestId: string,
): object {
  checkFlagTable(table);
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

function checkFlagTable(table: unknown): void {
  if (table instanceof Promise) {
    table.catch(() => {}); // its error would end the process of the author's tests
    throw new TypeError("flags must be an object, not a promise of one");
  }
  if (!isJsonObject(table)) throw new TypeError("flags must be an object that has the value of each flag");
  for (const [key, flag] of Object.entries(table)) {
    const value = isJsonObject(flag) ? flag.value : flag;
    if (typeof value !== "boolean" && (typeof value !== "string" || value === ""))
      throw new TypeError(
        `the flag ${JSON.stringify(key)} must be true, false, a variant or { value, payload }`,
      );
  }
}

function getFlagValue(flag: FlagDefinition): boolean | string {
  return typeof flag === "object" ? flag.value : flag;
}

function getFlagPayload(flag: FlagDefinition): unknown {
  return typeof flag === "object" ? flag.payload : undefined;
}
