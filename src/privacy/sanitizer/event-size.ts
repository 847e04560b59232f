/** Defines how large an event may be, and measures JSON in UTF-8 without writing it. */

import type { Json, JsonObject } from "../../envelope.js";

/** Levels of nesting; the properties themselves are the first. */
export const MAX_EVENT_DEPTH = 8;
/** Keys of an event, over all its levels. */
export const MAX_KEYS = 512;
/** Bytes of an event's properties as JSON in UTF-8. */
export const MAX_BYTES = 32 * 1024;
/**
 * The part of these limits that is kept for standard properties, which are merged with the event's own. Without it, an
 * event that is full would lose its largest property when they are merged.
 */
const STANDARD_KEYS = 32;
const STANDARD_BYTES = 2048;
/** Keys of the properties that are sanitized together, such as an event's own. */
export const MAX_OWN_KEYS = MAX_KEYS - STANDARD_KEYS;
/** Bytes of these properties. */
export const MAX_OWN_BYTES = MAX_BYTES - STANDARD_BYTES;

/** A loop is quicker for short texts, and a pattern for long ones. */
const MAX_SHORT_LENGTH = 64;

/** Bytes of a text as JSON, with its quotes. */
export function measureJsonText(text: string): number {
  return isPlainAscii(text) ? text.length + 2 : Buffer.byteLength(JSON.stringify(text));
}

/** Bytes of a key as JSON, with its quotes, its colon and a comma. */
export function measureJsonKey(key: string): number {
  return measureJsonText(key) + 2;
}

/** Printable ASCII without quotes and backslashes, which JSON escapes. */
function isPlainAscii(text: string): boolean {
  if (text.length > MAX_SHORT_LENGTH) return /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/.test(text);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || code > 0x7e || code === QUOTE || code === BACKSLASH) return false;
  }
  return true;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Longest form of a number in JSON, such as `-0.0000012345678901234567`. */
export const MAX_NUMBER_BYTES = 25;
/** Longest form of a character in JSON: `\u001f`. */
export const MAX_CHARACTER_BYTES = 6;

/** Returns an upper bound of the bytes of JSON, which takes less time than writing it. */
export function estimateMaxBytes(json: Json): number {
  if (typeof json === "string") return MAX_CHARACTER_BYTES * json.length + 2;
  if (typeof json !== "object" || json === null) return MAX_NUMBER_BYTES;
  let size = 2;
  if (Array.isArray(json)) for (const item of json) size += 1 + estimateMaxBytes(item);
  else {
    const object = json as JsonObject; // Array.isArray does not narrow readonly arrays
    for (const key in object) {
      const item = object[key];
      // Each key counts at least MAX_BYTES / MAX_KEYS, so that an object with too many keys exceeds MAX_BYTES.
      if (item !== undefined)
        size += Math.max(MAX_CHARACTER_BYTES * key.length + 4, MAX_BYTES / MAX_KEYS) + estimateMaxBytes(item);
    }
  }
  return size;
}

export function countKeys(json: Json): number {
  if (typeof json !== "object" || json === null) return 0;
  const items = Object.values(json);
  return items.reduce<number>((sum, item) => sum + countKeys(item), Array.isArray(json) ? 0 : items.length);
}
