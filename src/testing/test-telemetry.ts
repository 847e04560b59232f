/** Creates clients for the tests of a tool, whose transport records the events instead of sending them. */

import type { ActivePipeline } from "../client/active-pipeline.js";
import type { TelemetryClient } from "../client/client.js";
import type { Counters } from "../client/counters.js";
import { MAX_QUEUED_EVENTS } from "../client/event-pipeline.js";
import type { PipelineStarter } from "../client/initializer.js";
import { PipelineClient } from "../client/pipeline-client.js";
import { createRuntimeProperties } from "../client/standard-properties.js";
import { AdmissionControl } from "../delivery/admission-control.js";
import { BatchSender } from "../delivery/batch-sender.js";
import { CircuitBreaker } from "../delivery/circuit-breaker.js";
import { EventQueue } from "../delivery/event-queue.js";
import type { Json } from "../envelope.js";
import { findPackageAllowlist } from "../events/approved-manifest.js";
import { createEphemeralDigest, createEphemeralFieldDigests } from "../privacy/digests/keyed-digest.js";
import type { ErrorMessages } from "../privacy/errors/error-message.js";
import { sealId, trustShared } from "../privacy/sanitizer/seal.js";
import type { Flag, FlagTransport } from "../transports/flag-request.js";
import { toPostHogEvent } from "../transports/posthog.js";
import type { Transport } from "../transports/transport.js";

/** An event as it would be sent. */
export interface RecordedEvent {
  readonly event: string;
  readonly distinct_id: string;
  readonly uuid: string;
  /** ISO 8601 in UTC. */
  readonly timestamp: string;
  readonly properties: { readonly [key: string]: Json };
}

/** The options of a test client. */
export interface TestTelemetryOptions {
  /** Whether the person chose `tools_over_privacy`. @default false */
  readonly toolsOverPrivacy?: boolean;
  /** Whether the messages of errors are sent. @default "redacted" */
  readonly errorMessages?: ErrorMessages;
  /** Values of feature flags by key. @default {} */
  readonly flags?: Readonly<Record<string, string | boolean>>;
}

/** A test client and its events. */
export interface TestTelemetry {
  /** The client to pass to the code under test. */
  readonly telemetry: TelemetryClient;
  /** The events up to the last `flush()` or `endSession()`, in order. */
  readonly events: readonly RecordedEvent[];
  /** The first thousand parts that were removed from events since the client was created, in order. */
  readonly removed: readonly RemovedProperty[];
}

/** A property, or a part of one, that is not sent. */
export interface RemovedProperty {
  /** The name of the event, or of the call that got the value: `startSession()`, `withContext()`, `getFeatureFlag()`. */
  readonly event: string;
  /** Its path, such as `results.title` or `files[]`. `*` stands for a key that is not a word. */
  readonly property: string;
  /** As `stats().omitted` counts it, such as `undeclared_text`. */
  readonly reason: string;
}

const MAX_REMOVED = 1000;

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
export function createTestTelemetry(options: TestTelemetryOptions = {}): TestTelemetry {
  return createRecordingTelemetry({ ...options, tool: "test" });
}

interface RecordingOptions extends Omit<TestTelemetryOptions, "errorMessages"> {
  readonly tool: string;
  readonly errorMessages?: ErrorMessages | undefined;
  /** The tool's version, like the option of that name. */
  readonly version?: string | undefined;
}

/** Creates a recording client under a tool's name. */
export function createRecordingTelemetry(options: RecordingOptions): TestTelemetry {
  const events: RecordedEvent[] = [];
  const removed: RemovedProperty[] = [];
  const starter: PipelineStarter = (counters) =>
    createTestPipeline(options, counters, createRecordingTransport(events));
  const telemetry = new PipelineClient({
    initialState: { status: "pending" },
    starter: { loadSync: () => starter, load: () => Promise.resolve(starter) },
    now: Date.now,
    random: Math.random,
    errorMessages: options.errorMessages ?? "redacted",
    onOmission: (reason, part) => {
      if (part !== undefined && removed.length < MAX_REMOVED) removed.push({ ...part, reason });
    },
  });
  return { telemetry, events, removed };
}

function createRecordingTransport(events: RecordedEvent[]): Transport {
  return {
    prepare: () => Promise.resolve(),
    send(batch) {
      // Serialized and parsed, so that a test gets the same values as a server.
      for (const envelope of batch) events.push(JSON.parse(JSON.stringify(toPostHogEvent(envelope))));
      return Promise.resolve({ kind: "delivered" });
    },
  };
}

function createTestPipeline(
  { tool, version, toolsOverPrivacy = false, flags = {} }: RecordingOptions,
  counters: Counters,
  transport: Transport,
): ActivePipeline {
  // Keys of this client's own, so hashes are comparable within one test only.
  const idDigest = createEphemeralDigest();
  const queue = new EventQueue(MAX_QUEUED_EVENTS, 1, () => counters.countDropped("overflow"));
  const sender = new BatchSender({
    queue,
    transport,
    batchSize: MAX_QUEUED_EVENTS,
    intervalMs: 3_600_000,
    maxRetries: 0,
    backoffFactor: 1,
    notBefore: 0,
    breaker: new CircuitBreaker({ file: undefined, now: Date.now }),
    random: Math.random,
    now: () => performance.now(),
    onDelivered: (_, sentCount) => {
      counters.sent += sentCount;
    },
    onDropped: (reason, events) => counters.countDropped(reason, events),
    backlog: undefined,
  });
  return {
    fieldDigests: createEphemeralFieldDigests(),
    idDigest,
    toolsOverPrivacy,
    distinctId: sealId("00000000-0000-7000-8000-000000000000", idDigest),
    runtimeProperties: trustShared(createRuntimeProperties({ tool, version, isCi: false })),
    admission: new AdmissionControl({
      sampleRate: 1,
      perMinute: Number.POSITIVE_INFINITY,
      now: Date.now,
    }),
    queue,
    sender,
    transport,
    journal: undefined,
    spawnSender: undefined,
    hasBacklog: () => false,
    logDrops: () => {},
    optOutDate: undefined,
    hasOptedOutSinceStart: () => false,
    watchChoice: () => () => {},
    findAllowlist: findPackageAllowlist,
    flags: createFlagTransport(flags),
    exitBudgetMs: 1000,
    flushBudgetMs: 1000,
  };
}

function createFlagTransport(values: Readonly<Record<string, string | boolean>>): FlagTransport {
  const toFlag = (value: string | boolean): Flag => ({
    value,
    payload: undefined,
    id: undefined,
    version: undefined,
    reason: undefined,
  });
  const flags = new Map(Object.entries(values).map(([key, value]) => [key, toFlag(value)]));
  return {
    evaluate: () =>
      Promise.resolve({ flags, requestId: undefined, errorsWhileComputing: false, quotaLimited: false }),
  };
}
