/** Decides which ids of senders are kept, and in what spelling. */
import { isPlainText } from "./redact-texts.js";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Returns an id as it is kept: a random UUID, in lower case, because erasures compare it in that form, a hash or a word.
 * Undefined for other texts, such as an e-mail address.
 */
export function normalizeDistinctId(id: string): string | undefined {
  if (UUID.test(id)) return id.toLowerCase();
  return isPlainText(id) ? id : undefined;
}
