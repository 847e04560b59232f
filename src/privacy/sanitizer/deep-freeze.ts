/** Sealed JSON that a caller holds cannot be changed by them. */
import type { Json } from "../../envelope.js";

/** Freezes JSON all the way down. */
export function deepFreeze<T extends Json>(json: T): T {
  if (typeof json === "object" && json !== null) for (const item of Object.values(json)) deepFreeze(item);
  return Object.freeze(json);
}
