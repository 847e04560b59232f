/** What is made when it is first asked for: a start does not pay for it, nor does a process that has nothing to redact. */

/** A pattern with a property of Unicode (`\p{L}`) takes the engine about a millisecond to read, be it a literal; a table, to fill. */
export function lazy<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Unicode's letters and digits, for a class in a pattern with the flag `u`. */
export const LETTERS = "\\p{L}";
export const LETTERS_AND_DIGITS = "\\p{L}\\p{N}";
