/** Has the only cast to `Sealed`, the proof that a value may be sent. */
import type { Json, Sealed } from "../../envelope.js";

/** Callers pass what the sanitizer, redaction or a digest returned, or an empty object. */
export function brandSealed<T extends Json>(json: T): Sealed<T> {
  return json as Sealed<T>;
}
