/** Runs as the detached sender process, which delivers the spooled events and ends. */
import { JOB_ENV, type SendJob } from "../delivery/sender-process.js";
import { createCircuitBreaker } from "./create-delivery.js";
import { createTransport } from "./create-transport.js";
import { deliverSpool } from "./deliver-spool.js";

/** The process ends after this time, even if requests are in flight. */
const MAX_LIFETIME_MS = 15_000;
/** The part of the lifetime that is reserved to record the outcome of the last batch. */
const LAST_BATCH_BUDGET_MS = 500;

setTimeout(() => process.exit(), MAX_LIFETIME_MS).unref();
const text = process.env[JOB_ENV];
if (text !== undefined) {
  const job: SendJob = JSON.parse(text); // sender-process.ts of the same version wrote it
  await deliverSpool(job, {
    transport: createTransport(job).transport,
    breaker: createCircuitBreaker(job),
    deadlineMs: MAX_LIFETIME_MS - LAST_BATCH_BUDGET_MS,
    onLost: () => {}, // no client exists that could count them
  });
}
process.exit();
