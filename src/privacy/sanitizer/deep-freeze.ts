/** Freezes JSON that callers hold. */
import type { Json } from "../../envelope.js";

/** Freezes JSON with all its parts, so that a caller who holds it cannot change it. */
export function deepFreeze<T extends Json>(json: T): T {
  if (typeof json === "object" && json !== null) for (const item of Object.values(json)) deepFreeze(item);
  return Object.freeze(json);
}
