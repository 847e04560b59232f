/** Puts the outbox together: the queue in memory, its copy on the disk, and who sends what is in them. */

import type { Counters } from "../client/counters.js";
import { CAPACITY } from "../client/event-pipeline.js";
import type { Wired } from "../client/pipeline.js";
import { Courier } from "../delivery/batch-sender.js";
import { Breaker } from "../delivery/circuit-breaker.js";
import { Journal } from "../delivery/journal.js";
import { Queue } from "../delivery/queue.js";
import type { Receipts } from "../delivery/request-log.js";
import { type CourierOrder, canDetach, detach } from "../delivery/spawn-sender.js";
import { Spool } from "../delivery/spool.js";
import { destinationOf, filesFor, type Route } from "../delivery/spool-names.js";
import type { Envelope } from "../envelope.js";
import { thisProcess } from "../internal/process-id.js";
import { resealed } from "../privacy/sanitizer/seal.js";
import type { Transport } from "../transports/transport.js";
import type { Sending } from "./create-transport.js";

export interface OutboxOptions {
  readonly sending: Sending;
  /** The spool's; undefined where nothing may touch the disk. */
  readonly folder: string | undefined;
  readonly delivery: "auto" | "inline" | "detached" | "spool";
  readonly transport: Transport;
  readonly receipts: Receipts | undefined;
  readonly intervalMs: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly counters: Counters;
}

/** Long enough for what a burst delivers at once never to touch the disk. */
const JOURNAL_DELAY_MS = 10;
/** A process that is over so soon pays neither for loading the wire nor for an answer: it hands all of it over. */
const SHORT_LIFE_MS = 3000;

/** As many spans as OpenTelemetry's own queue holds (seed 002). */
const SPAN_CAPACITY = 2048;

export function openOutbox(
  options: OutboxOptions,
): Pick<Wired, "queue" | "courier" | "journal" | "handOn" | "hasBacklog" | "keepTally"> {
  const { sending, folder, delivery, transport, receipts, intervalMs, env, counters } = options;
  const order = folder === undefined ? undefined : { ...sending, folder };
  const spool = order && spoolOf(order, (reason, events) => counters.refused(reason, events));
  const journal = spool && new Journal({ spool, delayMs: JOURNAL_DELAY_MS });
  const breaker = breakerOf(order);

  const keepTally = () => {
    const tally = receipts && counters.tally();
    if (tally !== undefined) receipts?.tally(tally);
  };
  const lost = (reason: string, events: number, envelopes: readonly Envelope[]) => {
    journal?.settle(envelopes);
    counters.refused(reason, events);
    for (const { properties } of envelopes) counters.reportAgain(Object(properties.telemetry_refused));
  };
  // With a spool half of them give way at once: a file for each would cost more than all of them.
  const capacity = sending.wire === "otlp" ? SPAN_CAPACITY : CAPACITY;
  const queue = new Queue(capacity, spool === undefined ? 1 : capacity / 2, (oldest) => {
    if (spool?.keep(oldest) !== true) return lost("overflow", oldest.length, oldest);
    journal?.settle(oldest);
    counters.spooled(oldest.length);
  });
  const child = (delivery === "auto" || delivery === "detached") && canDetach(env) ? order : undefined;
  const courier = new Courier({
    queue,
    transport,
    batchSize: sending.batchSize,
    intervalMs,
    maxRetries: sending.maxRetries,
    backoffFactor: sending.backoffFactor,
    breaker,
    notBefore: child ? performance.now() + SHORT_LIFE_MS : 0,
    random: Math.random,
    now: () => performance.now(), // durations alone, so the wall clock may jump
    onDelivered: (batch, taken) => {
      journal?.settle(batch);
      counters.sent(taken);
      keepTally();
    },
    onRefused: lost,
    backlog: spool,
  });
  if (delivery === "spool" && spool !== undefined) courier.stop();
  const hasWaiting = () => spool !== undefined && spool.waiting > 0;
  const handOn =
    child &&
    (() => {
      if (hasWaiting() && !breaker.isOpen) detach(child, env);
    });
  const hasBacklog = () => child === undefined && hasWaiting();
  return { queue, courier, journal, handOn, hasBacklog, keepTally };
}

/** The spool of what goes to an order's server. */
export function spoolOf(order: CourierOrder, onLost: (reason: string, events: number) => void): Spool {
  return new Spool({
    ...order,
    destination: destinationOf(order.host, order.apiKey),
    owner: thisProcess(),
    now: Date.now,
    reseal: resealed,
    onLost,
  });
}

/** The breaker that all processes with an order's server share; without an order, this process's own. */
export function breakerOf(order: Route | undefined): Breaker {
  return new Breaker({ file: order && filesFor(order).breaker, now: Date.now });
}
