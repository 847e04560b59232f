/** A client for tests of a tool: everything is as in earnest, up to the wire, where it records and never sends. */

import { TelemetryClient } from "../client/client.js";
import type { Counters } from "../client/counters.js";
import { CAPACITY } from "../client/event-pipeline.js";
import type { OpenLine } from "../client/initializer.js";
import type { Wired } from "../client/pipeline.js";
import { runtimeProperties } from "../client/standard-properties.js";
import { Gate } from "../delivery/admission.js";
import { Courier } from "../delivery/batch-sender.js";
import { Breaker } from "../delivery/circuit-breaker.js";
import { Queue } from "../delivery/queue.js";
import type { Json } from "../envelope.js";
import { approvedInPackage } from "../events/approved-manifest.js";
import { ephemeralDigest, ephemeralFieldDigests } from "../privacy/digests/keyed-digest.js";
import { sealId, sealShared } from "../privacy/sanitizer/seal.js";
import type { Flag, FlagTransport } from "../transports/flag-request.js";
import { type Transport, wireForm } from "../transports/transport.js";

/** An event as it would be on the wire. */
export interface RecordedEvent {
  readonly event: string;
  readonly distinct_id: string;
  readonly uuid: string;
  /** ISO 8601, UTC. */
  readonly timestamp: string;
  readonly properties: { readonly [key: string]: Json };
}

export interface TestTelemetryOptions {
  /** Whether the person chose `tools_over_privacy`. Default false. */
  readonly toolsOverPrivacy?: boolean;
  /** The answers to questions for feature flags. Default none. */
  readonly flags?: Readonly<Record<string, string | boolean>>;
}

export interface TestTelemetry {
  readonly telemetry: TelemetryClient;
  /** What was recorded up to the last `flush()` or `endSession()`, in order. */
  readonly events: readonly RecordedEvent[];
}

/**
 * A client that is on whatever the environment and the files say, reads none of them, touches no disk and no network.
 * `await telemetry.flush()` before you look at `events`.
 */
export function createTestTelemetry(options: TestTelemetryOptions = {}): TestTelemetry {
  return createRecordingTelemetry({ ...options, tool: "test" });
}

interface RecordingOptions extends TestTelemetryOptions {
  readonly tool: string;
  /** The tool's own, as the author's option of that name. */
  readonly version?: string | undefined;
}

/** The same under a tool's name. */
export function createRecordingTelemetry(options: RecordingOptions): TestTelemetry {
  const events: RecordedEvent[] = [];
  const openLine: OpenLine = (counters) => wired(options, counters, recordInto(events));
  const telemetry = new TelemetryClient({
    initial: { status: "pending" },
    openLine: { loadSync: () => openLine, load: () => Promise.resolve(openLine) },
    now: Date.now,
    random: Math.random,
  });
  return { telemetry, events };
}

function recordInto(events: RecordedEvent[]): Transport {
  return {
    prepare: () => Promise.resolve(),
    send(batch) {
      // Written and read again: what a test sees is what a server would.
      for (const envelope of batch) events.push(JSON.parse(JSON.stringify(wireForm(envelope))));
      return Promise.resolve({ kind: "delivered" });
    },
  };
}

function wired(
  { tool, version, toolsOverPrivacy = false, flags = {} }: RecordingOptions,
  counters: Counters,
  transport: Transport,
): Wired {
  // Keys of this client's own: hashes agree within a test and say nothing outside of it.
  const idDigest = ephemeralDigest();
  const queue = new Queue(CAPACITY, 1, () => counters.refused("overflow"));
  const courier = new Courier({
    queue,
    transport,
    batchSize: CAPACITY,
    intervalMs: 3_600_000,
    maxRetries: 0,
    backoffFactor: 1,
    notBefore: 0,
    breaker: new Breaker({ file: undefined, now: Date.now }),
    random: Math.random,
    now: () => performance.now(),
    onDelivered: (_, taken) => counters.sent(taken),
    onRefused: (reason, events) => counters.refused(reason, events),
    backlog: undefined,
  });
  return {
    fieldDigests: ephemeralFieldDigests(),
    idDigest,
    optIn: toolsOverPrivacy,
    distinctId: sealId("00000000-0000-7000-8000-000000000000", idDigest),
    runtime: sealShared(runtimeProperties({ tool, version, isCi: false })),
    gate: new Gate({ sampleRate: 1, eventsPerMinute: Number.POSITIVE_INFINITY, now: Date.now }),
    queue,
    courier,
    transport,
    journal: undefined,
    handOn: undefined,
    hasBacklog: () => false,
    keepTally: () => {},
    refused: undefined,
    isRevoked: () => false,
    watchChoice: () => () => {},
    approved: approvedInPackage,
    flags: answering(flags),
    exitBudgetMs: 1000,
    flushBudgetMs: 1000,
  };
}

function answering(values: Readonly<Record<string, string | boolean>>): FlagTransport {
  const flag = (value: string | boolean): Flag => ({
    value,
    payload: undefined,
    id: undefined,
    version: undefined,
    reason: undefined,
  });
  const flags = new Map(Object.entries(values).map(([key, value]) => [key, flag(value)]));
  return {
    ask: () =>
      Promise.resolve({ flags, requestId: undefined, errorsWhileComputing: false, quotaLimited: false }),
  };
}
