/** What a find is, and the kinds there are. */

import type { ScannedText } from "./scanned-text.js";

export const IDENTIFIABLE_KINDS = [
  "private-key",
  "url",
  "email",
  "token",
  "secret",
  "user",
  "mac",
  "ip",
  "path",
  "host",
  "card",
  "phone",
  "company",
  "person",
] as const;
export type IdentifiableKind = (typeof IDENTIFIABLE_KINDS)[number];

export interface Identifiable {
  readonly kind: IdentifiableKind;
  /** UTF-16 offsets into the text; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

/** One that is still worked on. */
export type MutableMatch = { -readonly [Key in keyof Identifiable]: Identifiable[Key] };

/**
 * Looks at one place of a text where a find may begin, or where its telling mark stands. It may look around by a
 * bounded number of characters, or over characters that no later call looks at again: that is what keeps a scan linear.
 */
export type Detector = (text: ScannedText, at: number) => Identifiable | undefined;

/** A word is a run of letters, digits, `_` and `-` in ASCII. */
export type WordDetector = (text: ScannedText, start: number, end: number) => Identifiable | undefined;

export function createMatch(kind: IdentifiableKind, start: number, end: number): Identifiable | undefined {
  return end > start ? { kind, start, end } : undefined;
}
