/** Names that are never keys in an event. */

/** JavaScript gives these names a meaning on every object. */
const UNSAFE_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);
const MIN_UNSAFE_LENGTH = 9;

export function isUnsafeKey(key: string): boolean {
  return key.length >= MIN_UNSAFE_LENGTH && UNSAFE_KEYS.has(key);
}
