/** Remembers the digests that this process used lately. Such a text may be sent under any key. */

import { BoundedCache } from "../../internal/bounded-cache.js";

const MAX_REMEMBERED = 4096;
let remembered = new BoundedCache<true>(MAX_REMEMBERED);
/** Digests that are not in the cache yet. Adding one takes as long as hashing, and few events contain earlier digests. */
let recent: string[] = [];

/** Remembers a digest, and returns it. */
export function recordOwnDigest(digest: string): string {
  if (recent.length >= 2 * MAX_REMEMBERED) recent = recent.slice(MAX_REMEMBERED);
  recent.push(digest);
  return digest;
}

/** Returns whether a text is a digest that was computed here lately. */
export function isOwnDigest(text: string): boolean {
  if (text.length !== 64) return false;
  for (const digest of recent) remembered.set(digest, true);
  recent = [];
  return remembered.get(text) === true;
}

/** From now on, earlier digests are texts like any other. */
export function forgetOwnDigests(): void {
  remembered = new BoundedCache(MAX_REMEMBERED);
  recent = [];
}
