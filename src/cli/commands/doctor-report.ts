/** One thing that `doctor` looked at, and what is to be done about it. */
export interface Check {
  readonly name: string;
  /** Undefined where it could not be looked at. */
  readonly ok: boolean | undefined;
  readonly found: string;
  /** What to do, where something is. */
  readonly fix?: string;
}

export function createCheckResult(ok: boolean, found: string, fix?: string): Omit<Check, "name"> {
  return ok || fix === undefined ? { ok, found } : { ok, found, fix };
}
