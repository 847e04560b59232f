/** Checks project keys as PostHog does (PostHog/posthog, rust/capture/src/token.rs). */
import { RejectedRequest } from "./rejection.js";

const MAX_KEY_LENGTH = 64;

/** Returns what is wrong with a key, or undefined. PostHog also knows which keys exist. */
export function findKeyFault(key: string): string | undefined {
  const trimmed = key.trim();
  if (trimmed === "") return "empty";
  if (trimmed.length > MAX_KEY_LENGTH) return "too_long";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what is searched for
  if (/[^\x01-\x7f]/.test(trimmed)) return trimmed.includes("\0") ? "null_byte" : "not_ascii";
  return trimmed.startsWith("phx_") ? "personal_api_key" : undefined;
}

/** @throws RejectedRequest */
export function checkProjectKey(key: string | undefined): void {
  if (key === undefined) throw new RejectedRequest(401, "event submitted without an api_key");
  const fault = findKeyFault(key);
  if (fault !== undefined) throw new RejectedRequest(401, `API key is not valid: ${fault}`);
}

/**
 * Returns the token of an `Authorization` header, whose scheme has any case.
 * @returns undefined if there is none
 */
export function parseBearerToken(header: string | undefined): string | undefined {
  return /^bearer (.*)$/is.exec(header ?? "")?.[1]?.trim();
}
