/** Writes the merged properties of an event as JSON, and keeps them within the limits. */

import type { Json, Sealed } from "../../envelope.js";
import { countKeys, MAX_BYTES, MAX_KEYS, measureJsonText } from "./event-size.js";
import type { OnOmission } from "./omission.js";

/** Removes the largest properties until the rest is within the limits. Each is reported. */
export function removeLargestProperties(
  merged: Record<string, Json>,
  kept: Sealed | undefined,
  omit: OnOmission,
): void {
  let bytes = Buffer.byteLength(JSON.stringify(merged));
  let keys = countKeys(merged);
  if (bytes <= MAX_BYTES && keys <= MAX_KEYS) return;
  const sizes = Object.entries(merged)
    .filter(([key]) => kept === undefined || !Object.hasOwn(kept, key))
    .map(([key, json]) => ({
      key,
      bytes: measureJsonText(key) + Buffer.byteLength(JSON.stringify(json)) + 2,
      keys: 1 + countKeys(json),
    }))
    .sort((a, b) => b.bytes - a.bytes);
  for (const part of sizes) {
    if (bytes <= MAX_BYTES && keys <= MAX_KEYS) return;
    omit(bytes > MAX_BYTES ? "size" : "keys");
    delete merged[part.key];
    bytes -= part.bytes;
    keys -= part.keys;
  }
}

/** JSON of this length is within the limits: a UTF-16 unit takes at most three bytes, and a property at least four characters. */
const SHORT_LENGTH = Math.min(MAX_BYTES / 3, 4 * MAX_KEYS);

/** The JSON of objects that many events share, without its braces. */
const sharedJson = new WeakMap<Sealed, string>();

/** Writes the JSON of properties that many events share, so that it is not written for each event. */
export function rememberJson(properties: Sealed): void {
  sharedJson.set(properties, JSON.stringify(properties).slice(1, -1));
}

/**
 * Writes what `mergeSealed` returns as JSON. Returns undefined if two objects have a key in common, or if they may be too
 * large together. The JSON of objects that many events share is written once, which takes a third of the time.
 */
export function writeMergedJson(parts: readonly Sealed[]): string | undefined {
  const seen = new Set<string>();
  let text = "";
  for (const part of parts) {
    for (const key in part) {
      if (seen.has(key)) return undefined;
      seen.add(key);
    }
    const own = sharedJson.get(part) ?? JSON.stringify(part).slice(1, -1);
    if (own !== "") text += text === "" ? own : `,${own}`;
  }
  return text.length <= SHORT_LENGTH ? `{${text}}` : undefined;
}
