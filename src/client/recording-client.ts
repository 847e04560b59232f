/** Creates clients that record their events instead of sending them, for `preview` and for the tests of a tool. */

import { AdmissionControl } from "../delivery/admission-control.js";
import { BatchSender } from "../delivery/batch-sender.js";
import { CircuitBreaker } from "../delivery/circuit-breaker.js";
import { EventQueue } from "../delivery/event-queue.js";
import type { Json } from "../envelope.js";
import { findPackageAllowlist } from "../events/approved-manifest.js";
import { createEphemeralDigest, createEphemeralFieldDigests } from "../privacy/digests/keyed-digest.js";
import type { ErrorMessages } from "../privacy/errors/error-messages-option.js";
import { sealBucket, sealId, trustShared } from "../privacy/sanitizer/seal.js";
import { toPostHogEvent } from "../transports/posthog.js";
import type { Flag, FlagTransport, Transport } from "../transports/transport.js";
import type { ActivePipeline } from "./active-pipeline.js";
import type { BeforeCapture } from "./before-capture.js";
import type { TelemetryClient } from "./client.js";
import type { Counters } from "./counters.js";
import { MAX_QUEUED_EVENTS } from "./event-pipeline.js";
import { ExperimentVariants } from "./experiment-variants.js";
import type { PipelineStarter } from "./initializer.js";
import { PipelineClient } from "./pipeline-client.js";
import { createEventRuntimeProperties } from "./standard-properties.js";

/**
 * An event as it would be sent.
 *
 * @example
 * const findEvent = (events: readonly RecordedEvent[], name: string) => events.find(({ event }) => event === name);
 * const { telemetry, events } = createTestTelemetry();
 * telemetry.capture("index_done", { files: 3 });
 * await telemetry.flush();
 * assert.equal(findEvent(events, "index_done")?.properties.files, 3);
 */
export interface RecordedEvent {
  readonly event: string;
  readonly distinct_id: string;
  readonly uuid: string;
  /** ISO 8601 in UTC. */
  readonly timestamp: string;
  readonly properties: { readonly [key: string]: Json };
}

/**
 * A property, or a part of one, that is not sent.
 *
 * @example
 * const { telemetry, removed } = createTestTelemetry();
 * telemetry.capture("index_done", { title: "My private notes" });
 * const expected: RemovedProperty[] = [{ event: "index_done", property: "title", reason: "undeclared_text" }];
 * assert.deepEqual(removed, expected);
 */
export interface RemovedProperty {
  /** The name of the event, or of the call that got the value: `startSession()`, `withContext()`, `getFeatureFlag()`. */
  readonly event: string;
  /** Its path, such as `results.title` or `files[]`. `*` stands for a key that is not a word. */
  readonly property: string;
  /** As `stats().omitted` counts it, such as `undeclared_text`. */
  readonly reason: string;
}

/**
 * A client that records, and its events.
 *
 * @example
 * async function listEventNames({ telemetry, events }: TestTelemetry): Promise<string[]> {
 *   await telemetry.flush();
 *   return events.map(({ event }) => event);
 * }
 */
export interface RecordingClient<
  Events extends Record<keyof Events, object> = object,
  Flags extends Record<keyof Flags, string | boolean> = object,
> {
  /** The client to pass to the code whose events are recorded. */
  readonly telemetry: TelemetryClient<Events, Flags>;
  /** The events up to the last `flush()` or `endSession()`, in order. */
  readonly events: readonly RecordedEvent[];
  /** The first thousand parts that were removed from events since the client was created, in order. */
  readonly removed: readonly RemovedProperty[];
}

export interface RecordingOptions {
  readonly tool: string;
  /** The tool's version, like the option of that name. */
  readonly version?: string | undefined;
  /** Whether the person chose `tools_over_privacy`. */
  readonly toolsOverPrivacy: boolean;
  readonly errorMessages: ErrorMessages;
  readonly beforeCapture: BeforeCapture | undefined;
  /** Feature flags and their values. A flag without a value does not exist. */
  readonly flags: readonly (readonly [key: string, value: string | boolean | undefined])[];
}

const MAX_REMOVED = 1000;

/** Creates a client that is always on, ignores the environment and the settings, and uses neither disk nor network. */
export function createRecordingClient(options: RecordingOptions): RecordingClient {
  const events: RecordedEvent[] = [];
  const removed: RemovedProperty[] = [];
  const starter: PipelineStarter = (counters) =>
    createRecordingPipeline(options, counters, createRecordingTransport(events));
  const telemetry = new PipelineClient({
    starter,
    now: Date.now,
    random: Math.random,
    errorMessages: options.errorMessages,
    beforeCapture: options.beforeCapture,
    onOmission: (reason, part) => {
      if (part === undefined || removed.length >= MAX_REMOVED) return;
      const { event, property } = part;
      removed.push({ event, property, reason });
    },
    onDropped: () => {},
  });
  return { telemetry, events, removed };
}

function createRecordingTransport(events: RecordedEvent[]): Transport {
  return {
    prepare: () => Promise.resolve(),
    send(batch) {
      // Events are serialized and parsed, so that the recorded values are those that a server would receive.
      for (const envelope of batch) events.push(JSON.parse(JSON.stringify(toPostHogEvent(envelope))));
      return Promise.resolve({ kind: "delivered" });
    },
  };
}

function createRecordingPipeline(
  { tool, version, toolsOverPrivacy, flags }: RecordingOptions,
  counters: Counters,
  transport: Transport,
): ActivePipeline {
  // The keys are those of this client alone, so hashes of two clients cannot be compared.
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
    getFlagBucket: () => sealBucket(idDigest, 32),
    distinctId: sealId("00000000-0000-7000-8000-000000000000", idDigest),
    runtimeProperties: trustShared(createEventRuntimeProperties({ tool, version, isCi: false })),
    flagAnswers: undefined,
    sharedSession: undefined,
    reports: undefined, // the events of a test are not those of an installation
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
    closeConnections: () => {},
    logDrops: () => {},
    optOutDate: undefined,
    hasOptedOutSinceStart: () => false,
    watchChoice: () => () => {},
    findAllowlist: findPackageAllowlist,
    experiments: new ExperimentVariants([], idDigest),
    flags: createFlagTransport(flags),
    exitBudgetMs: 1000,
    flushBudgetMs: 1000,
  };
}

function createFlagTransport(values: RecordingOptions["flags"]): FlagTransport {
  const toFlag = (value: string | boolean): Flag => ({
    value,
    payload: undefined,
    id: undefined,
    version: undefined,
    reason: undefined,
  });
  const flags = new Map(
    values.flatMap(([key, value]) => (value === undefined ? [] : [[key, toFlag(value)]])),
  );
  return {
    evaluate: () =>
      Promise.resolve({
        flags,
        unevaluatedKeys: new Set(),
        requestId: undefined,
        errorsWhileComputing: false,
        quotaLimited: false,
      }),
  };
}
