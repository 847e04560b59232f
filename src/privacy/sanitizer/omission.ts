/** Why a part of a value is not sent. Each reason has a counter in `stats()`. */

export type Omission =
  /** An object contains itself. */
  | "cycle"
  /** It is nested too deeply. */
  | "depth"
  /** The event has too many keys. */
  | "keys"
  /** The event is too large, or takes too long to read. */
  | "size"
  /** Reading it throws: a getter, a Proxy's trap, a revoked Proxy. */
  | "unreadable"
  /** JSON has no form for it: functions, symbols, bytes, invalid dates, NaN and the infinities. */
  | "unsupported"
  /** `__proto__`, `constructor` and `prototype` are never keys. */
  | "key_name"
  /** `telemetryOverrides` throws, or returns something that is not an object. */
  | "override"
  /** A text that nobody declared and that is not a word, a key that is not a word, or a value under a key such as `password`. */
  | "undeclared_text"
  /** A class declares its fields by a method that only an older design had. Its undeclared fields are not sent. */
  | "ignored_declaration"
  /** A built-in event has no such property in the approved manifest. */
  | "unlisted";

/** Where a part was omitted, so that the author can find it. It never contains the part itself. */
export interface OmittedPart {
  /** The name of the event, or of the tags. */
  readonly event: string;
  /** The property's path, such as `results.title`, `files[]` or, if a key itself is removed, `languages.*`. */
  readonly property: string;
  /** The property's name stands for a secret or a person, so not even a word is sent. */
  readonly isIdentifiedByName?: true;
}

/** Called for each omitted part, and once for all that follow when the event is full. Without `part` its place is not known. */
export type OnOmission = (reason: Omission, part?: OmittedPart) => void;
