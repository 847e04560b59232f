/** An object's keys: which are none on the wire, and how they are listed. */

/** Names that JavaScript gives a meaning on objects; never keys on the wire. */
export const UNSAFE_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

const VERY_MANY = 10_000;
let listed: { readonly raw: object; readonly keys: readonly string[] } | undefined;

/** Listed once for both roads where they are very many: to list a million takes half a second. */
export function keysOf(raw: object): readonly string[] {
  if (listed?.raw === raw) return listed.keys;
  const keys = Object.keys(raw);
  if (keys.length > VERY_MANY) listed = { raw, keys };
  return keys;
}

/** To be called when a value is sealed, for what is listed would be kept. */
export function forgetKeys(): void {
  listed = undefined;
}
