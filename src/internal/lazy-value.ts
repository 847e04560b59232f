/** What is made when it is first asked for: a start does not pay for it, nor does a process that has nothing to redact. */

export function lazy<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/**
 * A pattern with a property of Unicode (`\p{L}`), which the engine takes about a millisecond to read. As a text, for a
 * literal is read with the file it stands in.
 */
export function lazyPattern(source: string, flags: string): () => RegExp {
  return lazy(() => new RegExp(source, flags));
}

/** Unicode's letters and digits, for a class in a pattern with the flag `u`. */
export const LETTERS = "\\p{L}";
export const LETTERS_AND_DIGITS = "\\p{L}\\p{N}";
