/** Defines what the sanitizing of an event depends on. */
import type { FieldDigests } from "../digests/keyed-digest.js";
import type { OnOmission } from "./omission.js";

/** How the values of an event are sanitized. */
export interface SanitizeContext extends FieldDigests {
  /** The person chose `tools_over_privacy`, so fields declared `optIn` may be sent. */
  readonly toolsOverPrivacy: boolean;
  readonly omit: OnOmission;
}

/** Creates a context field by field, because fields of a spread object are slow to read. */
export function createSanitizeContext(
  { digest, installationDigest }: FieldDigests,
  toolsOverPrivacy: boolean,
  omit: OnOmission,
): SanitizeContext {
  return { digest, installationDigest, toolsOverPrivacy, omit };
}
