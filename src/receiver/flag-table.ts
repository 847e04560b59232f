/** Answers requests for flags from a table that has the value of each flag. */

import { isRecord } from "../internal/record.js";
import type { FlagRequest } from "./flag-request.js";
import type { AnsweredFlag } from "./flags-response.js";

/**
 * A flag that is on, off or has a variant, with or without a payload.
 *
 * @example
 * const new_reranker: FlagDefinition = { value: "test", payload: { max_files: 5_000 } };
 * await using receiver = await startReceiver({ flags: { new_reranker } });
 */
export type FlagDefinition =
  | boolean
  | string
  | { readonly value: boolean | string; readonly payload?: unknown };
/**
 * Flags by key.
 *
 * @example
 * const flags: FlagTable = { new_reranker: "test", parallel_indexing: false };
 * await using receiver = await startReceiver({ flags });
 */
export type FlagTable = Readonly<Record<string, FlagDefinition>>;

/** Every id has the same values, so each flag has one set of conditions, which matches. */
const REASON = { code: "condition_match", condition_index: 0, description: "Matched condition set 1" };

/** @throws TypeError if the author's table is not one, as JavaScript allows */
export function answerFromTable(table: FlagTable, { flag_keys_to_evaluate }: FlagRequest): AnsweredFlag[] {
  checkFlagTable(table);
  return Object.entries(table)
    .filter(([key]) => flag_keys_to_evaluate?.includes(key) ?? true)
    .map(([key, flag], index) => {
      const payload = getFlagPayload(flag);
      return {
        id: index + 1,
        version: 1,
        key,
        value: getFlagValue(flag),
        payload: payload === undefined ? undefined : JSON.stringify(payload),
        reason: REASON,
      };
    });
}

function checkFlagTable(table: unknown): void {
  if (table instanceof Promise) {
    table.catch(() => {}); // its error would end the process of the author's tests
    throw new TypeError("flags must be an object, not a promise of one");
  }
  if (!isRecord(table)) throw new TypeError("flags must be an object that has the value of each flag");
  for (const [key, flag] of Object.entries(table)) {
    const value = isRecord(flag) ? flag.value : flag;
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
