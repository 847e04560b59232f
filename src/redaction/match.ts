/** Defines the kinds of identifying information and the type of a match. */

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
/**
 * The kind of a match, such as a secret, an e-mail address or a path.
 * @useDeclaredType
 */
export type IdentifiableKind = (typeof IDENTIFIABLE_KINDS)[number];

/** A range of a text that identifies a person, a machine or a company, or that is a secret. */
export interface Identifiable {
  readonly kind: IdentifiableKind;
  /** UTF-16 offset of the first code unit. */
  readonly start: number;
  /** UTF-16 offset after the last code unit. */
  readonly end: number;
}

/** A match whose range still changes: overlapping matches are merged, and offsets are mapped to the original text. */
export type MutableMatch = { -readonly [Key in keyof Identifiable]: Identifiable[Key] };

/** Returns undefined for an empty range. */
export function createMatch(kind: IdentifiableKind, start: number, end: number): Identifiable | undefined {
  return end > start ? { kind, start, end } : undefined;
}
