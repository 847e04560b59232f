/** Copies a caller's options once, so that no getter of theirs runs later. */

/** Returns a shallow copy; an empty one if the options are not an object or a getter throws. */
export function copyOptions<T extends object>(options: T | null | undefined): Partial<T> {
  try {
    return typeof options === "object" ? { ...options } : {}; // spreading a string would copy its characters
  } catch {
    return {};
  }
}
