/** Creates the delivery of events: the transport, the queue in memory, its copy on the disk, and the senders of both. */

import type { ActivePipeline } from "../client/active-pipeline.js";
import type { Counters } from "../client/counters.js";
import { MAX_QUEUED_EVENTS } from "../client/event-pipeline.js";
import type { Environment } from "../config/environment.js";
import type { Settings } from "../config/settings.js";
import { BatchSender } from "../delivery/batch-sender.js";
import { EventQueue } from "../delivery/event-queue.js";
import { Journal } from "../delivery/journal.js";
import type { RequestLog } from "../delivery/request-log.js";
import { detectSenderFailure, recordSenderFailure } from "../delivery/sender-failure.js";
import {
  findSenderProgram,
  type SenderStart,
  type SendJob,
  spawnSender,
} from "../delivery/sender-process.js";
import type { Spool } from "../delivery/spool.js";
import type { Envelope } from "../envelope.js";
import { createPrintTransport } from "../transports/print-transport.js";
import type { AuthorLog } from "./author-log.js";
import {
  createTransport,
  getEnvelopeFormatter,
  getSendOptions,
  observeTransport,
} from "./create-transport.js";
import type { ResolvedTelemetry } from "./resolve-telemetry.js";
import { createCircuitBreaker, openSpool } from "./shared-state.js";

/** The parts of the host process that delivery uses. */
export interface DeliveryHost {
  readonly env: Environment;
  /** Prints to stderr, and escapes what a terminal would interpret or hide. */
  readonly print: (text: string) => void;
  readonly log: AuthorLog;
}

/** The delay before queued events are copied to the disk. A batch that is delivered at once is never copied. */
const JOURNAL_DELAY_MS = 10;
/** A process that ends within this time does not load the transport. It hands its events over to a child process. */
const SHORT_PROCESS_MS = 3000;

/** The capacity of the span queue. It equals the default of OpenTelemetry's `OTEL_BSP_MAX_QUEUE_SIZE`. */
const MAX_QUEUED_SPANS = 2048;

type DeliveryParts = Pick<
  ActivePipeline,
  | "transport"
  | "flags"
  | "queue"
  | "sender"
  | "journal"
  | "spawnSender"
  | "hasBacklog"
  | "closeConnections"
  | "logDrops"
>;

export function createDelivery(
  telemetry: ResolvedTelemetry,
  { env, print, log }: DeliveryHost,
  counters: Counters,
): DeliveryParts {
  const { delivery, dryRun, batchIntervalSeconds, maxQueueSize } = telemetry.settings;
  const sendOptions = getSendOptions(telemetry);
  const onFailure = (code: string, host: string) => {
    counters.lastError = { code, host, time: new Date().toISOString() };
    log.debug(`a request to ${host} failed: ${code}`);
  };
  const {
    requestLog,
    transport: serverTransport,
    flags,
    closeConnections,
  } = createTransport(sendOptions, { onFailure });
  const transport = dryRun
    ? createPrintTransport(print, getEnvelopeFormatter(sendOptions))
    : observeTransport(serverTransport, (outcome, _, durationMs) => {
        if (outcome.kind !== "not_sent") counters.countRequest(durationMs, outcome.kind === "delivered");
      });

  // Without a folder, events are in memory alone, and no other process can send them.
  const folder = telemetry.spoolFolder;
  const job = folder === undefined ? undefined : { ...sendOptions, folder };
  const spool = job && openSpool(job, (reason, eventCount) => counters.countDropped(reason, eventCount));
  const journal = spool && new Journal({ spool, delayMs: JOURNAL_DELAY_MS });
  const breaker = createCircuitBreaker(job);
  const hasPendingFiles = () => spool?.hasPendingFiles === true;
  const senderStart = job && createSenderStart(job, delivery, env);

  const { logDrops, onOverflow, ...callbacks } = createEventCallbacks({
    spool,
    journal,
    requestLog,
    counters,
  });
  const defaultCapacity = sendOptions.wireFormat === "otlp" ? MAX_QUEUED_SPANS : MAX_QUEUED_EVENTS;
  const capacity = Math.max(maxQueueSize ?? defaultCapacity, sendOptions.batchSize); // otherwise no batch would be full
  // A full queue moves half of its events to the spool at once, because a file for each event would cost more.
  const queue = new EventQueue(capacity, spool === undefined ? 1 : capacity / 2, onOverflow);
  const sender = new BatchSender({
    ...sendOptions,
    ...callbacks,
    queue,
    transport,
    intervalMs: batchIntervalSeconds * 1000,
    breaker,
    notBefore: senderStart ? performance.now() + SHORT_PROCESS_MS : 0,
    random: Math.random,
    now: () => performance.now(), // only durations are measured, so the clock must not jump
    backlog: spool,
  });
  if (delivery === "spool" && spool !== undefined) sender.stop(); // a later run of the tool sends the events
  const spawnSenderIfNeeded =
    senderStart &&
    (() => {
      if (!hasPendingFiles() || breaker.isOpen) return;
      if (!spawnSender(senderStart, env)) recordSenderFailure(senderStart, "unfinished", Date.now());
    });
  return {
    transport,
    flags: dryRun ? undefined : flags,
    queue,
    sender,
    journal,
    spawnSender: spawnSenderIfNeeded,
    hasBacklog: () => senderStart === undefined && hasPendingFiles(),
    closeConnections,
    logDrops,
  };
}

/** Returns undefined unless a child process takes over the events. */
function createSenderStart(
  job: SendJob,
  delivery: Settings["delivery"],
  env: Environment,
): SenderStart | undefined {
  if (delivery !== "auto" && delivery !== "detached") return undefined;
  const program = findSenderProgram(env);
  if (program === undefined || detectSenderFailure(job, Date.now()) !== undefined) return undefined;
  return { ...job, program };
}

interface EventCallbackOptions {
  readonly spool: Spool | undefined;
  readonly journal: Journal | undefined;
  readonly requestLog: RequestLog | undefined;
  readonly counters: Counters;
}

/**
 * Creates the callbacks for events that are delivered, dropped or moved to the spool. Each removes the events from the journal
 * and counts them.
 */
function createEventCallbacks({ spool, journal, requestLog, counters }: EventCallbackOptions) {
  const logDrops = () => {
    if (requestLog === undefined) return;
    const drops = counters.takeUnloggedDrops();
    if (drops !== undefined) requestLog.recordDropCounts(drops);
  };
  const onDelivered = (batch: readonly Envelope[], acceptedCount: number) => {
    journal?.settle(batch);
    counters.sent += acceptedCount;
    logDrops();
  };
  const onDropped = (reason: string, eventCount: number, batch: readonly Envelope[]) => {
    journal?.settle(batch);
    counters.countDropped(reason, eventCount);
    // A dropped event may have carried a report of earlier drops. The next event must carry it again.
    for (const { properties } of batch) counters.restoreDropReport(Object(properties.telemetry_refused));
  };
  const onOverflow = (oldest: readonly Envelope[]) => {
    if (spool?.store(oldest) !== true) return onDropped("overflow", oldest.length, oldest);
    journal?.settle(oldest);
    counters.spooled += oldest.length;
  };
  return { logDrops, onDelivered, onDropped, onOverflow };
}
