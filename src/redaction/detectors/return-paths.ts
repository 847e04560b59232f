/** Finds the start of the return addresses that mail servers create for bounces (BATV, SRS, VERP). */
import type { ScannedText } from "../scanned-text.js";

/**
 * Matches what mail servers put before an address that they rewrite: a tag (BATV's `prvs=`), a hash and the host of the
 * sender (SRS), or the address of the recipient (VERP). In other texts a key is before the equals sign.
 */
const RETURN_PATH =
  /(?<![\w.+-])(?:(?:(?:ms)?prvs\d?|btv1|srs[01])[=+-]{1,2}[\w.+=-]{0,80}|[\w.-]{1,32}\+[\w.+-]{1,64})=$/i;
const MAX_RETURN_PATH_LENGTH = 128;

/** Returns the start of the return path that ends with `=` before a mailbox. Without one, returns the start of the mailbox. */
export function findReturnPathStart(text: ScannedText, start: number): number {
  const prefix = RETURN_PATH.exec(text.slice(Math.max(0, start - MAX_RETURN_PATH_LENGTH), start))?.[0];
  return start - (prefix?.length ?? 0);
}
