/** Exports the entry point `codeweaver-telemetry/testing`, which has helpers for the tests of a tool. */
export type {
  RecordedEvent,
  RecordingClient as TestTelemetry,
  RemovedProperty,
} from "../client/recording-client.js";
export { manifestDifference } from "../events/compare-manifests.js";
export type { Describable } from "../events/describe-events.js";
export { describeEvents } from "../events/describe-events.js";
export type { ListedField, Manifest, ManifestEvent, ManifestField } from "../events/manifest.js";
export { assertNoLeak } from "./assert-no-leak.js";
export { createTestTelemetry, type TestTelemetryOptions } from "./test-telemetry.js";
