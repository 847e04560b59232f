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
  "national-id",
  "phone",
  "company",
  "person",
] as const;
/**
 * The kind of a match, such as a secret, an e-mail address or a path.
 * @useDeclaredType
 *
 * @example
 * const secretKinds: ReadonlySet<IdentifiableKind> = new Set<IdentifiableKind>(["private-key", "token", "secret"]);
 * const hasSecret = (text: string) => findIdentifiableInfo(text).some(({ kind }) => secretKinds.has(kind));
 */
export type IdentifiableKind = (typeof IDENTIFIABLE_KINDS)[number];

/**
 * A range of a text that identifies a person, a machine or a company, or that is a secret.
 *
 * @example
 * const cut = (text: string, { start, end }: Identifiable) => text.slice(start, end);
 * const text = "mail jane@example.com";
 * const found = findIdentifiableInfo(text).map((match) => cut(text, match)); // ["jane@example.com"]
 */
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

/** Sorts the matches, merges overlapping ones and adds an offset to all. Works in place, because there may be many. */
export function mergeOverlaps(matches: MutableMatch[], offset: number): MutableMatch[] {
  // A detector may start a match before the character that triggered it, so the order can differ.
  if (matches.some(({ start }, index) => start < (matches[index - 1]?.start ?? 0)))
    matches.sort((a, b) => a.start - b.start || b.end - a.end);
  let mergedCount = 0;
  for (const match of matches) {
    match.start += offset;
    match.end += offset;
    const last = matches[mergedCount - 1];
    if (last !== undefined && match.start < last.end) last.end = Math.max(last.end, match.end);
    else matches[mergedCount++] = match;
  }
  matches.length = mergedCount;
  return matches;
}

/** Joining half a million parts in chunks takes two thirds of the time of joining them at once. */
const MAX_PENDING_PARTS = 512;

export function replaceMatches(text: string, matches: readonly Identifiable[], maxLength: number): string {
  let result = "";
  let parts: string[] = [];
  let from = 0;
  for (const { kind, start, end } of matches) {
    if (start >= maxLength) break;
    parts.push(text.slice(from, start), `[${kind}]`);
    from = end;
    if (parts.length < MAX_PENDING_PARTS) continue;
    result += parts.join("");
    parts = [];
  }
  return result + parts.join("") + text.slice(from, Math.max(from, maxLength));
}
