/** Defines how conversions read lists, so that they share the limits of the event. */
import type { Omission } from "../sanitizer/omission.js";

/** Lists within lists that a conversion reads. */
export const MAX_LIST_DEPTH = 8;

/** Bounds how much of a value a conversion reads. */
export interface ValueReader {
  /** Counts one more value that is read. Returns false, and reports it, when nothing more may be read for the event. */
  visit(): boolean;
  /** Returns the entries that may be read of an object: a forbidden field is not read for a digest or a sum either. */
  readEntries(value: object): Iterable<readonly [string, unknown]>;
  /** Returns whether a text is a word, so that it may be a key of a distribution. */
  isDistributionKey(text: string): boolean;
  /** Counts a part that is not sent. */
  omit(reason: Omission): void;
}
