/** Creates the delivery of events: the queue in memory, its copy on the disk, and the senders of both. */

import type { ActivePipeline } from "../client/active-pipeline.js";
import type { Counters } from "../client/counters.js";
import { MAX_PENDING_EVENTS } from "../client/event-pipeline.js";
import type { Environment } from "../config/environment.js";
import type { Settings } from "../config/settings.js";
import { BatchSender } from "../delivery/batch-sender.js";
import { CircuitBreaker } from "../delivery/circuit-breaker.js";
import { EventQueue } from "../delivery/event-queue.js";
import { Journal } from "../delivery/journal.js";
import type { RequestLog } from "../delivery/request-log.js";
import {
  findSenderProgram,
  getDestinationId,
  getSharedFilePaths,
  type Route,
  type SendJob,
  spawnSender,
} from "../delivery/sender-process.js";
import { Spool } from "../delivery/spool.js";
import type { Envelope } from "../envelope.js";
import { getCurrentProcess } from "../internal/ids.js";
import { sealStored } from "../privacy/sanitizer/seal.js";
import type { Transport } from "../transports/transport.js";
import type { SendOptions } from "./create-transport.js";

export interface DeliveryOptions {
  readonly sendOptions: SendOptions;
  /** The folder of the spool. Undefined if pending events are not stored. */
  readonly folder: string | undefined;
  readonly delivery: Settings["delivery"];
  readonly transport: Transport;
  /** Undefined if no copies of requests are stored. */
  readonly requestLog: RequestLog | undefined;
  readonly intervalMs: number;
  readonly env: Environment;
  readonly counters: Counters;
}

/** The delay before pending events are copied to the disk. A batch that is delivered at once is never copied. */
const JOURNAL_DELAY_MS = 10;
/** A process that ends within this time does not load the transport. It hands its events over to a child process. */
const SHORT_PROCESS_MS = 3000;

/** The capacity of the span queue. It equals the default of OpenTelemetry's `OTEL_BSP_MAX_QUEUE_SIZE`. */
const MAX_PENDING_SPANS = 2048;

export function createDelivery(
  options: DeliveryOptions,
): Pick<ActivePipeline, "queue" | "sender" | "journal" | "spawnSender" | "hasBacklog" | "logDrops"> {
  const { sendOptions, folder, delivery, transport, requestLog, intervalMs, env, counters } = options;
  const job = folder === undefined ? undefined : { ...sendOptions, folder };
  const spool = job && openSpool(job, (reason, events) => counters.countDropped(reason, events));
  const journal = spool && new Journal({ spool, delayMs: JOURNAL_DELAY_MS });
  const breaker = createCircuitBreaker(job);

  const logDrops = () => {
    const drops = requestLog && counters.takeUnloggedDrops();
    if (drops !== undefined) requestLog?.recordDropCounts(drops);
  };
  const dropEnvelopes = (reason: string, events: number, envelopes: readonly Envelope[]) => {
    journal?.settle(envelopes);
    counters.countDropped(reason, events);
    for (const { properties } of envelopes) counters.restoreDropReport(Object(properties.telemetry_refused));
  };
  const capacity = sendOptions.wireFormat === "otlp" ? MAX_PENDING_SPANS : MAX_PENDING_EVENTS;
  // A full queue moves half of its events to the spool at once, because a file for each event would cost more.
  const overflowSize = spool === undefined ? 1 : capacity / 2;
  const queue = new EventQueue(capacity, overflowSize, (oldest) => {
    if (spool?.store(oldest) !== true) return dropEnvelopes("overflow", oldest.length, oldest);
    journal?.settle(oldest);
    counters.spooled += oldest.length;
  });
  const program = delivery === "auto" || delivery === "detached" ? findSenderProgram(env) : undefined;
  const senderJob = job && program !== undefined ? { ...job, program } : undefined;
  const sender = new BatchSender({
    queue,
    transport,
    batchSize: sendOptions.batchSize,
    intervalMs,
    maxRetries: sendOptions.maxRetries,
    backoffFactor: sendOptions.backoffFactor,
    breaker,
    notBefore: senderJob ? performance.now() + SHORT_PROCESS_MS : 0,
    random: Math.random,
    now: () => performance.now(), // only durations are measured, so the clock must not jump
    onDelivered: (batch, accepted) => {
      journal?.settle(batch);
      counters.sent += accepted;
      logDrops();
    },
    onDropped: dropEnvelopes,
    backlog: spool,
  });
  if (delivery === "spool" && spool !== undefined) sender.stop();
  const hasPendingFiles = () => spool !== undefined && spool.pendingFileCount > 0;
  return {
    queue,
    sender,
    journal,
    spawnSender:
      senderJob &&
      (() => {
        if (hasPendingFiles() && !breaker.isOpen) spawnSender(senderJob, env);
      }),
    hasBacklog: () => senderJob === undefined && hasPendingFiles(),
    logDrops,
  };
}

/** Opens the spool of a job's server. @param onLost called with events that are dropped */
export function openSpool(job: SendJob, onLost: (reason: string, events: number) => void): Spool {
  return new Spool({
    ...job,
    destinationId: getDestinationId(job.host, job.apiKey),
    owner: getCurrentProcess(),
    now: Date.now,
    reseal: sealStored,
    onLost,
  });
}

/** Creates the circuit breaker that all processes with the same server share. Without a route it is not shared. */
export function createCircuitBreaker(route: Route | undefined): CircuitBreaker {
  return new CircuitBreaker({ file: route && getSharedFilePaths(route).breaker, now: Date.now });
}
