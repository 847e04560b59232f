/** Why a part of a value was left out; each reason has a counter in `stats()`. */

export type Omission =
  | "cycle"
  | "depth"
  | "keys"
  | "size"
  /** Reading it threw: a getter, a Proxy's trap, a revoked Proxy. */
  | "unreadable"
  /** JSON has no form for it: functions, symbols, bytes, invalid dates, NaN and the infinities. */
  | "unsupported"
  /** `__proto__`, `constructor` and `prototype` name nothing worth measuring. */
  | "key_name"
  /** `telemetryOverrides` threw, or gave something that is not an object. */
  | "override"
  /** A text that nobody declared and that is not a word, a key that is not a word, or a value under a key such as `password`. */
  | "undeclared_text"
  /** A built-in event has no such property in the approved manifest. */
  | "unlisted";

/** Where a part was left out, so that the author can find it. Never what it was. */
export interface OmittedPart {
  /** The name of the event, or of the tags. */
  readonly event: string;
  /** The property's path, such as `results.title`, `files[]` or, where a key itself is removed, `languages.*`. */
  readonly property: string;
}

/** Called once for each part left out. */
export type OnOmission = (reason: Omission, part?: OmittedPart) => void;
