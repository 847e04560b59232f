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
  /** A built-in event has no such property in the approved manifest. */
  | "unlisted";

/** Called once for each part left out. */
export type OnOmission = (reason: Omission) => void;
