/** Redacts names and declared texts, and cuts them. A text is redacted before it is cut, or the cut would hide a secret. */

import { BoundedCache, copyString } from "../../internal/bounded-cache.js";
import { redactFreeText, redactPropertyText } from "../../redaction/redactor.js";
import { isOwnDigest } from "../digests/own-digests.js";

/** Characters that a redacted text keeps. */
export const MAX_TEXT = 256;

/** Characters of a long text that are redacted, so that time is bounded. */
export const MAX_SCANNED_LENGTH = 4 * 1024;
/** Characters of a long text that are kept. A secret at the end of the scanned part may be cut, and is not recognised. */
const MAX_KEPT_LENGTH = 3 * 1024;

/** Redacts the beginning of a long text, and drops the end of it that the cut may have spoilt. */
export function redactBeginning(text: string, redact: (text: string, keep?: number) => string): string {
  return text.length > MAX_SCANNED_LENGTH
    ? redact(text.slice(0, MAX_SCANNED_LENGTH), MAX_KEPT_LENGTH)
    : redact(text);
}

const MAX_CACHED_TEXTS = 1024;
const MAX_CACHED_LENGTH = 128;
/** Events repeat the same words, so their redacted forms are cached. */
const redactedNames = new BoundedCache<string>(MAX_CACHED_TEXTS);

/** Redacts a text and cuts it to `MAX_TEXT` characters. */
export function redactName(text: string): string {
  const known = redactedNames.get(text);
  if (known !== undefined) return known;
  if (isOwnDigest(text)) return text;
  const clean = redactBeginning(text, redactPropertyText);
  const cut = clean.length > MAX_TEXT ? clean.slice(0, MAX_TEXT) : clean;
  const safe = cut.toWellFormed(); // a server may reject a whole batch for half a surrogate pair
  // A copy of a text with half a surrogate pair is another text.
  if (text.length > MAX_CACHED_LENGTH || !text.isWellFormed()) return safe;
  const copy = copyString(text);
  redactedNames.set(copy, safe === text ? copy : copyString(safe));
  return safe;
}

/** Redacts a declared free text, and cuts it to `MAX_TEXT` characters. */
export function redactDeclaredText(text: string): string {
  return redactBeginning(text, redactFreeText).slice(0, MAX_TEXT).toWellFormed();
}
