/**
 * Checks events against manifests, as the server that receives them does.
 *
 * @module codeweaver-telemetry/manifest
 */
export type { Json, JsonObject } from "../envelope.js";
export { EVERY_EVENT, type Manifest, type ManifestEvent, type ManifestField } from "../events/manifest.js";
export type { Sensitivity } from "../privacy/conversions/conversion.js";
export {
  type AllowedField,
  type AllowlistNode,
  applyAllowlist,
  compileAllowlist,
  type JsonScalar,
} from "../privacy/sanitizer/allowlist.js";
export { isIdentifiedByKey, isUnsafeKey } from "../privacy/sanitizer/property-keys.js";
export { isSendable, isWordKey } from "../privacy/sanitizer/undeclared-text.js";
export { redactPropertyText } from "../redaction/redactor.js";
