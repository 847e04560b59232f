/** Creates clients for the tests of a tool, which record the events instead of sending them. */
import { createRecordingClient, type RecordingClient } from "../client/recording-client.js";
import type { ErrorMessages } from "../privacy/errors/error-messages-option.js";

/** The options of a test client. */
export interface TestTelemetryOptions {
  /** Whether the person chose `tools_over_privacy`. @default false */
  readonly toolsOverPrivacy?: boolean;
  /** Whether the messages of errors are sent. @default "redacted" */
  readonly errorMessages?: ErrorMessages;
  /** Values of feature flags by key. @default {} */
  readonly flags?: Readonly<Record<string, string | boolean>>;
}

/**
 * Creates a client for a test. It is always on, ignores the environment and the settings files, and uses neither disk nor
 * network. Call `await telemetry.flush()` before you read `events`.
 *
 * @example
 * const { telemetry, events } = createTestTelemetry({ flags: { new_reranker: "test" } });
 * telemetry.capture("index_done", { files: 3 });
 * await telemetry.flush();
 * assert.equal(events[0]?.properties.files, 3);
 */
export function createTestTelemetry({
  toolsOverPrivacy = false,
  errorMessages = "redacted",
  flags = {},
}: TestTelemetryOptions = {}): RecordingClient {
  return createRecordingClient({ tool: "test", toolsOverPrivacy, errorMessages, flags });
}
