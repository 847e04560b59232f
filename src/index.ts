/**
 * Captures a tool's events, errors and sessions, and reads its feature flags. Models declare in what form a value is
 * sent.
 *
 * @module codeweaver-telemetry
 */

export {
  captureSearchEvent,
  captureSessionEvent,
  captureSetupEvent,
} from "./bootstrap/code-search-events.js";
export { configureTelemetry, createTelemetryClient, getTelemetryClient } from "./bootstrap/create-client.js";
export type { Logger, TelemetryOptions } from "./bootstrap/telemetry-options.js";
export type { BaseClient, Tags } from "./client/base-client.js";
export type { BeforeCapture, RawEvent } from "./client/before-capture.js";
export type { CaptureOptions } from "./client/caller-options.js";
export type { TelemetryClient } from "./client/client.js";
export type { CaptureArguments, EventTypes, FlagTypes, FlagValues } from "./client/declared-types.js";
export type { FlagOptions } from "./client/feature-flags.js";
export type { DropReason, RequestError, TelemetryStats } from "./client/telemetry-stats.js";
export type { SettingsLayer } from "./config/settings-layers.js";
export type { ConsentModel as Consent, OffReason, TelemetryState } from "./consent/telemetry-state.js";
export type { Json, JsonObject, Sealed } from "./envelope.js";
export { defineExperiment, type Experiment, type ExperimentDefinition } from "./events/experiment.js";
export type { ListedField } from "./events/manifest.js";
export { defineMetric, type Metric, type MetricDefinition } from "./events/metric.js";
export { SearchEvent } from "./events/search-event.js";
export type { SearchEventInput } from "./events/search-properties.js";
export { SessionEvent } from "./events/session-event.js";
export type { SessionEventInput } from "./events/session-properties.js";
export type { SetupEventInput } from "./events/setup-properties.js";
export type { EventDefinition, TelemetryEvent } from "./events/telemetry-event.js";
export { defineEvent } from "./events/telemetry-event.js";
export type {
  AggregateOptions,
  DistributionOptions,
  FieldOptions,
  HashOptions,
  HashScope,
  Sensitivity,
  UndeclaredPolicy,
} from "./privacy/conversions/conversion.js";
export { AnonymityConversion } from "./privacy/conversions/conversion.js";
export {
  Anonymize,
  type Declarations,
  declareAnonymity,
  Public,
  Redacted,
} from "./privacy/decorators/anonymize.js";
export { type DeclaredText, redacted, verbatim } from "./privacy/sanitizer/declared-text.js";
export {
  assertDeclared,
  sealError,
  serializeForTelemetry,
  TelemetryModel,
} from "./privacy/telemetry-model.js";
export { findIdentifiableInfo, redactIdentifiableInfo } from "./redaction/identifiable-info.js";
export type { Identifiable, IdentifiableKind } from "./redaction/match.js";
