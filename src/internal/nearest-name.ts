/** Finds the names that a person may have meant by a name that does not exist. */

const MAX_SUGGESTIONS = 3;

/**
 * Returns at most three candidates that are similar to a name, the nearest first. A candidate is similar if it or one of
 * its words differs from the name in few letters, or if one of the two contains the other.
 * For example, `findNearestNames("stauts", ["status", "show"])` returns `["status"]`.
 */
export function findNearestNames(name: string, candidates: Iterable<string>): string[] {
  const typed = name.toLowerCase();
  if (typed === "" || typed.length > MAX_NAME_LENGTH) return [];
  const rated: { readonly candidate: string; readonly distance: number }[] = [];
  for (const candidate of new Set(candidates)) {
    const distance = rateCandidate(typed, candidate.toLowerCase());
    if (distance !== undefined) rated.push({ candidate, distance });
  }
  rated.sort((a, b) => a.distance - b.distance);
  return rated.slice(0, MAX_SUGGESTIONS).map(({ candidate }) => candidate);
}

/**
 * Returns a question such as `did you mean status or start?`, or the empty string when no candidate is near.
 *
 * @param format Formats each name, for example as a flag.
 */
export function suggestNames(
  name: string,
  candidates: Iterable<string>,
  format: (candidate: string) => string = (candidate) => candidate,
): string {
  return formatSuggestion(findNearestNames(name, candidates).map(format));
}

/** Returns the question of `suggestNames` for names that are already found. */
export function formatSuggestion(names: readonly string[]): string {
  const last = names.at(-1);
  if (last === undefined) return "";
  return `did you mean ${names.length === 1 ? last : `${names.slice(0, -1).join(", ")} or ${last}`}?`;
}

/** The time of a comparison grows with the product of both lengths. */
const MAX_NAME_LENGTH = 200;
/** Shorter parts of a name are in too many other names. */
const MIN_PART_LENGTH = 3;

/** Returns undefined for a candidate that is not similar to the name. A lower number is nearer. */
function rateCandidate(typed: string, candidate: string): number | undefined {
  if (candidate.length > MAX_NAME_LENGTH) return undefined;
  const distance = countEdits(typed, candidate);
  if (isNear(typed, candidate, distance)) return distance;
  if (Math.min(typed.length, candidate.length) < MIN_PART_LENGTH) return undefined;
  const hasNearWord = candidate
    .split(/[^\p{L}\p{N}]+/u)
    .some((word) => word.length >= MIN_PART_LENGTH && isNear(typed, word, countEdits(typed, word)));
  const isPart = hasNearWord || candidate.includes(typed) || typed.includes(candidate);
  // Every candidate of this kind comes after those that differ as a whole in few letters.
  return isPart ? MAX_NAME_LENGTH + distance : undefined;
}

function isNear(typed: string, candidate: string, distance: number): boolean {
  const maxEdits = Math.max(1, Math.floor(Math.max(typed.length, candidate.length) / 3));
  return distance <= maxEdits && distance < typed.length;
}

/**
 * Counts the letters to insert, to delete, to replace, or to exchange with their neighbour (Damerau and Levenshtein, with
 * optimal string alignment).
 */
function countEdits(from: string, to: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const isEqual = from[row - 1] === to[column - 1];
      let edits = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (isEqual ? 0 : 1),
      );
      const isExchange =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (isExchange) edits = Math.min(edits, (beforePrevious[column - 2] ?? 0) + 1);
      current.push(edits);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[to.length] ?? 0;
}
