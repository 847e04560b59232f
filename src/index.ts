/** The public door of `codeweaver-telemetry`. */

export type { TelemetryOptions } from "./assembly/author-options.js";
export { captureSearchEvent, captureSessionEvent } from "./assembly/conveniences.js";
export type { Logger } from "./assembly/log.js";
export { configureTelemetry, createTelemetryClient, getTelemetryClient } from "./assembly/singleton.js";
export type { Tags, TelemetryClient } from "./client/client.js";
export type { TelemetryStats } from "./client/counters.js";
export type { CaptureOptions } from "./client/draft.js";
export type { FlagOptions } from "./client/flags.js";
export type { Envelope, Json, JsonObject, Sealed } from "./envelope.js";
export type { EventDefinition } from "./events/define-event.js";
export { defineEvent } from "./events/define-event.js";
export type { TelemetryEvent } from "./events/event.js";
export type { ListedField } from "./events/manifest.js";
export type { SearchEventInput } from "./events/search-event.js";
export { SearchEvent } from "./events/search-event.js";
export type { SessionEventInput } from "./events/session-event.js";
export { SessionEvent } from "./events/session-event.js";
export type { Consent, OffReason, TelemetryState } from "./gate/consent.js";
export { Anonymize, type Declarations, declareAnonymity, Public } from "./privacy/anonymize.js";
export type {
  AggregateOptions,
  DistributionOptions,
  FieldOptions,
  HashOptions,
  HashScope,
  Sensitivity,
  UndeclaredPolicy,
} from "./privacy/conversion.js";
export { AnonymityConversion } from "./privacy/conversion.js";
export type { Identifiable, IdentifiableKind } from "./privacy/redaction/finding.js";
export { findIdentifiableInfo, redactIdentifiableInfo } from "./privacy/redaction/redact.js";
export { assertDeclared, sealError, serializeForTelemetry, TelemetryModel } from "./privacy/serialize.js";
