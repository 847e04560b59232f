/** What is made when it is first asked for: a start does not pay for it, nor does a process that has nothing to redact. */

export function createLazy<T>(create: () => T): () => T {
  let value: T | undefined;
  return () => {
    value ??= create();
    return value;
  };
}

/**
 * A pattern with a property of Unicode (`\p{L}`), which the engine takes about a millisecond to read. As a text, for a
 * literal is read with the file it stands in.
 */
export function createLazyPattern(source: string, flags: string): () => RegExp {
  return createLazy(() => new RegExp(source, flags));
}

/** Unicode's letters and digits, for a class in a pattern with the flag `u`. */
export const LETTERS = "\\p{L}";
export const LETTERS_AND_DIGITS = "\\p{L}\\p{N}";
