/** Puts the outbox together: the queue in memory, its copy on the disk, and who sends what is in them. */

import type { ActivePipeline } from "../client/active-pipeline.js";
import type { Counters } from "../client/counters.js";
import { MAX_PENDING_EVENTS } from "../client/event-pipeline.js";
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
import { resealed } from "../privacy/sanitizer/seal.js";
import type { Transport } from "../transports/transport.js";
import type { SendOptions } from "./create-transport.js";

export interface DeliveryParts {
  readonly sendOptions: SendOptions;
  /** The spool's; undefined where nothing may touch the disk. */
  readonly folder: string | undefined;
  readonly delivery: "auto" | "inline" | "detached" | "spool";
  readonly transport: Transport;
  readonly receipts: RequestLog | undefined;
  readonly intervalMs: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly counters: Counters;
}

/** Long enough for what a burst delivers at once never to touch the disk. */
const JOURNAL_DELAY_MS = 10;
/** A process that is over so soon pays neither for loading the wire nor for an answer: it hands all of it over. */
const SHORT_PROCESS_MS = 3000;

/** As many spans as OpenTelemetry's own queue holds (seed 002). */
const SPAN_CAPACITY = 2048;

export function createDelivery(
  options: DeliveryParts,
): Pick<ActivePipeline, "queue" | "sender" | "journal" | "spawnSender" | "hasBacklog" | "logDrops"> {
  const { sendOptions, folder, delivery, transport, receipts, intervalMs, env, counters } = options;
  const job = folder === undefined ? undefined : { ...sendOptions, folder };
  const spool = job && openSpool(job, (reason, events) => counters.countDropped(reason, events));
  const journal = spool && new Journal({ spool, delayMs: JOURNAL_DELAY_MS });
  const breaker = createCircuitBreaker(job);

  const keepTally = () => {
    const tally = receipts && counters.takeUnloggedDrops();
    if (tally !== undefined) receipts?.recordDropCounts(tally);
  };
  const dropEnvelopes = (reason: string, events: number, envelopes: readonly Envelope[]) => {
    journal?.settle(envelopes);
    counters.countDropped(reason, events);
    for (const { properties } of envelopes) counters.restoreDropReport(Object(properties.telemetry_refused));
  };
  // With a spool half of them give way at once: a file for each would cost more than all of them.
  const capacity = sendOptions.wireFormat === "otlp" ? SPAN_CAPACITY : MAX_PENDING_EVENTS;
  const queue = new EventQueue(capacity, spool === undefined ? 1 : capacity / 2, (oldest) => {
    if (spool?.store(oldest) !== true) return dropEnvelopes("overflow", oldest.length, oldest);
    journal?.settle(oldest);
    counters.countSpooled(oldest.length);
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
    now: () => performance.now(), // durations alone, so the wall clock may jump
    onDelivered: (batch, taken) => {
      journal?.settle(batch);
      counters.countSent(taken);
      keepTally();
    },
    onDropped: dropEnvelopes,
    backlog: spool,
  });
  if (delivery === "spool" && spool !== undefined) sender.stop();
  const hasPendingFiles = () => spool !== undefined && spool.pendingFileCount > 0;
  const handOn =
    senderJob &&
    (() => {
      if (hasPendingFiles() && !breaker.isOpen) spawnSender(senderJob, env);
    });
  const hasBacklog = () => senderJob === undefined && hasPendingFiles();
  return { queue, sender, journal, spawnSender: handOn, hasBacklog, logDrops: keepTally };
}

/** The spool of what goes to an order's server. */
export function openSpool(job: SendJob, onLost: (reason: string, events: number) => void): Spool {
  return new Spool({
    ...job,
    destinationId: getDestinationId(job.host, job.apiKey),
    owner: getCurrentProcess(),
    now: Date.now,
    reseal: resealed,
    onLost,
  });
}

/** The breaker that all processes with an order's server share; without an order, this process's own. */
export function createCircuitBreaker(route: Route | undefined): CircuitBreaker {
  return new CircuitBreaker({ file: route && getSharedFilePaths(route).breaker, now: Date.now });
}
