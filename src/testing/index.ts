/** Exports the entry point `codeweaver-telemetry/testing`, which has helpers for the tests of a tool. */
export type { Describable } from "../events/describe-events.js";
export { describeEvents } from "../events/describe-events.js";
export type { ListedField, Manifest, ManifestEvent, ManifestField } from "../events/manifest.js";
export { manifestDifference } from "../events/manifest.js";
export { assertNoLeak } from "./assert-no-leak.js";
export {
  createTestTelemetry,
  type RecordedEvent,
  type RemovedProperty,
  type TestTelemetry,
  type TestTelemetryOptions,
} from "./test-telemetry.js";
