/**
 * Tests what a tool sends: a client that records events, a check for leaks, and the manifest of a tool's own events.
 *
 * @module codeweaver-telemetry/testing
 */

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
