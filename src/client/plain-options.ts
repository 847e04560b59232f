/** Takes a caller's options as plain data, so that nothing of theirs runs later. */

/** A shallow copy; what cannot be read, or is no object, gives an empty one. */
export function copyOptions<T extends object>(options: T | null | undefined): Partial<T> {
  try {
    return typeof options === "object" ? { ...options } : {}; // a string has as many keys as characters
  } catch {
    return {};
  }
}
