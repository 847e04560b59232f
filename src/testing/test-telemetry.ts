/** Creates clients for the tests of a tool, which record the events instead of sending them. */
import type { BeforeCapture } from "../client/before-capture.js";
import type { FlagTypes } from "../client/declared-types.js";
import { createRecordingClient, type RecordingClient } from "../client/recording-client.js";
import type { ErrorMessages } from "../privacy/errors/error-messages-option.js";

/**
 * The options of a test client.
 *
 * @example
 * type Flags = { new_reranker: "control" | "test" };
 * const options: TestTelemetryOptions<Flags> = { toolsOverPrivacy: true, flags: { new_reranker: "test" } };
 * const { telemetry } = createTestTelemetry<object, Flags>(options);
 * assert.equal(await telemetry.getFeatureFlag("new_reranker"), "test");
 */
export interface TestTelemetryOptions<Flags extends Record<keyof Flags, string | boolean> = object> {
  /** Whether the person chose `tools_over_privacy`. @default false */
  readonly toolsOverPrivacy?: boolean | undefined;
  /** Whether the messages of errors are sent. @default "redacted" */
  readonly errorMessages?: ErrorMessages | undefined;
  /** The tool's own `beforeCapture`. @default undefined */
  readonly beforeCapture?: BeforeCapture | undefined;
  /** Values of feature flags by key. @default {} */
  readonly flags?: { readonly [Key in keyof FlagTypes<Flags>]?: FlagTypes<Flags>[Key] | undefined };
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
export function createTestTelemetry<
  Events extends Record<keyof Events, object> = object,
  Flags extends Record<keyof Flags, string | boolean> = object,
>({
  toolsOverPrivacy = false,
  errorMessages = "redacted",
  beforeCapture,
  flags = {},
}: TestTelemetryOptions<Flags> = {}): RecordingClient<Events, Flags> {
  const values: [string, string | boolean | undefined][] = Object.entries(flags);
  const client = createRecordingClient({
    tool: "test",
    toolsOverPrivacy,
    errorMessages,
    beforeCapture,
    flags: values,
  });
  return client as RecordingClient<Events, Flags>; // the types restrict only the calls
}
