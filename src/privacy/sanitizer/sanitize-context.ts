/** Defines the context that values are sanitized in. */
import type { FieldDigests } from "../digests/keyed-digest.js";
import type { OnOmission } from "./omission.js";

/** How values are sanitized at the moment. */
export interface SanitizeContext extends FieldDigests {
  /** The person chose `tools_over_privacy`, so fields declared `optIn` may be sent. */
  readonly optIn: boolean;
  readonly omit: OnOmission;
}
